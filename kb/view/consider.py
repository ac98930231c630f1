"""General conditions beside what the records say of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.consider import Consideration, Considered, Kind, Touch
from kb.model.claim import Claim
from kb.view.asked import asked_notes
from kb.view.cells import objections
from kb.view.citing import Citations
from kb.view.data import entry_data, treatment_data
from kb.view.document import Block, Bullets, Document, Heading, Paragraph, Prose, Role, Span
from kb.view.verdicts import ground_words, spelled
from kb.view.words import joined, listed

HEADER = ("treatment", "condition", "kind", "field", "text", "when", "for", "citations")
KINDS: dict[Kind, str] = {
    Kind.RULE: "rule on the pair",
    Kind.CONTRAINDICATION: "contraindication",
    Kind.BOXED: "boxed warning",
    Kind.INTERACTION: "interaction",
    Kind.ABOUT: "",
    Kind.DOSE: "dose",
    Kind.MONITORING: "monitoring",
    Kind.OTHER: "",
}
"""Words before a statement; empty where its own field says what it is."""


def consider_document(
    base: KnowledgeBase, names: Sequence[str], found: Sequence[Consideration]
) -> Document:
    """Statements that touch each condition, cited; then what is not recorded."""
    cite = Citations(base)
    labels = [one.condition.label for one in found[0].each]
    title = f"{listed(item.record.name for item in found)}: {joined(labels)}"
    blocks: list[Block] = [Heading(title, 1)]
    blocks += asked_notes(base, names, [item.record for item in found])
    notes = [one.condition.note for one in found[0].each if one.condition.note]
    blocks += [Prose((Span(f"{note[0].upper()}{note[1:]}."),)) for note in dict.fromkeys(notes)]
    blocks += _combine_notes(found)
    for item in found:
        blocks.append(Heading(item.record.name, 2))
        for one in item.each:
            blocks += _condition(item, one, cite)
    blocks += [_note(), cite.references()]
    data = {"treatments": [_data(item) for item in found]}
    rows = tuple(row for item in found for one in item.each for row in _rows(item, one))
    return Document("consider", title, tuple(blocks), data, HEADER, rows)


def _combine_notes(found: Sequence[Consideration]) -> list[Prose]:
    """Where a pair stands whole, for what is taken and has a record."""
    taken = [one.condition.taken for one in found[0].each if one.condition.taken]
    if not taken:
        return []
    pair = f"kb combine {found[0].record.id} {taken[0].id}"
    return [Prose((Span(f"`{pair}` shows a pair whole, with what both records say.", Role.MUTED),))]


def _condition(item: Consideration, one: Considered, cite: Citations) -> list[Block]:
    lines = [_touch(item, touch, cite) for touch in one.touches]
    for gap in one.gaps:
        lines.append((Span("not recorded:", Role.GAP), *spelled(gap, cite)))
    if one.silent:
        lines.append((Span(_silence(one), Role.GAP),))
    heading = Prose((Span(one.condition.label, Role.STRONG),))
    return [heading, Bullets(tuple(lines))] if lines else [heading]


def _touch(item: Consideration, touch: Touch, cite: Citations) -> Paragraph:
    kind = KINDS[touch.kind]
    grave = (Kind.RULE, Kind.CONTRAINDICATION, Kind.BOXED)
    role = Role.WARNING if touch.kind in grave else Role.STRONG
    spans = [Span(f"{kind}:", role)] if kind else []
    if touch.of is not item.record:
        spans.insert(0, Span(f"record of {touch.of.id}:", Role.INHERITED))
    label = not kind or touch.kind is Kind.DOSE
    scope = (Span(f"({touch.scope})", Role.INHERITED),) if touch.scope else ()
    entry = touch.ground.entry
    against = objections(entry, cite) if isinstance(entry, Claim) else []
    return (*spans, *spelled(touch.ground, cite, label=label), *against, *scope)


def _silence(one: Considered) -> str:
    """What no recorded sentence says, in words that conclude nothing."""
    silent = [KINDS[silence.kind] for silence in one.silent if silence.state is None]
    parts = [f"no {joined(silent, 'or')} mentions it"] if silent else []
    by_state: dict[str, list[str]] = {}
    for silence in one.silent:
        if silence.state is not None:
            by_state.setdefault(silence.state.label, []).append(KINDS[silence.kind])
    parts += [f"{', '.join(kinds)}: {state}" for state, kinds in by_state.items()]
    return f"not recorded: {'; '.join(parts)}"


def _note() -> Prose:
    return Prose((Span(
        "Sentences are found by the keywords of docs/keywords.md and shown in their own words; "
        "what they ask for is left to the reader. “Not recorded” means that no sentence here "
        "speaks of it, and says nothing on whether it matters. Give general conditions only, "
        "never what identifies a person: nothing is stored. For professionals who can review "
        "these sources; not advice for one patient."
    ),))  # fmt: skip


def _data(item: Consideration) -> dict[str, Any]:
    return {
        "treatment": treatment_data(item.record),
        "conditions": [
            {
                "condition": one.condition.label,
                "note": one.condition.note or None,
                "statements": [
                    {
                        "kind": touch.kind.value,
                        "field": touch.ground.path or None,
                        "scope": touch.scope or None,
                        "record": touch.of.id,
                        "entry": entry_data(touch.ground.entry, None)
                        if touch.ground.entry
                        else None,
                    }
                    for touch in one.touches
                ],
                "gaps": [{"field": g.path, "text": ground_words(g)} for g in one.gaps],
                "not_recorded": [
                    {"kind": s.kind.value, "state": s.state.value if s.state else None}
                    for s in one.silent
                ],
            }
            for one in item.each
        ],
    }


def _rows(item: Consideration, one: Considered) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    label = one.condition.label
    for touch in one.touches:
        entry = touch.ground.entry
        assert entry is not None
        cites = "; ".join(f"{c.source} {c.locator}".strip() for c in entry.cite)
        words = ground_words(touch.ground).replace("\u00a0", " ")
        places = " ".join(j.value for j in entry.jurisdictions)
        rows.append((item.record.id, label, touch.kind.value, touch.ground.path, words,
                     entry.when or "", places, cites))  # fmt: skip
    for gap in one.gaps:
        words = ground_words(gap).replace("\u00a0", " ")
        rows.append((item.record.id, label, "not recorded", gap.path, words, "", "", ""))
    for silence in one.silent:
        words = f"{silence.kind.value}: {silence.state.label if silence.state else 'no mention'}"
        rows.append((item.record.id, label, "not recorded", "", words, "", "", ""))
    return rows
