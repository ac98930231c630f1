"""What a full-text search found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.search import Hit, Hits
from kb.view.citing import Citations, source_words
from kb.view.data import entry_data, treatment_data
from kb.view.document import (
    Block,
    Bullets,
    Document,
    Heading,
    LateDocument,
    Paragraph,
    Prose,
    Role,
    Span,
)
from kb.view.verdicts import ground_words, spelled
from kb.view.words import counted, joined

MOST = 30
"""Statements shown unless all are asked for."""
HEADER = ("treatment", "field", "state", "text", "when", "for", "citations")


def search_document(base: KnowledgeBase, hits: Hits, *, everything: bool = False) -> Document:
    """Statements by record with their sources, then sources by title."""
    cite = Citations(base)
    asked = joined(f"“{text}”" for text in hits.asked)
    count = len(hits.statements)
    title = f"{counted(count, 'statement')} and {counted(len(hits.sources), 'source')} hold {asked}"
    blocks: list[Block] = [Heading(title, 1)]
    if hits.near:
        blocks.append(Prose((Span(f"Did you mean {' or '.join(hits.near)}?"),)))
    if hits.named:
        ids = ", ".join(record.id for record in hits.named)
        blocks.append(Prose((Span("By name:", Role.MUTED), Span(ids))))
    kept = hits.statements if everything else hits.statements[:MOST]
    for record, group in groupby(kept, key=lambda hit: hit.record):
        blocks.append(Heading(record.name, 2))
        blocks.append(Bullets(tuple(_line(hit, cite) for hit in group)))
    blocks += _sources(hits, everything)
    blocks += [_note(count - len(kept)), cite.references()]
    document = Document("search", title, tuple(blocks), header=HEADER)
    return LateDocument(document, lambda: _data(hits), lambda: _rows(hits.statements))


def _data(hits: Hits) -> dict[str, Any]:
    return {
        "asked": list(hits.asked),
        "named": [treatment_data(record) for record in hits.named],
        "statements": [
            {
                "treatment": hit.record.id,
                "field": hit.ground.path,
                "entry": entry_data(hit.ground.entry, None) if hit.ground.entry else None,
            }
            for hit in hits.statements
        ],
        "sources": [source.id for source in hits.sources],
        "near": list(hits.near),
    }


def _line(hit: Hit, cite: Citations) -> Paragraph:
    return spelled(hit.ground, cite)


def _sources(hits: Hits, everything: bool) -> list[Block]:
    kept = hits.sources if everything else hits.sources[:MOST]
    if not kept:
        return []
    lines = tuple((Span(f"[{s.id}]", Role.CITATION), Span(source_words(s))) for s in kept)
    return [Heading(f"Sources ({len(hits.sources)})", 2), Bullets(lines)]


def _note(left: int) -> Prose:
    more = f"{counted(left, 'statement')} more: --all shows them. " if left else ""
    return Prose((Span(
        f"{more}In alphabetical order of treatment. The words are looked for in what is recorded: "
        "a treatment that is not here is not one of which they are false. For professionals who "
        "can review these sources; not advice for one patient."
    ),))  # fmt: skip


def _rows(statements: Sequence[Hit]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for hit in statements:
        assert hit.ground.entry is not None
        data = entry_data(hit.ground.entry, None)
        cites = "; ".join(f"{c['source']} {c['locator']}".strip() for c in data["citations"])
        words = ground_words(hit.ground).replace("\u00a0", " ")
        rows.append((hit.record.id, hit.ground.path, str(data["state"]), words,
                     data["when"] or "", " ".join(data["for"]), cites))  # fmt: skip
    return tuple(rows)
