"""Documents and cells as rich text of a width. Words are never cut; numbers keep their units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from kb.render.gate import visible
from kb.render.grid import Painted, paint
from kb.render.layout import longest_word, wrapped
from kb.render.terminal import STYLES, lines
from kb.view.document import Document, Grid, GridPart, Paragraph

NARROWEST = 18
"""Cells below which a column of a treatment is not squeezed: the table scrolls instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its label and cells, the field it shows, the section it opens.

    `path` is empty for headings and for rows that show no single field; `note` says what a
    section has no value for.
    """

    label: Text
    cells: tuple[Text, ...]
    path: str = ""
    note: str = ""

    @property
    def height(self) -> int:
        """Lines of text that it needs."""
        return max(len(text.plain.splitlines()) or 1 for text in (self.label, *self.cells))


def painted(found: Iterable[Painted]) -> Text:
    """Segments with roles as one text; data enters as text and is never read as markup."""
    rows = [Text.assemble(*((part, STYLES[role]) for part, role in row)) for row in found]
    return Text("\n").join(rows)


def document_text(document: Document, width: int) -> Text:
    """A whole document at a width."""
    return painted(lines(document, width))


def label_width(grid: Grid) -> int:
    """Cells of the column of labels: as many as its longest word needs."""
    labels = [part.heading for part in grid.parts]
    labels += [row.label for part in grid.parts for row in part.rows]
    return max((len(word) for label in labels for word in visible(label).split()), default=1)


def column_width(grid: Grid, room: int) -> int:
    """Cells for each treatment: an equal share of the room, wide enough for its longest word."""
    count = len(grid.columns)
    # Every column has a blank on either side, and the table a scroll bar.
    share = (room - label_width(grid) - 2 * (count + 1) - 2) // count
    cells = [cell for part in grid.parts for row in part.rows for cell in row.cells]
    longest = max((longest_word(cell) for cell in cells), default=0)
    return max(share, NARROWEST, longest)


def table_lines(grid: Grid, width: int) -> list[Line]:
    """The rows of the table: each section's heading, then its fields."""
    found: list[Line] = []
    room = label_width(grid)
    for part in grid.parts:
        found.append(_heading(part, len(grid.columns), room))
        for row in part.rows:
            cells = tuple(_cell(cell, width) for cell in row.cells)
            found.append(Line(Text(_folded(row.label, room)), cells, row.path))
    return found


def _heading(part: GridPart, count: int, room: int) -> Line:
    label = Text(_folded(part.heading, room), style="bold")
    words = "Enter: gaps" if part.note else ""
    first = Text(words, style="dim")
    return Line(label, (first, *(Text("") for _ in range(count - 1))), note=part.note)


def _folded(text: str, room: int) -> str:
    """A label on as many lines as its column needs."""
    rows: list[str] = []
    for word in visible(text).split():
        if rows and len(rows[-1]) + 1 + len(word) <= room:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return "\n".join(rows)


def _cell(paragraphs: Sequence[Paragraph], width: int) -> Text:
    return painted(paint(line) for paragraph in paragraphs for line in wrapped(paragraph, width))
