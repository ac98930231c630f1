"""Changed facts and facts due for another reading, as documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from kb.ask.changes import Change, Due
from kb.view.document import Block, Bullets, Document, Heading, Role, Span, Table
from kb.view.words import counted, glued


def diff_document(changes: Sequence[Change]) -> Document:
    """Changed facts by record: what stood there, what stands there now."""
    title = f"{counted(len(changes), 'changed fact')}"
    blocks: list[Block] = [Heading(title, 1)]
    for record in dict.fromkeys(change.record for change in changes):
        blocks.append(Heading(record, 2))
        for change in (c for c in changes if c.record == record):
            where = change.field or "record"
            blocks.append(
                Bullets(
                    (
                        (Span(where, Role.STRONG),),
                        (Span("was", Role.MUTED), Span(glued(change.old) or "not there")),
                        (Span("is", Role.MUTED), Span(glued(change.new) or "not there")),
                    )
                )
            )
    header = ("treatment", "field", "old", "new")
    rows = tuple((c.record, c.field, c.old, c.new) for c in changes)
    data = {"changes": [asdict(change) for change in changes]}
    return Document("diff", title, tuple(blocks), data, header, rows)


def stale_document(due: Sequence[Due], as_of: str, days: int) -> Document:
    """Claims to read again, earliest first."""
    within = f" or within {counted(days, 'day')}" if days else ""
    title = f"{counted(len(due), 'claim')} due for another reading on {as_of}{within}"
    header = ("treatment", "field", "value", "read", "due")
    rows = tuple((d.record, d.field, glued(d.text), str(d.read), str(d.due)) for d in due)
    data = {
        "as_of": as_of,
        "claims": [asdict(d) | {"read": str(d.read), "due": str(d.due)} for d in due],
    }
    table = (Table(header, rows),) if rows else ()
    return Document("stale", title, (Heading(title, 1), *table), data, header, rows)
