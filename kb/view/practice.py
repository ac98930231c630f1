"""What to monitor, and what predicts response, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import Shown, shown
from kb.ask.names import fold
from kb.model.claim import Answer, Claim
from kb.model.composite import Check, Predictor
from kb.model.treatment import Treatment
from kb.model.vocab import Replicated
from kb.view.asked import asked_notes
from kb.view.cells import short_name
from kb.view.citing import Citations
from kb.view.data import shown_data, treatment_data
from kb.view.document import Block, Bullets, Document, Heading, Prose, Role, Span, Table
from kb.view.words import condition_words, counted, gap_words, glued, listed

MONITOR_HEADER = ("treatment", "what", "when", "why", "conditions", "citations", "read")
PREDICTOR_HEADER = (
    "treatment", "predictor", "direction", "replicated", "conditions", "citations", "read",
    "inherited_from",
)  # fmt: skip
_EARLY = ("before", "at baseline", "at the start", "at start", "corrected before")
_ADVICE = "For professionals who can review these sources; not advice for one patient."


def monitor_document(base: KnowledgeBase, asked: Sequence[str]) -> Document:
    """What, when and why, a table for each treatment; checks before the start come first.

    Raises NameNotFound.
    """
    records = [base[name] for name in asked]
    cite = Citations(base)
    title = f"What to monitor with {listed(record.name for record in records)}"
    blocks: list[Block] = [Heading(title, 1), *asked_notes(base, asked, records)]
    rows: list[tuple[str, ...]] = []
    for record in records:
        view = shown(base, record, "monitoring.checks")
        if len(records) > 1:
            blocks.append(Heading(record.name, 2))
        claims = sorted(view.own.claims, key=lambda claim: not _is_early(claim))
        lines = tuple(_check_row(claim, cite) for claim in claims)
        if lines:
            blocks.append(Table(("what", "when", "why", "source"), lines))
        blocks += _gap_lines(view.own)
        rows += [_check_csv(record, claim) for claim in claims]
    note = "Checks before the start come first, then as recorded. A check that is not listed is "
    note += f"not recorded, which does not mean that it is not needed. {_ADVICE}"
    blocks += [Prose((Span(note),)), cite.references()]
    data = {"treatments": [_data(base, record, "monitoring.checks") for record in records]}
    return Document("monitor", title, tuple(blocks), data, MONITOR_HEADER, tuple(rows))


def _is_early(claim: Claim[Any]) -> bool:
    value = claim.value
    return isinstance(value, Check) and fold(value.timing or "").startswith(_EARLY)


def _check_row(claim: Claim[Any], cite: Citations) -> tuple[str, ...]:
    value = claim.value
    assert isinstance(value, Check)
    what = f"not so: {value.value}" if claim.denied else value.value
    return (
        glued(what),
        glued(value.timing or "not stated"),
        glued(value.reason or "not stated"),
        _source(claim, cite),
    )


def _source(claim: Claim[Any], cite: Citations, *, bracketed: bool = False) -> str:
    """Conditions, certainty and citation; in running text the first two stand in brackets."""
    sure = claim.sure.label if claim.sure else ""
    tail = "; ".join(part for part in (condition_words(claim), sure) if part)
    tail = f"({tail})" if tail and bracketed else tail
    mark = cite.mark(claim)
    overlay = f"overlay {claim.origin}" if claim.origin else ""
    return " ".join(part for part in (tail, overlay, mark) if part)


def _cites(claim: Claim[Any]) -> str:
    return "; ".join(f"{c.source} {c.locator}".strip() for c in claim.cite)


def _check_csv(record: Treatment, claim: Claim[Any]) -> tuple[str, ...]:
    value = claim.value
    read = " ".join(day.isoformat() for day in claim.read)
    conditions = condition_words(claim).replace("\u00a0", " ")
    parts = (value.value, value.timing or "", value.reason or "")
    return (record.id, *parts, conditions, _cites(claim), read)


def _gap_lines(answer: Answer[Any]) -> list[Block]:
    if not answer.entries:
        return [Prose((Span("not yet reviewed", Role.GAP),))]
    return [Prose((Span(gap_words(gap), Role.GAP),)) for gap in answer.gaps]


def _data(base: KnowledgeBase, record: Treatment, path: str) -> dict[str, Any]:
    return {"treatment": treatment_data(record), "field": shown_data(shown(base, record, path))}


Line = tuple[tuple[str, str, str, str, str], tuple[str, ...]]
"""What is shown, and the row of the CSV."""

_ORDER = {Replicated.YES: 0, Replicated.UNCLEAR: 1, Replicated.NO: 2}


def predictors_document(
    base: KnowledgeBase, asked: Sequence[str], *, replicated: bool = False
) -> Document:
    """Predictors of response, replicated ones first; with `replicated`, those alone.

    Nothing asked means every treatment. Raises NameNotFound.
    """
    records = [base[name] for name in asked] or list(base)
    cite = Citations(base)
    views = [shown(base, record, "individual.predictors") for record in records]
    if not asked:
        # Every class is among the records: its members need not repeat what it says.
        views = [replace(view, inherited=None, parent=None) for view in views]
    many = len(records) > 1
    lines = [_line(view, claim, cite, many) for view, claim in _sorted(views, replicated)]
    block = _listed(lines) if many else _tabled(lines)
    which = "Replicated predictors" if replicated else "Predictors"
    title = f"{which} of response to {_whom(records)}"
    notes = asked_notes(base, asked, records) if asked else []
    blocks: list[Block] = [Heading(title, 1), *notes, *([block] if lines else [])]
    blocks += _silent(views, replicated)
    note = (
        "Replicated ones first, then by treatment as asked. A predictor seen once may be chance; "
        f"none of them chooses a treatment. {_ADVICE}"
    )
    blocks += [Prose((Span(note),)), cite.references()]
    data = {"treatments": [_data(base, record, "individual.predictors") for record in records]}
    rows = tuple(row for _, row in lines)
    return Document("predictors", title, tuple(blocks), data, PREDICTOR_HEADER, rows)


def _tabled(lines: Sequence[Line]) -> Block:
    """The predictors of one treatment, in columns."""
    header = ("predictor", "direction", "replicated", "source")
    return Table(header, tuple(shown_row[1:] for shown_row, _ in lines))


def _listed(lines: Sequence[Line]) -> Block:
    """The predictors of several treatments, one a line: five columns would not fit.

    What is recorded of several in the same words and sources stands once, with all their names.
    """
    names: dict[tuple[str, ...], list[str]] = {}
    for (name, *rest), _ in lines:
        names.setdefault(tuple(rest), []).append(name)
    return Bullets(
        tuple(
            (
                Span(f"{', '.join(found)}:", Role.STRONG),
                Span(f"{words}: {direction}, {again}"),
                Span(source, Role.MUTED),
            )
            for (words, direction, again, source), found in names.items()
        )
    )


def _whom(records: Sequence[Treatment]) -> str:
    if len(records) > 5:
        return counted(len(records), "treatment")
    return listed(record.name for record in records)


def _sorted(views: Sequence[Shown], replicated: bool) -> list[tuple[Shown, Claim[Any]]]:
    """Claims with the view they stand in: replicated, unclear, not replicated, not stated."""
    found = [(view, claim) for view in views for claim in view.claims]
    if replicated:
        found = [pair for pair in found if pair[1].value.replicated is Replicated.YES]
    return sorted(found, key=lambda pair: _ORDER.get(pair[1].value.replicated, len(_ORDER)))


def _line(view: Shown, claim: Claim[Any], cite: Citations, bracketed: bool) -> Line:
    value = claim.value
    assert isinstance(value, Predictor)
    borrowed = view.parent if view.parent and claim not in view.own.claims else None
    words = f"not so: {value.value}" if claim.denied else value.value
    head = f"class {short_name(borrowed)}: {words}" if borrowed else words
    direction = value.effect.label if value.effect else "direction not stated"
    again = value.replicated.label if value.replicated else "not stated"
    source = _source(claim, cite, bracketed=bracketed)
    csv = (view.record.id, words, direction, again, condition_words(claim), _cites(claim),
           " ".join(day.isoformat() for day in claim.read),
           borrowed.id if borrowed else "")  # fmt: skip
    return (view.record.id, glued(head.rstrip(".")), direction, again, source), csv


def _silent(views: Sequence[Shown], replicated: bool) -> list[Block]:
    """Treatments for which nothing is recorded, by state, so that none is passed over."""
    by_state: dict[str, list[str]] = {}
    for view in views:
        if not view.claims:
            by_state.setdefault(view.state.label, []).append(view.record.id)
        elif replicated and not any(c.value.replicated is Replicated.YES for c in view.claims):
            by_state.setdefault("none recorded as replicated", []).append(view.record.id)
    return [
        Prose((Span(f"{state} ({len(ids)}): {', '.join(ids)}", Role.GAP),))
        for state, ids in by_state.items()
    ]
