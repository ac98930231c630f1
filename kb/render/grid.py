"""A grid in a terminal: columns where they fit, one paragraph for each treatment where not.

The choice is made row by row: a row whose cells would become tall towers is written as blocks, so
that prose stays readable at 80 columns and short values stay side by side. The words are the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.render.layout import Line, Word, line_width, longest_word, total_width, wrapped
from kb.view.document import Grid, GridPart, GridRow, Role, Span

NARROWEST = 17
"""Cells below which a column is not worth having: the longest dose with its unit."""
LABEL_WIDEST = 22
TALLEST = 4
"""Lines a cell may take before its row is written as blocks."""
ROOMY = 40
"""Cells from which on a column holds prose well: it may be a good deal taller."""
TALLEST_ROOMY = 12

Segment = tuple[str, Role]
Painted = list[Segment]


def draw_grid(grid: Grid, width: int) -> Iterator[Painted]:
    """The grid in lines of at most `width` cells (longer only where one word is longer)."""
    label = min(LABEL_WIDEST, max(12, width // 5))
    count = len(grid.columns)
    column = (width - label - 2 * count) // count
    side_by_side = count > 1 and column >= NARROWEST and _heads_fit(grid, column)
    yield from _heads(grid, label, column, width, side_by_side)
    for part in grid.parts:
        for line in wrapped((Span(part.heading, Role.STRONG),), width):
            yield _paint(line)
        for row in part.rows:
            if side_by_side and _row_fits(row, label, column):
                yield from _columns(row, label, column)
            else:
                yield from _blocks(grid, row, width)
        yield from _note(part, width)


def _heads_fit(grid: Grid, column: int) -> bool:
    return longest_word([(Span(head),) for head in grid.columns]) <= column


def _heads(
    grid: Grid, label: int, column: int, width: int, side_by_side: bool
) -> Iterator[Painted]:
    if side_by_side:
        names = GridRow("", tuple(((Span(name, Role.STRONG),),) for name in grid.columns))
        notes = GridRow("", tuple(((Span(note, Role.MUTED),),) for note in grid.captions))
        yield from _columns(names, label, column)
        yield from _columns(notes, label, column)
    else:
        for name, caption in zip(grid.columns, grid.captions, strict=True):
            for spans in ((Span(name, Role.STRONG),), (Span(caption, Role.MUTED),)):
                for line in wrapped(spans, width):
                    yield _paint(line)
    yield [("─" * width, Role.MUTED)]


def _row_fits(row: GridRow, label: int, column: int) -> bool:
    if longest_word([(Span(row.label),)]) > label - 2:
        return False
    lines = TALLEST if column < ROOMY else TALLEST_ROOMY
    return all(
        longest_word(cell) <= column and total_width(cell) <= lines * column for cell in row.cells
    )


def _columns(row: GridRow, label: int, column: int) -> Iterator[Painted]:
    stacks = [wrapped((Span(row.label),), label - 2)]
    stacks += [[line for p in cell for line in wrapped(p, column)] for cell in row.cells]
    for index in range(max(len(stack) for stack in stacks)):
        painted: Painted = []
        at = 0
        for number, stack in enumerate(stacks):
            start = 2 if number == 0 else label + (number - 1) * (column + 2) + 2
            line = stack[index] if index < len(stack) else ()
            if line:
                painted.append((" " * (start - at), Role.PLAIN))
                painted += _paint(line)
                at = start + line_width(line)
        yield painted


def _blocks(grid: Grid, row: GridRow, width: int) -> Iterator[Painted]:
    alone = len(grid.columns) == 1
    if not alone:
        for line in wrapped((Span(row.label),), width - 2):
            yield [("  ", Role.PLAIN), *_paint(line)]
    for name, cell in zip(grid.keys, row.cells, strict=True):
        indent = 2 if alone else 4
        head = Span(f"{row.label}:" if alone else f"{name}:", Role.MUTED if alone else Role.STRONG)
        for number, paragraph in enumerate(cell):
            whole = (head, *paragraph) if number == 0 else paragraph
            for place, line in enumerate(wrapped(whole, width - indent - 2)):
                hang = indent + (2 if number or place else 0)
                yield [(" " * hang, Role.PLAIN), *_paint(line)]


def _note(part: GridPart, width: int) -> Iterator[Painted]:
    if part.note:
        for line in wrapped((Span(part.note, Role.GAP),), width - 2):
            yield [("  ", Role.PLAIN), *_paint(line)]


def _paint(line: Line) -> Painted:
    found: Painted = []
    for index, word in enumerate(line):
        found.append((word.text if index == 0 else f" {word.text}", word.role))
    return found


def paint(line: tuple[Word, ...]) -> Painted:
    """A line of words as segments of text and role."""
    return _paint(line)
