"""What one treatment shows at one field, as paragraphs."""

from __future__ import annotations

from typing import Any

from kb.ask.inherit import Shown
from kb.model.claim import Answer, Claim, Gap
from kb.model.treatment import Treatment, fields
from kb.model.vocab import State
from kb.view.citing import Citations
from kb.view.document import NBSP, Paragraph, Role, Span
from kb.view.words import condition_words, gap_words, glued, value_words


def short_name(record: Treatment) -> str:
    """The first abbreviation, or the name where there is none."""
    return record.abbreviations[0] if record.abbreviations else record.name


def cell(shown: Shown, cite: Citations) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell: own claims and gaps first, then the class's, labelled."""
    paragraphs = _answer(shown.own, cite, shown)
    if shown.inherited is not None and shown.parent is not None:
        if not shown.own.entries:
            paragraphs = ()
        label = Span(f"class {short_name(shown.parent)}:", Role.INHERITED)
        inherited = _answer(shown.inherited, cite, shown)
        paragraphs += tuple((label, *paragraph) for paragraph in inherited)
    return paragraphs


def _answer(answer: Answer[Any], cite: Citations, shown: Shown) -> tuple[Paragraph, ...]:
    if not answer.entries:
        return ((Span(State.NOT_YET_REVIEWED.label, Role.GAP),),)
    found: list[Paragraph] = []
    if answer.disagree:
        found.append((Span("sources disagree:", Role.WARNING),))
    for conditions, group in _grouped(answer, shown.field.path in DOSE_FIELDS):
        found.append(_paragraph(group, conditions, cite, shown))
    return tuple(found)


def _grouped(answer: Answer[Any], whole: bool) -> list[tuple[str, list[Claim[Any] | Gap]]]:
    """Entries with the same conditions, sources and dates share a paragraph."""
    groups: list[tuple[tuple[object, ...], list[Claim[Any] | Gap]]] = []
    for entry in answer.entries:
        sure = getattr(entry, "sure", None)
        words = condition_words(entry, whole=whole)
        key = (words, entry.cite, entry.read, entry.origin, sure, type(entry))
        if groups and groups[-1][0] == key and not answer.disagree and not _long(entry):
            groups[-1][1].append(entry)
        else:
            groups.append((key, [entry]))
    return [(str(key[0]), group) for key, group in groups]


def _long(entry: Claim[Any] | Gap) -> bool:
    return isinstance(entry, Claim) and ("." in entry.value.text.rstrip(".") or bool(entry.but))


def _paragraph(
    group: list[Claim[Any] | Gap], conditions: str, cite: Citations, shown: Shown
) -> Paragraph:
    words = _listed(
        [value_words(e).rstrip(".") if isinstance(e, Claim) else gap_words(e) for e in group]
    )
    first = group[0]
    is_gap = isinstance(first, Gap)
    spans = [Span(words, Role.GAP if is_gap else Role.PLAIN)]
    extras = [] if is_gap else [_dose_route(shown), conditions]
    if isinstance(first, Claim) and first.sure:
        extras.append(first.sure.label)
    if is_gap and first.jurisdictions:
        extras.append(conditions)
    tail = "; ".join(part for part in extras if part)
    if tail:
        spans.append(Span(f"({tail})", Role.MUTED))
    if first.origin:
        spans.append(Span(f"overlay{NBSP}{first.origin}", Role.WARNING))
    marks = [cite.mark(entry) for entry in group]
    if any(marks):
        spans.append(Span(marks[0] or next(filter(None, marks)), Role.CITATION))
    spans += [span for e in group if isinstance(e, Claim) for span in objections(e, cite)]
    return tuple(spans)


def objections(claim: Claim[Any], cite: Citations) -> list[Span]:
    """What is recorded against a claim, each with its sources: "but a later trial found none"."""
    spans: list[Span] = []
    for objection in claim.but:
        spans.append(Span(f"but {glued(objection.value).rstrip('.')}", Role.PLAIN))
        against = Gap(state=State.NOT_REPORTED, cite=objection.cite, read=claim.read)
        mark = cite.mark(against)
        if mark:
            spans.append(Span(mark, Role.CITATION))
    return spans


SENTENCE = 6
"""Words from which on a value that begins with a capital is read as a sentence."""


def _listed(values: list[str]) -> str:
    """Values with the same conditions: sentences end with a stop, short ones with a semicolon."""
    sentences = all(value[:1].isupper() for value in values) and any(
        len(value.split()) >= SENTENCE for value in values
    )
    return (". " if sentences else "; ").join(values)


DOSE_FIELDS = frozenset({"dosing.start", "dosing.usual", "dosing.maximum", "dosing.adequate-dose"})


def general_conditions(record: Treatment, section: str) -> tuple[Paragraph, ...]:
    """The conditions that a record states once for a whole section."""
    found: dict[str, None] = {}
    for path in fields():
        if path.startswith(f"{section}."):
            for claim in record.answer(path).claims:
                if claim.general and claim.when:
                    found.setdefault(glued(claim.when))
    return tuple((Span(words),) for words in found)


def _dose_route(shown: Shown) -> str:
    """A dose never stands without its route."""
    if shown.field.path not in DOSE_FIELDS:
        return ""
    routes = [value.text for value in shown.record.dosing.route.values]
    return " or ".join(routes) if routes else "route not recorded"
