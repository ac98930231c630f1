"""A chart as SVG: scalable, without scripts, readable without colour.

Patterns differ in tone and in height, not in hue alone; the palette is the colour-blind-safe set
of Okabe and Ito (2008). Every bar carries its words as a title for screen readers and pointers.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from kb.render.svg import (
    BLUE,
    EDGE,
    INK,
    MUTED,
    ORANGE,
    PALE,
    RULE,
    SKY,
    YELLOW,
    escape,
    frame,
    label,
)
from kb.view.document import Chart, ChartRow, Mark

WIDTH, LABEL, SIDE, LINE, TOP = 900, 190, 250, 24, 56
COLOUR = {
    Mark.SOLID: BLUE,
    Mark.DENSE: SKY,
    Mark.LIGHT: PALE,
    Mark.LINE: ORANGE,
    Mark.DOTS: YELLOW,
    Mark.POINT: INK,
}
HEIGHT = {
    Mark.SOLID: 14,
    Mark.DENSE: 14,
    Mark.LIGHT: 14,
    Mark.LINE: 5,
    Mark.DOTS: 5,
    Mark.POINT: 5,
}


def chart_svg(chart: Chart, name: str = "chart", words: str = "") -> str:
    """The chart as one `<svg>` element with a title and a description in words.

    `name` keeps its ids apart from those of other pictures on a page; `words` stand in place of
    its own description.
    """
    has_side = any(row.side for group in chart.groups for row in group.rows)
    axis = WIDTH - LABEL - (SIDE if has_side else 20)
    body: list[str] = []
    y = TOP
    for group in chart.groups:
        if group.heading:
            body.append(label(0, y + 16, group.heading, weight="bold"))
            y += LINE
        for row in group.rows:
            body += _row(row, y, axis)
            y += LINE * _height(row, axis)
        y += 6
    bottom = y
    body = [*_scale(chart, axis, bottom), *body]
    y += 8
    for at, (mark, meaning) in enumerate(chart.legend):
        x, line = 10 + (at % 3) * 290, y + (at // 3) * LINE
        body += [*_sample(mark, x, line), label(x + 40, line + 14, meaning)]
    y += LINE * -(-len(chart.legend) // 3)
    title = chart.title if words else f"{chart.title}. {chart.axis}."
    return frame(name, WIDTH, y + 8, title, words or chart.described(), body)


CHARACTER = 6.8
"""Width of an average character at this font size, on the safe side."""


def _wrapped(words: str, room: float) -> list[str]:
    """The words in lines of at most `room` units; a number is never parted from its unit."""
    return wrap(words, max(int(room / CHARACTER), 12), break_long_words=False) or [""]


def _height(row: ChartRow, axis: int) -> int:
    """Lines that a row takes."""
    bare = row.low is None and row.point is None
    lines = [_wrapped(row.label, LABEL - 20), _wrapped(row.side, SIDE - 20)]
    if bare:
        lines.append(_wrapped(row.words, axis))
    elif row.inside and _side_of_bar(row, axis) == "below":
        lines.append(["", *_wrapped(row.inside, axis)])
    return max(len(found) for found in lines)


def _scale(chart: Chart, axis: int, bottom: int) -> Iterator[str]:
    yield label(0, 16, chart.title, weight="bold")
    for share, name in chart.ticks:
        x = round(LABEL + share * axis, 1)
        yield f'<line x1="{x}" y1="{TOP - 6}" x2="{x}" y2="{bottom}" stroke="{RULE}"/>'
        yield label(x, TOP - 12, name, anchor="middle")
    if chart.reference is not None:
        x = round(LABEL + chart.reference * axis, 1)
        ends = f'x1="{x}" y1="{TOP - 6}" x2="{x}" y2="{bottom}"'
        yield f'<line {ends} stroke="{EDGE}" stroke-width="2"/>'


def _row(row: ChartRow, y: int, axis: int) -> Iterator[str]:
    for at, line in enumerate(_wrapped(row.label, LABEL - 20)):
        yield label(14, y + 16 + at * LINE, line)
    for at, line in enumerate(_wrapped(row.side, SIDE - 20) if row.side else []):
        yield label(LABEL + axis + 14, y + 16 + at * LINE, line)
    if row.low is None and row.point is None:
        for at, line in enumerate(_wrapped(row.words, axis)):
            yield label(LABEL, y + 16 + at * LINE, line, fill=MUTED, slant="italic")
        return
    yield f"<g><title>{escape(f'{row.label}: {row.words}')}</title>"
    if row.low is not None and row.high is not None:
        yield from _interval(row, row.low, row.high, y, axis)
    yield from _inside(row, y, axis)
    if row.point is not None:
        x, middle = LABEL + row.point * axis, y + 12
        yield (
            f'<path d="M{x:.1f} {middle - 7}l7 7l-7 7l-7 -7z" fill="{COLOUR[Mark.POINT]}" '
            'stroke="#fff"/>'
        )
    yield "</g>"


def _ends(row: ChartRow, axis: int) -> tuple[float, float]:
    """Where the bar begins and ends, in the units of the picture."""
    ends = [share for share in (row.high, row.tail, row.point) if share is not None]
    starts = [share for share in (row.low, row.point) if share is not None]
    return LABEL + min(starts) * axis, LABEL + max(ends) * axis


def _side_of_bar(row: ChartRow, axis: int) -> str:
    """Where the words on the axis find room: right of the bar, left of it, or below."""
    left, right = _ends(row, axis)
    size = len(row.inside) * CHARACTER + 16
    if right + size <= LABEL + axis + 14:
        return "right"
    return "left" if left - size >= LABEL else "below"


def _inside(row: ChartRow, y: int, axis: int) -> Iterator[str]:
    if not row.inside:
        return
    left, right = _ends(row, axis)
    match _side_of_bar(row, axis):
        case "right":
            yield label(right + 12, y + 16, row.inside)
        case "left":
            yield label(left - 12, y + 16, row.inside, anchor="end")
        case _:
            for at, line in enumerate(_wrapped(row.inside, axis)):
                yield label(LABEL + axis, y + 16 + (at + 1) * LINE, line, anchor="end")


def _interval(row: ChartRow, low: float, high: float, y: int, axis: int) -> Iterator[str]:
    left, right = LABEL + low * axis, LABEL + high * axis
    tall = HEIGHT[row.mark]
    dash = ' stroke-dasharray="3 3"' if row.mark is Mark.DOTS else ""
    middle = y + 12
    if row.mark in (Mark.LINE, Mark.DOTS):
        yield (
            f'<line x1="{left:.1f}" y1="{middle}" x2="{max(right, left + 4):.1f}" y2="{middle}" '
            f'stroke="{COLOUR[row.mark]}" stroke-width="{tall}"{dash}/>'
        )
    else:
        yield (
            f'<rect x="{left:.1f}" y="{middle - tall / 2:g}" width="{max(right - left, 4):.1f}" '
            f'height="{tall}" fill="{COLOUR[row.mark]}" stroke="{EDGE}" stroke-width="0.5"/>'
        )
    if row.tail is not None and row.tail > high:
        right = LABEL + row.tail * axis
        yield (
            f'<line x1="{LABEL + high * axis:.1f}" y1="{middle}" x2="{right:.1f}" y2="{middle}" '
            f'stroke="{COLOUR[Mark.DOTS]}" stroke-width="{HEIGHT[Mark.DOTS]}" '
            'stroke-dasharray="3 3"/>'
        )
    if row.open_high:
        yield f'<path d="M{right:.1f} {middle - 8}l9 8l-9 8z" fill="{COLOUR[row.mark]}"/>'
    if row.open_low:
        yield f'<path d="M{left:.1f} {middle - 8}l-9 8l9 8z" fill="{COLOUR[row.mark]}"/>'


def _sample(mark: Mark, x: int, y: int) -> Iterator[str]:
    if mark is Mark.POINT:
        yield f'<path d="M{x + 15} {y + 3}l7 7l-7 7l-7 -7z" fill="{COLOUR[mark]}"/>'
        return
    tall = HEIGHT[mark]
    dash = ' stroke-dasharray="3 3"' if mark is Mark.DOTS else ""
    yield (
        f'<line x1="{x}" y1="{y + 10}" x2="{x + 30}" y2="{y + 10}" stroke="{COLOUR[mark]}" '
        f'stroke-width="{tall}"{dash}/>'
    )
