"""Documents as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from kb.render.gate import safe_link, visible
from kb.render.picture import picture_rows
from kb.view.document import (
    NBSP,
    Banner,
    Block,
    Bullets,
    Chart,
    Document,
    Grid,
    Heading,
    Paragraph,
    Prose,
    References,
    Role,
    Table,
)
from kb.view.picture import Graph, Histogram

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~!&$^@])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)")
"""Words of which some dialects would make a link, if the sign after them were not escaped."""


def escape(text: str) -> str:
    """`text` so that Markdown shows it and obeys nothing in it."""
    return at_start(inside(text.replace(NBSP, " ")))


def inside(text: str) -> str:
    """`text` escaped for a place within a line; no-break spaces are kept."""
    return _ADDRESS.sub(r"\g<0>\\", _SPECIAL.sub(r"\\\1", visible(text)))


def at_start(escaped: str) -> str:
    """Escaped text that begins no list, rule or heading where it begins a line."""
    return re.sub(r"^(\s*\d*)([-+=]|(?<=\d)[.)])(?=\s|$)", r"\1\\\2", escaped)


def markdown(document: Document) -> str:
    """The document as Markdown with pipe tables."""
    return (
        "\n".join(line for block in document.drawn for line in (*_block(block), "")).rstrip() + "\n"
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escape(block.text)}"
        case Prose():
            yield _paragraph(block.spans)
        case Banner():
            yield f"> **{escape(block.text)}**"
        case Bullets():
            for item in block.items:
                yield f"- {_paragraph(item)}"
        case Grid():
            yield from _grid(block)
        case Table():
            yield from _rows((block.header, *block.rows))
        case Chart():
            yield from _chart(block)
        case Graph() | Histogram():
            yield escape(block.title)
            yield ""
            yield from _rows(picture_rows(block))
        case References():
            yield "## References"
            yield ""
            for entry in block.items:
                target = safe_link(entry.link)
                link = f" <{target}>" if target else ""
                yield f"{entry.number}. {escape(entry.text)}{link} ({escape(entry.note)})"
        case _:
            assert_never(block)


def _grid(grid: Grid) -> Iterator[str]:
    heads = [
        f"{escape(n)}<br>{escape(c)}" if c else escape(n)
        for n, c in zip(grid.columns, grid.captions, strict=True)
    ]
    for part in grid.parts:
        yield f"### {escape(part.heading)}"
        yield ""
        if part.rows:
            yield "| | " + " | ".join(heads) + " |"
            yield "|---" * (len(heads) + 1) + "|"
            for row in part.rows:
                cells = ["<br>".join(_paragraph(p) for p in cell) for cell in row.cells]
                yield f"| {escape(row.label)} | " + " | ".join(cells) + " |"
            yield ""
        if part.note:
            yield f"*{escape(part.note)}*"
            yield ""


def _chart(chart: Chart) -> Iterator[str]:
    """A chart in words: Markdown has no picture that every reader can draw."""
    yield escape(f"{chart.title} ({chart.axis})")
    yield ""
    yield from _rows(
        (
            ("", "interval", "value"),
            *(
                (group.heading, row.label, f"{row.words} {row.side}".strip())
                for group in chart.groups
                for row in group.rows
            ),
        )
    )


def _rows(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    for index, row in enumerate(rows):
        cells = [_table_cell(cell, {rows[0][at], row[0]}) for at, cell in enumerate(row)]
        yield f"| {' | '.join(cells)} |"
        if index == 0:
            yield "|---" * len(row) + "|"


def _table_cell(cell: str, heads: set[str]) -> str:
    """An address of the web is a link where the row or the column is one of addresses."""
    is_link = (
        bool(heads & {"link", "address"}) and safe_link(cell) == cell != "" and "|" not in cell
    )
    return f"<{cell}>" if is_link else escape(cell)


def _paragraph(spans: Paragraph) -> str:
    found = []
    for span in spans:
        text = escape(span.text).strip()
        if not text:
            continue
        if span.role in (Role.STRONG, Role.WARNING):
            text = f"**{text}**"
        elif span.role in (Role.GAP, Role.INHERITED):
            text = f"*{text}*"
        found.append(text)
    return " ".join(found)
