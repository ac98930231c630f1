"""The knowledge base as plain tables, for files of data: one row a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.model.claim import Claim, Gap
from kb.model.composite import Composite
from kb.model.dose import Dose
from kb.model.duration import Duration
from kb.model.outcome import Result
from kb.model.pace import Pace
from kb.model.rate import Rate
from kb.model.text import Course, Finding
from kb.model.treatment import Treatment, fields
from kb.view.document import Tables, TidyColumn, TidyTable

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Measure:
    """The numbers of a value: an interval with its unit, and the effect of a result."""

    low: float | None = None
    high: float | None = None
    unit: str = ""
    other_low: float | None = None
    other_high: float | None = None
    comparator: str = ""
    at: str = ""
    effect: str = ""
    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None


def measure_of(value: Any) -> Measure:
    """The numbers of a value; empty for text. Rates are in percent."""
    while isinstance(value, (Composite, Course, Finding)) or hasattr(value, "value"):
        value = value.value
    match value:
        case Duration():
            return Measure(float(value.amount.low), float(value.amount.high), value.unit.value)
        case Dose():
            per = value.per if value.per.startswith("/") else f" {value.per}"
            unit = f"{value.unit}{'/kg' if value.per_kg else ''}{per}"
            return Measure(float(value.amount.low), float(value.amount.high), unit)
        case Pace():
            unit = f"sessions/{value.unit.value}"
            return Measure(float(value.amount.low), float(value.amount.high), unit)
        case Rate():
            return _rate(value)
        case Result():
            return _result(value)
        case _:
            return Measure()


def _percent(share: Fraction) -> float:
    return round(float(share * 100), 6)


def _rate(rate: Rate) -> Measure:
    if rate.share is None:
        return Measure()
    other = rate.other
    return Measure(
        _percent(rate.share.low), _percent(rate.share.high), "%",
        _percent(other.low) if other else None, _percent(other.high) if other else None,
        rate.comparator, rate.at.text if rate.at else "",
    )  # fmt: skip


def _result(result: Result) -> Measure:
    base = _rate(result.rate) if result.rate else Measure()
    effect = result.effect
    if effect is None:
        return base
    return Measure(
        base.low, base.high, base.unit, base.other_low, base.other_high,
        base.comparator or effect.comparator, base.at or (effect.at.text if effect.at else ""),
        effect.measure, float(effect.estimate),
        float(effect.low) if effect.low is not None else None,
        float(effect.high) if effect.high is not None else None,
    )  # fmt: skip


def columns(text: str) -> tuple[TidyColumn, ...]:
    """Columns from "name:kind>table.column note" lines."""
    found = []
    for line in text.strip().split("\n"):
        head, _, note = line.strip().partition(" ")
        head, _, points = head.partition(">")
        name, _, kind = head.partition(":")
        found.append(TidyColumn(name, kind or "text", note.strip(), points))
    return tuple(found)


CLAIMS = columns("""
    id:integer number of the row
    treatment>treatments.id id of the record
    name name of the record
    class>treatments.id id of its class, if any
    section section of the field
    field>fields.field path of the field
    label label of the field
    state value, or the state of the gap
    text the words shown
    low:real lower end of the value
    high:real upper end of the value
    unit unit of low and high; rates are in percent
    comparator_low:real lower end in the comparator group
    comparator_high:real upper end in the comparator group
    comparator what it was compared with
    at time point
    effect measure of effect
    estimate:real estimate of the effect
    ci_low:real lower end of its interval
    ci_high:real upper end of its interval
    conditions population, indication, dose, comparator
    jurisdictions whose claim it is
    certainty how sure it is
    denied:integer 1 if the record says that it is false
    objections findings against it
    sources ids with locators
    read last day on which a source was read
    overlay overlay that it comes from, if any
""")
TREATMENTS = columns("""
    id id of the record
    name name
    category kind of treatment
    level class, agent, formulation or protocol
    class>treatments.id id of its class
    standing whether it can be had
    aliases other names
    brands brand names
