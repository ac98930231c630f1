"""A chart in a terminal: bars of characters on one axis, labels to the left, words to the right."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from kb.render.gate import visible
from kb.render.layout import Line, wrapped
from kb.view.document import NBSP, Chart, ChartRow, Mark, Role, Span

Segment = tuple[str, Role]
Painted = list[Segment]

FILL = {
    Mark.SOLID: "█",
    Mark.DENSE: "▓",
    Mark.LIGHT: "░",
    Mark.LINE: "━",
    Mark.DOTS: "┄",
    Mark.POINT: "◆",
}
LABEL_WIDEST, SIDE_WIDEST, AXIS_NARROWEST = 24, 34, 28
WIDEST = 110
"""Cells past which a chart gains nothing from more room."""
AXIS_LEAST = 10
"""Cells that labels leave to the axis, however narrow the page is."""


def draw_chart(chart: Chart, width: int) -> Iterator[Painted]:
    """The chart in lines of at most `width` cells."""
    width = min(width, WIDEST)
    rows = [row for group in chart.groups for row in group.rows]
    widest = min(LABEL_WIDEST, max(width - AXIS_LEAST - 3, 6))
    label = min(max((cell_len(visible(r.label)) for r in rows), default=0) + 2, widest) + 2
    side = min(max((_plain_len(r.side) for r in rows), default=0), SIDE_WIDEST)
    room = width - label - (side + 2 if side else 0) - 1
    beside = side > 0 and room >= AXIS_NARROWEST
    axis = room if beside or not side else width - label - 1
    yield from _prose(f"{chart.title}. {chart.axis}.", width, Role.MUTED)
    yield from _scale(chart, label, axis)
    for group in chart.groups:
        if group.heading:
            yield from _prose(group.heading, width, Role.STRONG)
        for row in group.rows:
            yield from _row(chart, row, label, axis, side if beside else 0, width)
    yield from _legend(chart, width)


def _plain_len(text: str) -> int:
    return cell_len(visible(text.replace(NBSP, " ")))


def _prose(text: str, width: int, role: Role) -> Iterator[Painted]:
    for line in wrapped((Span(text, role),), width):
        yield [(" ".join(word.text for word in line), role)]


def _at(share: float, axis: int) -> int:
    return min(max(round(share * (axis - 1)), 0), axis - 1)


def _scale(chart: Chart, label: int, axis: int) -> Iterator[Painted]:
    """Tick labels above a ruler; a label that would touch its neighbour moves left if it can."""
    names = [" "] * (axis + 8)
    ruler = ["─"] * axis
    taken = -1
    for share, words in chart.ticks:
        at, name = _at(share, axis), visible(words)
        ruler[at] = "┼"
        start = max(at, taken + 1)
        start = min(start, max(axis + 1 - len(name), taken + 1))
        names[start : start + len(name)] = list(name)
        taken = start + len(name)
    ruler[0] = "├"
    if chart.reference is not None:
        ruler[_at(chart.reference, axis)] = "╂"
    yield [(" " * label + "".join(names).rstrip(), Role.MUTED)]
    yield [(" " * label + "".join(ruler), Role.MUTED)]


def _row(
    chart: Chart, row: ChartRow, label: int, axis: int, side: int, width: int
) -> Iterator[Painted]:
    names = wrapped((Span(row.label),), label - 4)
    if row.low is None and row.point is None:
        yield from _worded(names, row, label, width)
        return
    bar, left = _bar(row, axis, chart.reference)
    sides = wrapped((Span(row.side, Role.PLAIN),), side) if side else []
    for index in range(max(len(names), len(sides), 1)):
        name = " ".join(w.text for w in names[index]) if index < len(names) else ""
        line: Painted = [(f"  {name}".ljust(label), Role.PLAIN)]
        line.append((bar if index == 0 else " " * axis, Role.PLAIN))
        if index < len(sides):
            line.append(("  " + " ".join(w.text for w in sides[index]), Role.PLAIN))
        yield line
    if left:
        yield from _hung(left, label, width, Role.PLAIN)
    if row.side and not side:
        yield from _hung(row.side, label, width, Role.PLAIN)


def _worded(heads: list[Line], row: ChartRow, label: int, width: int) -> Iterator[Painted]:
    """A row without a bar: its words stand where the bar would."""
    role = Role.GAP if row.gap else Role.PLAIN
    lines = wrapped((Span(f"{row.words} {row.side}".strip(), role),), width - label)
    for index in range(max(len(lines), len(heads))):
        name = " ".join(w.text for w in heads[index]) if index < len(heads) else ""
        text = " ".join(w.text for w in lines[index]) if index < len(lines) else ""
        yield [(f"  {name}".ljust(label), Role.PLAIN), (text, role)]


def _hung(text: str, indent: int, width: int, role: Role) -> Iterator[Painted]:
    for line in wrapped((Span(text, role),), width - indent):
        yield [(" " * indent, Role.PLAIN), (" ".join(word.text for word in line), role)]


def _bar(row: ChartRow, axis: int, reference: float | None) -> tuple[str, str]:
    """The bar with its words on the axis, and the words that found no room there."""
    cells = [" "] * axis
    if reference is not None:
        cells[_at(reference, axis)] = "│"
    first, last = axis, 0
    if row.low is not None and row.high is not None:
        first, last = _at(row.low, axis), _at(row.high, axis)
        cells[first : last + 1] = FILL[row.mark] * (last + 1 - first)
        if row.tail is not None:
            end = _at(row.tail, axis)
            cells[last + 1 : end + 1] = FILL[Mark.DOTS] * max(end - last, 0)
            last = max(last, end)
        if row.open_low:
            cells[first] = "◀"
        if row.open_high:
            cells[last] = "▶"
    if row.point is not None:
        at = _at(row.point, axis)
        cells[at] = FILL[Mark.POINT]
        first, last = min(first, at), max(last, at)
    text = visible(row.inside.replace(NBSP, " "))
    size = cell_len(text)
    if last + 2 + size <= axis:
        cells[last + 2 : last + 2 + size] = [text]
    elif first - 1 - size >= 0 and size:
        cells[first - 1 - size : first - 1] = [text]
    else:
        return "".join(cells).rstrip(), row.inside
    return "".join(cells), ""


def _legend(chart: Chart, width: int) -> Iterator[Painted]:
    if not chart.legend:
        return
    spans = tuple(
        Span(f"{FILL[mark]}{NBSP}{meaning.replace(' ', NBSP)}", Role.MUTED)
        for mark, meaning in chart.legend
    )
    for line in wrapped(spans, width - 2):
        yield [("  " + "  ".join(word.text for word in line), Role.MUTED)]
