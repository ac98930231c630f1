"""Documents in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from kb.render.chart import draw_chart
from kb.render.gate import visible
from kb.render.grid import Painted, draw_grid, paint
from kb.render.layout import Line, cell_len, line_width, longest_word, wrapped
from kb.render.picture import draw_picture
from kb.view.document import (
    Banner,
    Block,
    Bullets,
    Chart,
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
from kb.view.picture import Graph, Histogram

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

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
        case Graph() | Histogram():
            yield from draw_picture(block, width)
        case Chart():
            yield from draw_chart(block, width)
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
    """Columns, wrapped where they must be; one line a cell where even that does not fit."""
    cells = [tuple(visible(c) for c in row) for row in (table.header, *table.rows)]
    widths = _column_widths(cells, width)
    if widths is None:
        yield from _stacked(cells, width)
        return
    for index, row in enumerate(cells):
        role = Role.STRONG if index == 0 else Role.PLAIN
        stacks = [wrapped((Span(c, role),), w) for c, w in zip(row, widths, strict=True)]
        for at in range(max(len(stack) for stack in stacks)):
            yield _table_line([s[at] if at < len(s) else () for s in stacks], widths)
        if index == 0:
            yield [("─" * min(width, sum(widths) + 2 * (len(widths) - 1)), Role.MUTED)]


def _table_line(parts: list[Line], widths: list[int]) -> Painted:
    painted: Painted = []
    for part, room in zip(parts, widths, strict=True):
        painted += [*paint(part), (" " * (room - line_width(part) + 2), Role.PLAIN)]
    return painted


def _column_widths(cells: list[tuple[str, ...]], width: int) -> list[int] | None:
    """Natural widths, narrowed from the widest down; None if a word would not fit."""
    columns = list(zip(*cells, strict=True))
    widths = [max(cell_len(cell) for cell in column) for column in columns]
    least = [longest_word([(Span(cell),) for cell in column]) for column in columns]
    spare = width - 2 * (len(widths) - 1)
    if sum(least) > spare:
        return None
    while sum(widths) > spare:
        widest = max(
            (i for i in range(len(widths)) if widths[i] > least[i]), key=lambda i: widths[i]
        )
        widths[widest] -= 1
    return widths


def _stacked(cells: list[tuple[str, ...]], width: int) -> Iterator[Painted]:
    for row in cells[1:]:
        yield from _wrap((Span(row[0], Role.STRONG),), width)
        for head, words in zip(cells[0][1:], row[1:], strict=True):
            if words:
                yield from _hang("  ", (Span(f"{head}:", Role.MUTED), Span(words)), width)


def text(document: Document, width: int) -> str:
    """The document as plain text at a width, without any styling."""
    return (
        "\n".join("".join(part for part, _ in line).rstrip() for line in lines(document, width))
        + "\n"
    )


def styled(document: Document, console: Console) -> Iterator[Text]:
    """The document as rich Text, line by line; data enters as Text and is never read as markup."""
    from rich.text import Text

    for line in lines(document, console.width):
        yield Text.assemble(*((part, STYLES[role]) for part, role in line), no_wrap=True, end="")
