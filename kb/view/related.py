"""Switching and combining, as documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from kb.ask.base import KnowledgeBase
from kb.ask.combining import Pair, Partner
from kb.ask.inherit import Shown
from kb.ask.related import Statement
from kb.ask.switching import Switching
from kb.model.treatment import Treatment
from kb.view.cells import cell
from kb.view.citing import Citations
from kb.view.data import CSV_HEADER, csv_rows, shown_data, treatment_data
from kb.view.document import (
    Banner,
    Block,
    Document,
    Grid,
    GridPart,
    GridRow,
    Heading,
    Paragraph,
    Prose,
    Role,
    Span,
)
from kb.view.words import joined, listed

FOOT = (
    "Each statement stands as its source gives it; where several stand together, none is averaged. "
    "For professionals who can review these sources; not advice for one patient."
)


def switch_document(found: Switching) -> Document:
    """What is recorded on going from one treatment to another, in this direction."""
    cite = Citations(found.base)
    left, begun = found.left, found.begun
    title = f"From {left.name} to {begun.name}"
    parts = (
        _part("How", found.rules, left, cite),
        _part("Danger", found.dangers, left, cite),
        _part(f"The other way, from {begun.name} to {left.name}", found.back, begun, cite),
        _part("Around the switch", found.around, left, cite),
    )
    blocks: list[Block] = [Heading(title, 1)]
    if not any(statement.answer.claims for statement in found.rules):
        blocks.append(Banner(_no_rule(found)))
    blocks += ended(tuple(part for part in parts if part.rows), "in this direction", cite)
    statements = (*found.rules, *found.dangers, *found.back, *found.around)
    data: dict[str, Any] = {
        "from": treatment_data(left),
        "to": treatment_data(begun),
        "rules": [statement_data(statement, left) for statement in found.rules],
        "dangers": [statement_data(statement, left) for statement in found.dangers],
        "other_direction": [statement_data(statement, begun) for statement in found.back],
        "around": [statement_data(statement, left) for statement in found.around],
        "sources": [item.text for item in cite.references().items],
    }
    return Document(
        "switch", title, tuple(blocks), data, CSV_HEADER, statement_csv(statements, left)
    )


def _no_rule(found: Switching) -> str:
    words = (
        f"No rule is recorded for going from {found.left.name} to {found.begun.name}. "
        "That is a gap in this knowledge base: it does not mean that no interval is needed."
    )
    if any(statement.answer.claims for statement in found.back):
        words += " The other direction has a rule; it may not be turned round."
    return words


def combine_document(base: KnowledgeBase, pairs: Sequence[Pair]) -> Document:
    """What is recorded on each pair of treatments used together."""
    cite = Citations(base)
    partners = list({item.id: item for pair in pairs for item in (pair.one, pair.other)}.values())
    title = f"{listed(item.name for item in partners)} together"
    parts = tuple(_pair_part(pair, cite) for pair in pairs)
    blocks: list[Block] = [Heading(title, 1), *ended(parts, "pairs in the order asked", cite)]
    data: dict[str, Any] = {
        "order": "as asked",
        "pairs": [pair_data(pair) for pair in pairs],
        "sources": [item.text for item in cite.references().items],
    }
    rows = tuple(
        row
        for p in pairs
        for row in statement_csv((*p.rules, *p.statements), anchored(p.one, p.other))
    )
    return Document("combine", title, tuple(blocks), data, CSV_HEADER, rows)


def _pair_part(pair: Pair, cite: Citations) -> GridPart:
    anchor = anchored(pair.one, pair.other)
    verdict = joined(verdict.label for verdict in pair.verdicts)
    owners = [
        s.record.name
        for s in pair.statements
        if s.record is not None and s.field.path == "warnings.contraindications"
    ]
    if verdict:
        head: Paragraph = (Span(verdict, Role.STRONG),)
    elif owners:
        head = (Span(f"named among the contraindications of {joined(owners)}", Role.STRONG),)
    elif pair.statements:
        head = (
            Span("no rule recorded; what the records say of each other stands below", Role.GAP),
        )
    else:
        words = "no rule recorded: a gap in this knowledge base, which says nothing about the pair"
        head = (Span(words, Role.GAP),)
    rows = [
        GridRow("recorded", ((head,),)),
        *(statement_row(statement, anchor, cite) for statement in pair.rules),
        *(statement_row(statement, anchor, cite) for statement in pair.statements),
    ]
    return GridPart(f"{pair.one.name} with {pair.other.name}", tuple(rows))


def anchored(one: Partner, other: Partner) -> Treatment:
    """The treatment of a pair, for views that need a record; every pair has one."""
    return one if isinstance(one, Treatment) else cast(Treatment, other)


def ended(parts: tuple[GridPart, ...], caption: str, cite: Citations) -> list[Block]:
    """The parts with what must be said of them: unread, overdue, whose words, sources."""
    blocks: list[Block] = []
    if parts:
        blocks.append(Grid(("What is recorded",), ("recorded",), (caption,), parts))
    if cite.unread:
        blocks.append(Prose((Span("Statements marked ? were not yet read in their source."),)))
    if cite.overdue:
        marks = ", ".join(f"[{number}]" for number in sorted(cite.overdue))
        blocks.insert(0, Banner(f"Past the review date: statements that rest on {marks}."))
    blocks.append(Prose((Span(FOOT),)))
    if cite.references().items:
        blocks.append(cite.references())
    return blocks


def _part(
    heading: str, statements: Iterable[Statement], anchor: Treatment, cite: Citations
) -> GridPart:
    return GridPart(
        heading, tuple(statement_row(statement, anchor, cite) for statement in statements)
    )


def statement_row(statement: Statement, anchor: Treatment, cite: Citations) -> GridRow:
    """A statement under its label, with how it reaches the pair."""
    paragraphs = cell(_shown(statement, anchor), cite)
    if statement.scope:
        paragraphs = (*paragraphs, (Span(f"({statement.scope})", Role.INHERITED),))
    label = statement.label
    if statement.record is not None and statement.record.name not in label:
        label = f"{statement.record.name}: {label or statement.field.label}"
    return GridRow(label, (paragraphs,), statement.field.path)


def _shown(statement: Statement, anchor: Treatment) -> Shown:
    return Shown(statement.record or anchor, statement.field, statement.answer)


def statement_data(statement: Statement, anchor: Treatment) -> dict[str, Any]:
    """A statement for JSON."""
    owner = statement.record.id if statement.record else None
    scope = statement.scope or None
    return {"record": owner, "scope": scope} | shown_data(_shown(statement, anchor))


def pair_data(pair: Pair) -> dict[str, Any]:
    """A pair for JSON."""
    anchor = anchored(pair.one, pair.other)
    return {
        "of": [pair.one.id, pair.other.id],
        "verdicts": [verdict.value for verdict in pair.verdicts],
        "rules": [statement_data(statement, anchor) for statement in pair.rules],
        "statements": [statement_data(statement, anchor) for statement in pair.statements],
    }


def statement_csv(
    statements: Iterable[Statement], anchor: Treatment
) -> tuple[tuple[str, ...], ...]:
    """Statements for CSV."""
    return tuple(row for s in statements for row in csv_rows(_shown(s, anchor)))