""")
SOURCES = columns("""
    id id of the source
    type kind of document
    title title
    authors authors or issuing body
    year year
    edition edition or revision
    jurisdiction whose document it is
    journal journal
    doi digital object identifier
    pmid PubMed id
    link address
""")
CITATIONS = columns("""
    claim:integer>claims.id number of the claim
    source>sources.id id of the source
    locator place in the source
    against:integer 1 if it carries an objection
""")
FIELDS = columns("""
    field path
    section section
    label label
    description what it holds
    inherits:integer 1 if a member may show its class's value
""")


def tidy(base: KnowledgeBase, records: Sequence[Treatment], more: Iterable[str] = ()) -> Tables:
    """The tables of some records, with the sources that they cite, and `more` sources by id."""
    claims: list[tuple[Cell, ...]] = []
    citations: list[tuple[Cell, ...]] = []
    for record in records:
        for path in fields():
            for entry in record.answer(path).entries:
                claims.append(_claim(len(claims) + 1, record, path, entry))
                citations += _citations(len(claims), entry)
    cited = dict.fromkeys(sorted({*(str(row[1]) for row in citations), *more}))
    return Tables((
        TidyTable("claims", CLAIMS, tuple(claims), ("name", "label", "text", "conditions"), "id"),
        TidyTable("treatments", TREATMENTS, tuple(map(_treatment, records)),
                  ("name", "aliases", "brands"), "id"),
        TidyTable("sources", SOURCES, tuple(_sources(base, cited)), ("title", "authors"), "id"),
        TidyTable("citations", CITATIONS, tuple(citations)),
        TidyTable("fields", FIELDS, tuple(_fields()), key="field"),
    ))  # fmt: skip


def _claim(number: int, record: Treatment, path: str, entry: Claim[Any] | Gap) -> tuple[Cell, ...]:
    info = fields()[path]
    is_claim = isinstance(entry, Claim)
    value = entry.value if isinstance(entry, Claim) else None
    m = measure_of(value) if is_claim else Measure()
    text = value.text if value is not None else getattr(entry, "why", "") or ""
    sure = entry.sure.value if isinstance(entry, Claim) and entry.sure else ""
    but = "; ".join(o.value for o in entry.but) if isinstance(entry, Claim) else ""
    return (
        number, record.id, record.name, record.class_id or "", info.section, path, info.label,
        "value" if is_claim else entry.state.value, text,  # type: ignore[union-attr]
        m.low, m.high, m.unit, m.other_low, m.other_high, m.comparator, m.at, m.effect, m.estimate,
        m.ci_low, m.ci_high, entry.when or "", " ".join(j.value for j in entry.jurisdictions), sure,
        int(isinstance(entry, Claim) and entry.denied), but,
        "; ".join(f"{c.source} {c.locator}".strip() for c in entry.cite),
        str(entry.last_read or ""), entry.origin,
    )  # fmt: skip


def _citations(number: int, entry: Claim[Any] | Gap) -> Iterator[tuple[Cell, ...]]:
    for citation in entry.cite:
        yield (number, citation.source, citation.locator, 0)
    for objection in entry.but if isinstance(entry, Claim) else ():
        for citation in objection.cite:
            yield (number, citation.source, citation.locator, 1)


def _treatment(record: Treatment) -> tuple[Cell, ...]:
    return (
        record.id, record.name, record.category.value, record.level.value, record.class_id or "",
        record.standing.value, "; ".join((*record.aliases, *record.abbreviations)),
        "; ".join(dict.fromkeys(record.brands)),
    )  # fmt: skip


def _sources(base: KnowledgeBase, cited: Iterable[str]) -> Iterator[tuple[Cell, ...]]:
    for key in cited:
        if key in base.sources:
            s = base.sources[key]
            yield (
                s.id, s.type.value, s.title, s.authors or "", s.year or "", s.edition or "",
                s.jurisdiction.value if s.jurisdiction else "", s.journal or "", s.doi or "",
                s.pmid or "", s.address,
            )  # fmt: skip


def _fields() -> Iterator[tuple[Cell, ...]]:
    for info in fields().values():
        yield (info.path, info.section, info.label, info.description, int(info.inherits))
