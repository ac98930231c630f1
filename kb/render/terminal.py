"""Documents in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from kb.render.chart import draw_chart
from kb.render.grid import Painted, draw_grid, paint
from kb.render.layout import wrapped
from kb.render.picture import draw_picture
from kb.render.table import draw_table
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
    for index, block in enumerate(document.drawn):
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
            yield from draw_table(block, width)
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
