"""Reading a name back: an alias is answered with the record that it means."""

from __future__ import annotations

from collections.abc import Sequence

from kb.ask.base import KnowledgeBase
from kb.ask.names import fold
from kb.model.treatment import Treatment
from kb.view.document import Prose, Span

MOST = 8
"""Neighbours of one class that are named; more would drown the answer."""


def asked_notes(
    base: KnowledgeBase, asked: Sequence[str], records: Sequence[Treatment]
) -> list[Prose]:
    """One line for each name that is an alias, with the neighbours that it does not mean."""
    notes = []
    for name, record in zip(asked, records, strict=True):
        if fold(name) in (fold(record.id), fold(record.name)):
            continue
        others = [m for m in base.member_ids(record.class_id or "") if m != record.id]
        also = f" Recorded apart: {', '.join(others)}." if others else ""
        words = f"“{name}” is a name of {record.name}.{also if len(others) < MOST else ''}"
        notes.append(Prose((Span(words),)))
    return notes
