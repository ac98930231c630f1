"""What has changed behind a published text, as a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.view.document import Block, Document, Heading, Prose, Role, Span, Table
from kb.view.words import counted, glued


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact that is not what it was: which, in what respect, what it is now, its last reading.

    `record` and `field` are its key (see kb.publish.facts), `label` what it is about, in words.
    """

    record: str
    field: str
    what: str
    now: str
    read: str
    label: str


@dataclass(frozen=True, slots=True)
class Since:
    """What one stamp, or the markers of one article, lead to. `note` is what cannot be named."""

    origin: str
    data: str
    facts: int
    moved: tuple[Moved, ...]
    note: str = ""


def since_document(found: Sequence[Since]) -> Document:
    """A table of moved facts for each stamp; a sentence where nothing moved."""
    total = sum(len(one.moved) for one in found)
    title = f"{counted(total, 'fact')} changed since the text was written"
    blocks: list[Block] = [Heading(title, 1)]
    header = ("treatment", "field", "changed", "now", "read")
    rows: list[tuple[str, ...]] = []
    for one in found:
        data = f", data {one.data}" if one.data else ""
        blocks.append(Heading(f"{one.origin}{data}: {counted(one.facts, 'fact')}", 2))
        these = [(m.record, m.label, m.what, glued(m.now), m.read) for m in one.moved]
        rows += these
        if these:
            blocks.append(Table(header, tuple(these)))
        else:
            words = one.note or "Every fact is what it was."
            role = Role.WARNING if one.note else Role.PLAIN
            blocks.append(Prose((Span(words, role),)))
    answer = {
        "texts": [
            {
                "origin": one.origin, "data_version": one.data, "facts": one.facts,
                "note": one.note,
                "changed": [
                    {"treatment": m.record, "field": m.field, "label": m.label, "what": m.what,
                     "now": m.now, "read": m.read} for m in one.moved
                ],
            } for one in found
        ]
    }  # fmt: skip
    return Document("since", title, tuple(blocks), answer, header, tuple(rows))
