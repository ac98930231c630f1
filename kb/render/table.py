"""A table in a terminal: columns where they fit, two halves beside each other where there is room.

One line a cell where not even the columns fit. Words are never cut, at no width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.render.gate import visible
from kb.render.grid import Painted, paint
from kb.render.layout import Line, cell_len, line_width, longest_word, wrapped
from kb.view.document import Role, Span, Table

TALL = 40
"""Lines from which on a table is halved: more do not fit a screen with what stands around."""
GAP = 4
"""Cells between two halves."""
WORTH = 0.7
"""Two halves must take at most this share of the lines of the whole."""


def draw_table(table: Table, width: int) -> Iterator[Painted]:
    """The table in lines of at most `width` cells (longer only where one word is longer)."""
    cells = [tuple(visible(c) for c in row) for row in (table.header, *table.rows)]
    widths = _column_widths(cells, width)
    if widths is None:
        yield from _stacked(cells, width)
        return
    whole = list(_lines(cells, widths))
    if len(whole) >= TALL:
        halves = _halves(cells, width)
        if halves and len(halves) <= WORTH * len(whole):
            whole = halves
    yield from whole


def _halves(cells: Sequence[tuple[str, ...]], width: int) -> list[Painted]:
    """The first half of the rows on the left, the rest on the right, each under the header."""
    widths = _column_widths(cells, (width - GAP) // 2)
    if widths is None:
        return []
    middle = 1 + len(cells) // 2
    left = list(_lines(cells[:middle], widths))
    right = list(_lines([cells[0], *cells[middle:]], widths))
    # Headers that wrap do so alike on both sides, so that the rows begin on one line.
    room = _total(widths) + GAP
    joined: list[Painted] = []
    for at in range(max(len(left), len(right))):
        line = left[at] if at < len(left) else []
        if at < len(right):
            used = sum(cell_len(part) for part, _ in line)
            line = [*line, (" " * (room - used), Role.PLAIN), *right[at]]
        joined.append(line)
    return joined


def _lines(cells: Sequence[tuple[str, ...]], widths: Sequence[int]) -> Iterator[Painted]:
    for index, row in enumerate(cells):
        role = Role.STRONG if index == 0 else Role.PLAIN
        stacks = [wrapped((Span(c, role),), w) for c, w in zip(row, widths, strict=True)]
        for at in range(max(len(stack) for stack in stacks)):
            yield _line([s[at] if at < len(s) else () for s in stacks], widths)
        if index == 0:
            yield [("─" * _total(widths), Role.MUTED)]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _line(parts: Sequence[Line], widths: Sequence[int]) -> Painted:
    painted: Painted = []
    for number, (part, room) in enumerate(zip(parts, widths, strict=True)):
        gap = 2 if number < len(widths) - 1 else 0
        painted += [*paint(part), (" " * (room - line_width(part) + gap), Role.PLAIN)]
    return painted


def _column_widths(cells: Sequence[tuple[str, ...]], width: int) -> list[int] | None:
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


def _stacked(cells: Sequence[tuple[str, ...]], width: int) -> Iterator[Painted]:
    for row in cells[1:]:
        yield from _wrap((Span(row[0], Role.STRONG),), width, "")
        for head, words in zip(cells[0][1:], row[1:], strict=True):
            if words:
                yield from _wrap((Span(f"{head}:", Role.MUTED), Span(words)), width, "  ")


def _wrap(spans: tuple[Span, ...], width: int, indent: str) -> Iterator[Painted]:
    for line in wrapped(spans, width - len(indent)):
        yield [*([(indent, Role.PLAIN)] if indent else []), *paint(line)]
