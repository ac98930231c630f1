"""The comparison that a reader arranges: every treatment, every field, every source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope
from kb.ask.names import names_of
from kb.model.claim import Claim
from kb.model.treatment import fields
from kb.model.vocab import Level, State
from kb.publish.arranging_between import relations
from kb.publish.caveats import CRISIS_CLINICIAN
from kb.publish.choices import Length, Locale, Style
from kb.publish.data_stamp import full_stamp, short_stamp
from kb.publish.desk import Desk, Said
from kb.publish.grammar import capital
from kb.publish.tables import claim_line, of_subject
from kb.view.measure import measure_of
from kb.view.page import Page, PageCell, PageColumn, PageRow, SortKey
from kb.view.publication import Line, Notice, Run

KEPT = frozenset({"regulatory.us", "regulatory.uk", "warnings.boxed", "warnings.contraindications"})
LEFT_OUT = frozenset({"identity.atc", "identity.rxnorm", "identity.unii"})


def arranged(
    base: KnowledgeBase, names: Sequence[str], picked: Sequence[str], locale: Locale,
    data_version: str,
) -> Page:  # fmt: skip
    """The page on the treatments named, by default all; `picked` are shown at first.

    Raises NameNotFound for a name that is not there.
    """
    shown_first = {base[name].id for name in picked}
    records = tuple(dict.fromkeys(base[name].id for name in names)) or tuple(base.treatments)
    records = tuple(dict.fromkeys((*(base[name].id for name in picked), *records)))
    desk = Desk(
        base, tuple(base.treatments[r] for r in records), Style.VANCOUVER, locale, Length.FULL
    )
    rows = tuple(row for path in fields() if path not in LEFT_OUT and (row := _row(desk, path)))
    between = relations(desk)
    columns = tuple(_column(desk, at, shown_first) for at in range(len(records)))
    last = str(max(desk.ledger.days, default="never"))
    return Page(
        "Treatments of depression, side by side",
        desk.spell(STANDFIRST),
        locale.value,
        columns,
        rows,
        Notice("Before you read", tuple((Run(desk.spell(line)),) for line in NOTES)),
        desk.ledger.references(),
        (f"Data version {data_version}; last reading {last}.",),
        short_stamp(base, desk.records, data_version),
        full_stamp(base, desk.records, data_version, Scope.AMONG),
        between,
    )  # fmt: skip


STANDFIRST = (
    "Pick treatments, hide rows, filter, put in order, open the sources of a cell. For "
    "professionals who can review the sources; not advice for one patient."
)
NOTES = (
    "Figures of different trials were not obtained under the same conditions. Treatments are put "
    "in order only by what shares measure, unit, comparator, time point and population.",
    "“Not yet reviewed” means that nobody has looked; it does not mean “safe” or “no”.",
    CRISIS_CLINICIAN,
)


def _column(desk: Desk, at: int, picked: set[str]) -> PageColumn:
    subject = desk.subjects[at]
    record = subject.record
    parent = desk.base.treatments.get(record.class_id or "")
    caption = record.level.label + (f", class {parent.name}" if parent else "")
    if record.level is Level.CLASS:
        caption = f"class of {len(desk.base.member_ids(record.id))}"
    words = " ".join(names_of(record)).lower()
    return PageColumn(
        record.id, capital(subject.first), desk.spell(caption), record.category.label, words,
        record.id in picked if picked else at < 3,
    )  # fmt: skip


def _row(desk: Desk, path: str) -> PageRow | None:
    said = desk.said(path)
    if not any(one.claims for one in said) and path not in KEPT:
        return None
    info = fields()[path]
    cells = tuple(_cell(desk, of_subject(said, desk, at)) for at in range(len(desk.subjects)))
    label, section = desk.spell(capital(info.label)), desk.spell(info.section_label)
    return PageRow(path.replace(".", "-"), label, section, cells, path in KEPT)


def _cell(desk: Desk, said: Said | None) -> PageCell:
    if said is None or not said.claims:
        state = said.shown.own.state if said else State.NOT_YET_REVIEWED
        gap = said.gaps[0] if said and said.gaps else None
        words = capital(state.label) + (f": {gap.why.rstrip('.')}" if gap and gap.why else "")
        return PageCell(((Run(desk.spell(words)),),), (), gap=True)
    lines: list[Line] = [claim_line(desk, said, claim) for claim in said.claims]
    if said.shown.own.disagree:
        lines.insert(0, (Run("Sources disagree:"),))
    for claim in said.claims:
        lines += desk.objections(claim, said.fact)
    return PageCell(tuple(lines), tuple(_sources(desk, said)), _sort(said))


def _sources(desk: Desk, said: Said) -> list[str]:
    """Each source of a cell: number, whose it is, the place in it, when it was read."""
    found: dict[str, None] = {}
    for claim in said.claims:
        for citation in claim.cite:
            number = desk.ledger.number(citation.source)
            place = f", {citation.locator}" if citation.locator else ""
            read = f", read {claim.last_read}" if claim.last_read else ", not yet read"
            found.setdefault(f"{number}|{citation.source}{place}{read}")
    return list(found)


def _sort(said: Said) -> SortKey | None:
    """The one number of a cell with one statement; a cell with several has no place in an order."""
    if len(said.claims) != 1 or said.claims[0].denied:
        return None
    claim: Claim[Any] = said.claims[0]
    measure = measure_of(claim.value)
    value = measure.low if measure.low is not None else measure.estimate
    if value is None:
        return None
    unit = measure.unit
    if hasattr(claim.value, "hours") and claim.value.is_time:
        value, unit = float(claim.value.hours()[0]), "time"
    scale = (
        ("measure", measure.effect if measure.low is None else "value"), ("unit", unit),
        ("comparator", measure.comparator), ("time point", measure.at),
        ("population", claim.when or ""),
        ("jurisdiction", " ".join(j.value for j in claim.jurisdictions)),
    )  # fmt: skip
    return SortKey(scale, value)
