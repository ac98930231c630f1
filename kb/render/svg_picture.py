"""Networks and rank histograms as SVG, and the one picture of a document."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kb.render.svg import BLUE, INK, MUTED, RULE, SKY, escape, frame, label
from kb.render.svg_chart import chart_svg
from kb.view.document import Chart, Document
from kb.view.picture import Graph, Histogram, HistogramRow

WIDTH = 900


class NoPicture(ValueError):
    """The document holds no picture, so that there is nothing to draw."""


def document_svg(document: Document) -> str:
    """The first picture of a document as a file of its own; raises NoPicture if it has none."""
    for block in document.blocks:
        if isinstance(block, Chart):
            return chart_svg(block) + "\n"
        if isinstance(block, Graph | Histogram):
            return picture_svg(block) + "\n"
    raise NoPicture


def picture_svg(picture: Graph | Histogram, name: str = "") -> str:
    """The picture as one `<svg>` element with a title and a description in words.

    `name` keeps its ids apart from those of other pictures on a page.
    """
    if isinstance(picture, Graph):
        return _graph(picture, name or "network")
    return _histogram(picture, name or "ranks")


RADIUS, CENTRE, TOP = 250, 450, 340


def _graph(graph: Graph, name: str) -> str:
    places = [_place(index, len(graph.nodes)) for index in range(len(graph.nodes))]
    most = max((edge.count for edge in graph.edges), default=1)
    body = [label(10, 20, graph.title, weight="bold")]
    for edge in graph.edges:
        (x1, y1), (x2, y2) = places[edge.first], places[edge.second]
        words = f"{graph.nodes[edge.first].label} and {graph.nodes[edge.second].label}: "
        body.append(
            f"<g><title>{escape(f'{words}{edge.count} {graph.unit}')}</title>"
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{SKY}" '
            f'stroke-opacity="0.75" stroke-width="{0.7 + 9 * edge.count / most:.2f}"/></g>'
        )
    for node, place in zip(graph.nodes, places, strict=True):
        body += _node(node.label, node.words, 4 + 18 * math.sqrt(node.size), place)
    note = f"Circles grow with people, lines with {graph.unit}; the widest line is {most}."
    body.append(label(10, 2 * TOP + 10, note, fill=MUTED))
    described = " ".join(
        f"{node.label}: {node.words}; compared with "
        + ", ".join(f"{other.label} ({count})" for other, count in graph.neighbours(index))
        + "."
        for index, node in enumerate(graph.nodes)
    )
    return frame(name, WIDTH, 2 * TOP + 24, graph.title, described, body)


def _place(index: int, count: int) -> tuple[float, float]:
    angle = 2 * math.pi * index / count - math.pi / 2
    return CENTRE + RADIUS * math.cos(angle), TOP + RADIUS * math.sin(angle)


def _node(name: str, words: str, radius: float, place: tuple[float, float]) -> Iterator[str]:
    x, y = place
    yield (
        f"<g><title>{escape(f'{name}: {words}')}</title>"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{BLUE}" stroke="#fff" '
        'stroke-width="1.5"/></g>'
    )
    away = (radius + 8) / RADIUS
    dx, dy = (x - CENTRE) * away, (y - TOP) * away
    anchor = "middle" if abs(x - CENTRE) < 20 else "start" if x > CENTRE else "end"
    drop = 4 if anchor != "middle" else (12 if y > TOP else -2)
    yield label(x + dx, y + dy + drop, name, anchor=anchor)


LEFT, STEP, TALL = 190, 46, 34


def _histogram(histogram: Histogram, name: str) -> str:
    count = len(histogram.columns)
    wide = min(26.0, 420 / max(count, 1))
    body = [
        label(10, 20, histogram.title, weight="bold"),
        label(10, 40, histogram.axis, fill=MUTED),
    ]
    y = 60.0
    for row in histogram.rows:
        body += _bars(row, y, wide)
        y += STEP
    every = max(1, math.ceil(count / 14))
    for index in range(0, count, every):
        body.append(label(LEFT + (index + 0.5) * wide, y + 6, histogram.columns[index],
                          anchor="middle", fill=MUTED))  # fmt: skip
    described = " ".join(f"{row.label}: {row.words}." for row in histogram.rows)
    return frame(name, WIDTH, y + 20, histogram.title, described, body)


def _bars(row: HistogramRow, y: float, wide: float) -> Iterator[str]:
    base = y + TALL
    yield label(LEFT - 10, base - 4, row.label, anchor="end")
    end = LEFT + wide * len(row.shares)
    yield f'<line x1="{LEFT}" y1="{base}" x2="{end:.1f}" y2="{base}" stroke="{RULE}"/>'
    yield f"<g><title>{escape(f'{row.label}: {row.words}')}</title>"
    for index, part in enumerate(row.parts):
        tall = TALL * part
        if tall >= 0.2:
            yield (
                f'<rect x="{LEFT + index * wide + 1:.1f}" y="{base - tall:.1f}" '
                f'width="{wide - 2:.1f}" height="{tall:.1f}" fill="{BLUE}" stroke="{INK}" '
                'stroke-width="0.3"/>'
            )
    yield "</g>"
    yield label(end + 12, base - 4, row.words)
