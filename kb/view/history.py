"""Changed facts and facts due for another reading, as documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from kb.ask.changes import Change, Due
from kb.model.treatment import fields
from kb.view.document import Block, Bullets, Document, Heading, Paragraph, Prose, Role, Span
from kb.view.verdicts import ground_label
from kb.view.words import counted, glued


def diff_document(changes: Sequence[Change]) -> Document:
    """Changed facts by record: what no longer stands there, and what stands there now.

    What is the same in both is not repeated.
    """
    title = f"{counted(len(changes), 'changed fact')}"
    blocks: list[Block] = [Heading(title, 1)]
    for record in dict.fromkeys(change.record for change in changes):
        blocks.append(Heading(record, 2))
        for change in (c for c in changes if c.record == record):
            blocks += [Prose((Span(_where(change), Role.STRONG),)), Bullets(_lines(change))]
    header = ("treatment", "field", "old", "new")
    rows = tuple((c.record, c.field, c.old, c.new) for c in changes)
    data = {"changes": [
        {"record": c.record, "field": c.field, "old": c.old, "new": c.new} for c in changes
    ]}  # fmt: skip
    return Document("diff", title, tuple(blocks), data, header, rows)


def _where(change: Change) -> str:
    """ "Dosing pattern › usual (dosing.usual)"; a relation is called by its kind."""
    if change.field in fields():
        return f"{ground_label(change.field)} ({change.field})"
    return change.field or "record"


def _lines(change: Change) -> tuple[Paragraph, ...]:
    """What went and what came; of a changed statement the old words, then the new."""
    lines: list[Paragraph] = []
    if not change.gone:
        lines.append((Span("added", Role.GAP),))
    lines += [(Span("was:", Role.MUTED), Span(glued(words))) for words in change.gone]
    lines += [(Span("now:", Role.STRONG), Span(glued(words))) for words in change.come]
    if not change.come:
        lines.append((Span("now:", Role.STRONG), Span("removed", Role.GAP)))
    return tuple(lines)


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
    blocks: list[Block] = [Heading(title, 1)]
    for (day, record), group in groupby(due, key=lambda d: (d.due, d.record)):
        claims = list(group)
        blocks.append(Heading(f"{record}, due {day} ({counted(len(claims), 'claim')})", 2))
        blocks.append(
            Bullets(tuple((Span(f"{d.field}:", Role.MUTED), Span(glued(d.text))) for d in claims))
        )
    return Document("stale", title, tuple(blocks), data, header, rows)
