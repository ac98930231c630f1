"""What a full-text search found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.search import Hit, Hits
from kb.ask.search_relations import RelationHit
from kb.ask.truth import Ground
from kb.model.claim import Gap
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
    """Relations and statements by record with their sources, then sources by title."""
    cite = Citations(base)
    asked = joined(f"“{text}”" for text in hits.asked)
    said = [hit for hit in hits.statements if not _is_gap(hit)]
    title = f"{_counts(hits)} hold {asked}"
    blocks: list[Block] = [Heading(title, 1)]
    if hits.near:
        blocks.append(Prose((Span(f"Did you mean {' or '.join(hits.near)}?"),)))
    elif len(hits.asked) > 1 and not (hits.statements or hits.sources or hits.relations):
        words = "Nothing holds all of them together; each is looked for alone by kb search WORD."
        blocks.append(Prose((Span(words),)))
    if hits.named:
        ids = ", ".join(record.id for record in hits.named)
        blocks.append(Prose((Span("By name:", Role.MUTED), Span(ids))))
    blocks += _relations(base, hits, cite, everything)
    kept = said if everything else said[:MOST]
    for record, group in groupby(kept, key=lambda hit: hit.record):
        blocks.append(Heading(record.name, 2))
        blocks.append(Bullets(tuple(_line(hit, cite) for hit in group)))
    blocks += _gaps(hits, cite, everything)
    blocks += _sources(hits, everything)
    blocks += [_note(len(said) - len(kept)), cite.references()]
    document = Document("search", title, tuple(blocks), header=HEADER)
    return LateDocument(
        document, lambda: _data(hits), lambda: (*_rows(hits.statements), *_relation_rows(hits))
    )


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
        "relations": _relations_data(hits),
        "sources": [source.id for source in hits.sources],
        "near": list(hits.near),
    }


def _counts(hits: Hits) -> str:
    """ "2 statements, 1 rule and 0 sources"; gaps, rules, comparisons only where there are any."""
    rules = sum(hit.relation.kind != "comparison" for hit in hits.relations)
    gaps = sum(map(_is_gap, hits.statements))
    words = [counted(len(hits.statements) - gaps, "statement")]
    words += [counted(gaps, "gap")] if gaps else []
    words += [counted(rules, "rule")] if rules else []
    others = len(hits.relations) - rules
    words += [counted(others, "comparison")] if others else []
    return joined([*words, counted(len(hits.sources), "source")])


def _relations(base: KnowledgeBase, hits: Hits, cite: Citations, everything: bool) -> list[Block]:
    """One line a relation: between whom, what it says, and the command that shows it whole."""
    kept = hits.relations if everything else hits.relations[:MOST]
    if not kept:
        return []
    head = Heading(f"Switching, combinations, comparisons ({len(hits.relations)})", 2)
    return [head, Bullets(tuple(_relation(base, hit, cite) for hit in kept))]


LINKS = {"switch": "to", "combination": "with", "comparison": "against"}


def _relation(base: KnowledgeBase, hit: RelationHit, cite: Citations) -> Paragraph:
    link = LINKS[hit.relation.kind]
    spans = [Span(f"{hit.command[1]} {link} {hit.command[2]}:", Role.STRONG)]
    for index, ground in enumerate(hit.grounds):
        spans += [Span("also", Role.MUTED)] if index else []
        spans += spelled(ground, cite)
    return (*spans, Span(f"see kb {' '.join(hit.command)}", Role.MUTED))


def _line(hit: Hit, cite: Citations) -> Paragraph:
    return spelled(hit.ground, cite)


def _is_gap(hit: Hit) -> bool:
    return isinstance(hit.ground.entry, Gap)


def _gaps(hits: Hits, cite: Citations, everything: bool) -> list[Block]:
    """Where the words stand only in a gap: the treatments by state, or each with its reason."""
    gaps = [hit for hit in hits.statements if isinstance(hit.ground.entry, Gap)]
    if not gaps:
        return []
    head = Heading(f"Nothing recorded: gaps that hold the words ({len(gaps)})", 2)
    if everything:
        lines = ((Span(f"{hit.record.id}:", Role.STRONG), *_line(hit, cite)) for hit in gaps)
        return [head, Bullets(tuple(lines))]
    by_state: dict[str, dict[str, None]] = {}
    for hit in gaps:
        assert isinstance(hit.ground.entry, Gap)
        by_state.setdefault(hit.ground.entry.state.label, {})[hit.record.id] = None
    return [
        head,
        Bullets(
            tuple(
                (Span(f"{state} ({len(ids)}):", Role.GAP), Span(", ".join(ids)))
                for state, ids in sorted(by_state.items())
            )
        ),
    ]


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
    return tuple(_row(hit.record.id, hit.ground.path, hit.ground) for hit in statements)


def _relations_data(hits: Hits) -> list[dict[str, object]]:
    return [
        {
            "id": hit.relation.id,
            "kind": hit.relation.kind,
            "command": " ".join(("kb", *hit.command)),
            "entries": [entry_data(g.entry, None) for g in hit.grounds if g.entry],
        }
        for hit in hits.relations
    ]


def _relation_rows(hits: Hits) -> tuple[tuple[str, ...], ...]:
    """Relations stand under their id and kind."""
    return tuple(
        _row(hit.relation.id, hit.relation.kind, ground)
        for hit in hits.relations
        for ground in hit.grounds
    )


def _row(owner: str, field: str, ground: Ground) -> tuple[str, ...]:
    assert ground.entry is not None
    data = entry_data(ground.entry, None)
    cites = "; ".join(f"{c['source']} {c['locator']}".strip() for c in data["citations"])
    words = ground_words(ground).replace("\u00a0", " ")
    return (
        owner,
        field,
        str(data["state"]),
        words,
        data["when"] or "",
        " ".join(data["for"]),
        cites,
    )
