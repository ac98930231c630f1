"""What curators judged alike, said in every answer that puts it in one order."""

from __future__ import annotations

from collections.abc import Sequence

from kb.ask.alike import Alike
from kb.view.document import Block, Bullets, Paragraph, Prose, Role, Span


def alike_blocks(found: Sequence[Alike]) -> list[Block]:
    """A line a kind of population, with the wordings that were taken as one; empty for none."""
    if not found:
        return []
    lead = Prose((Span("Judged alike, so that they may stand in one order:", Role.MUTED),))
    return [lead, Bullets(tuple(_line(one) for one in found))]


def _line(one: Alike) -> Paragraph:
    wordings = "; ".join(f"“{wording}”" for wording in one.wordings)
    spans = [Span(f"{one.kind.label}:", Role.STRONG), Span(f"{wordings}.", Role.MUTED)]
    if one.kind.origin:
        spans.append(Span(f"overlay {one.kind.origin}", Role.WARNING))
    return tuple(spans)


def alike_data(found: Sequence[Alike]) -> list[dict[str, object]]:
    """The same for JSON."""
    return [
        {
            "population": one.kind.id,
            "name": one.kind.label,
            "wordings": list(one.wordings),
            "overlay": one.kind.origin or None,
        }
        for one in found
    ]
