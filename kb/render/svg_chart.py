"""A chart as SVG: scalable, without scripts, readable without colour.

Patterns differ in tone and in height, not in hue alone; the palette is the colour-blind-safe set
of Okabe and Ito (2008). Every bar carries its words as a title for screen readers and pointers.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as html_escape
from textwrap import wrap

from kb.render.gate import visible
from kb.view.document import NBSP, Chart, ChartRow, Document, Mark

WIDTH, LABEL, SIDE, LINE, TOP = 900, 190, 250, 24, 56
COLOUR = {
    Mark.SOLID: "#0072B2",
    Mark.DENSE: "#56B4E9",
    Mark.LIGHT: "#B8D9EC",
    Mark.LINE: "#D55E00",
    Mark.DOTS: "#E69F00",
    Mark.POINT: "#1a1a1a",
}
HEIGHT = {
    Mark.SOLID: 14,
    Mark.DENSE: 14,
    Mark.LIGHT: 14,
    Mark.LINE: 5,
    Mark.DOTS: 5,
    Mark.POINT: 5,
}


def escape(text: str) -> str:
    """`text` so that SVG shows it and obeys nothing in it."""
    return html_escape(visible(text.replace(NBSP, " ")), quote=True)


def document_svg(document: Document) -> str:
    """The first chart of a document as a file of its own; raises NoChart if it has none."""
    for block in document.blocks:
        if isinstance(block, Chart):
            return chart_svg(block) + "\n"
    raise NoChart


class NoChart(ValueError):
    """The document holds no chart, so that there is nothing to draw."""


def chart_svg(chart: Chart) -> str:
    """The chart as one `<svg>` element with a title and a description in words."""
    has_side = any(row.side for group in chart.groups for row in group.rows)
    axis = WIDTH - LABEL - (SIDE if has_side else 20)
    body: list[str] = []
    y = TOP
    for group in chart.groups:
        if group.heading:
            body.append(_text(0, y + 16, group.heading, weight="bold"))
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
        body += [*_sample(mark, x, line), _text(x + 40, line + 14, meaning)]
    y += LINE * -(-len(chart.legend) // 3)
    label = f"{chart.title}. {chart.axis}."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 8}" role="img" '
        f'width="{WIDTH}" height="{y + 8}" font-family="system-ui,sans-serif" font-size="13" '
        'aria-labelledby="chart-title chart-desc">'
        f'<title id="chart-title">{escape(label)}</title>'
        f'<desc id="chart-desc">{escape(_described(chart))}</desc>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(body)}</svg>'
    )


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


def _described(chart: Chart) -> str:
    """Every row in words: what a reader who cannot see the picture needs."""
    return " ".join(
        f"{group.heading} {row.label}: {row.words} {row.side}".strip() + "."
        for group in chart.groups
        for row in group.rows
    )


def _text(x: float, y: float, words: str, *, weight: str = "normal", anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-weight="{weight}" text-anchor="{anchor}" '
        f'fill="#1a1a1a">{escape(words)}</text>'
    )


def _scale(chart: Chart, axis: int, bottom: int) -> Iterator[str]:
    yield _text(0, 16, chart.title, weight="bold")
    for share, name in chart.ticks:
        x = round(LABEL + share * axis, 1)
        yield f'<line x1="{x}" y1="{TOP - 6}" x2="{x}" y2="{bottom}" stroke="#ddd"/>'
        yield _text(x, TOP - 12, name, anchor="middle")
    if chart.reference is not None:
        x = round(LABEL + chart.reference * axis, 1)
        yield (
            f'<line x1="{x}" y1="{TOP - 6}" x2="{x}" y2="{bottom}" stroke="#333" stroke-width="2"/>'
        )


def _row(row: ChartRow, y: int, axis: int) -> Iterator[str]:
    for at, line in enumerate(_wrapped(row.label, LABEL - 20)):
        yield _text(14, y + 16 + at * LINE, line)
    for at, line in enumerate(_wrapped(row.side, SIDE - 20) if row.side else []):
        yield _text(LABEL + axis + 14, y + 16 + at * LINE, line)
    if row.low is None and row.point is None:
        for at, line in enumerate(_wrapped(row.words, axis)):
            yield (
                f'<text x="{LABEL}" y="{y + 16 + at * LINE}" font-style="italic" fill="#555">'
                f"{escape(line)}</text>"
            )
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
            yield _text(right + 12, y + 16, row.inside)
        case "left":
            yield _text(left - 12, y + 16, row.inside, anchor="end")
        case _:
            for at, line in enumerate(_wrapped(row.inside, axis)):
                yield _text(LABEL + axis, y + 16 + (at + 1) * LINE, line, anchor="end")


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
            f'height="{tall}" fill="{COLOUR[row.mark]}" stroke="#333" stroke-width="0.5"/>'
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
