"""Documents in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kb.render.gate import visible
from kb.render.grid import Painted, draw_grid, paint
from kb.render.layout import wrapped
from kb.view.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Prose,
    Reference,
    References,
    Role,
    Span,
    Table,
)

STYLES = {
    Role.PLAIN: "",
    Role.STRONG: "bold",
    Role.MUTED: "dim",
    Role.GAP: "italic dim",
    Role.INHERITED: "cyan",
    Role.WARNING: "bold yellow",
    Role.CITATION: "dim cyan",
}


def lines(document: Document, width: int) -> Iterator[Painted]:
    """The document as lines of text segments with roles."""
    for index, block in enumerate(document.blocks):
        if index:
            yield []
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[Painted]:
    match block:
        case Heading():
            yield from _wrap((Span(block.text, Role.STRONG),), width)
        case Prose():
            yield from _wrap(block.spans, width)
        case Banner():
            yield from _wrap((Span(f"! {block.text}", Role.WARNING),), width)
        case Bullets():
            for item in block.items:
                yield from _hang("- ", item, width)
        case Grid():
            yield from draw_grid(block, width)
        case Table():
            yield from _table(block, width)
        case References():
            for reference in block.items:
                yield from _reference(reference, width)
        case _:
            assert_never(block)


def _wrap(spans: tuple[Span, ...], width: int) -> Iterator[Painted]:
    for line in wrapped(spans, width):
        yield paint(line)


def _hang(mark: str, spans: tuple[Span, ...], width: int) -> Iterator[Painted]:
    for index, line in enumerate(wrapped(spans, width - len(mark))):
        yield [(mark if index == 0 else " " * len(mark), Role.PLAIN), *paint(line)]


def _reference(item: Reference, width: int) -> Iterator[Painted]:
    # The DOI stands in the text already; a page address is added where it is the only way in.
    link = "" if "doi:" in item.text else item.link
    spans = (Span(item.text), *([Span(link, Role.MUTED)] if link else []), Span(f"({item.note})"))
    yield from _hang(f"[{item.number}] ", spans, width)


def _table(table: Table, width: int) -> Iterator[Painted]:
    """Columns as wide as needed; if they do not fit, one line for each cell under the first."""
    cells = [tuple(visible(c) for c in row) for row in (table.header, *table.rows)]
    widths = [max(cell_len(row[i]) for row in cells) for i in range(len(table.header))]
    if sum(widths) + 2 * (len(widths) - 1) <= width:
        for index, row in enumerate(cells):
            role = Role.STRONG if index == 0 else Role.PLAIN
            padded = [c + " " * (w - cell_len(c)) for c, w in zip(row, widths, strict=True)]
            yield [("  ".join(padded).rstrip(), role)]
            if index == 0:
                yield [("─" * min(width, sum(widths) + 2 * (len(widths) - 1)), Role.MUTED)]
        return
    for row in cells[1:]:
        yield from _wrap((Span(row[0], Role.STRONG),), width)
        for head, text in zip(cells[0][1:], row[1:], strict=True):
            if text:
                yield from _hang("  ", (Span(f"{head}:", Role.MUTED), Span(text)), width)


def text(document: Document, width: int) -> str:
    """The document as plain text at a width, without any styling."""
    return (
        "\n".join("".join(part for part, _ in line).rstrip() for line in lines(document, width))
        + "\n"
    )


def styled(document: Document, console: Console) -> Iterator[Text]:
    """The document as rich Text, line by line; data enters as Text and is never read as markup."""
    for line in lines(document, console.width):
        yield Text.assemble(*((part, STYLES[role]) for part, role in line), no_wrap=True, end="")
