"""One treatment with anything that a rule names, as a document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.combining import Pair
from kb.ask.combining_any import WithAnything
from kb.view.citing import Citations
from kb.view.data import CSV_HEADER
from kb.view.document import Banner, Block, Bullets, Document, GridPart, Heading, Prose, Role, Span
from kb.view.related import anchored, ended, pair_data, statement_csv, statement_data, statement_row
from kb.view.words import counted


def alone_document(base: KnowledgeBase, found: WithAnything) -> Document:
    """Its pairs, gravest first, then its record's own words, then who names it."""
    cite = Citations(base)
    one = found.one
    title = f"{one.name} together with anything"
    blocks: list[Block] = [Heading(title, 1), *_lead(found)]
    parts = [_part(pair, cite) for pair in found.pairs]
    if found.own:
        # The heading names the record already.
        own = (replace(s, record=None, label=s.field.label) for s in found.own)
        rows = tuple(statement_row(s, anchored(one, one), cite) for s in own)
        parts.append(GridPart(f"What the record of {one.name} says of interactions", rows))
    blocks += ended(tuple(parts), "gravest first, then by name", cite)
    data: dict[str, Any] = {
        "of": one.id,
        "order": "gravest first, then by name",
        "pairs": [pair_data(pair) for pair in found.pairs],
        "own": [statement_data(s, anchored(one, one)) for s in found.own],
        "named_among_contraindications_of": [record.id for record in found.named_by],
        "sources": [item.text for item in cite.references().items],
    }
    return Document("combine", title, tuple(blocks), data, CSV_HEADER, _csv(found))


def _lead(found: WithAnything) -> list[Block]:
    """How many rules there are, who names it, and that silence is no leave."""
    name = found.one.name
    blocks: list[Block] = []
    if found.named_by:
        ids = ", ".join(record.id for record in found.named_by)
        blocks.append(Banner(f"{name} or its class is named among the contraindications of {ids}."))
    rules = counted(len(found.pairs), "partner") if found.pairs else "no partner"
    words = (
        f"Rules are recorded with {rules}. What is not here is not recorded, which says nothing "
        f"about it: kb combine {found.one.id} OTHER shows a pair with all that either record says."
    )
    blocks.append(Prose((Span(words, Role.MUTED),)))
    by_verdict: dict[str, list[str]] = {}
    for pair in found.pairs:
        gravest = pair.verdicts[0].label if pair.verdicts else "no verdict"
        by_verdict.setdefault(gravest, []).append(pair.other.id)
    if by_verdict:
        lines = [
            (Span(f"{verdict}:", Role.STRONG), Span(", ".join(ids)))
            for verdict, ids in by_verdict.items()
        ]
        blocks.append(Bullets(tuple(lines)))
    return blocks


def _part(pair: Pair, cite: Citations) -> GridPart:
    anchor = anchored(pair.one, pair.other)
    return GridPart(
        f"with {pair.other.name}",
        tuple(statement_row(statement, anchor, cite) for statement in pair.rules),
    )


def _csv(found: WithAnything) -> tuple[tuple[str, ...], ...]:
    rows = [
        row
        for pair in found.pairs
        for row in statement_csv(pair.rules, anchored(pair.one, pair.other))
    ]
    if found.own:
        rows += statement_csv(found.own, anchored(found.one, found.one))
    return tuple(rows)
