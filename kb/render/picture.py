"""Networks and rank histograms in a terminal and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from kb.render.gate import visible
from kb.render.layout import wrapped
from kb.view.document import NBSP, Role, Span
from kb.view.picture import Graph, GraphNode, Histogram

Segment = tuple[str, Role]
Painted = list[Segment]
STEPS = " ▁▂▃▄▅▆▇█"
BAR = 16
"""Cells of the longest bar of a network."""


def draw_picture(picture: Graph | Histogram, width: int) -> Iterator[Painted]:
    """The picture in lines of at most `width` cells."""
    for line in wrapped((Span(picture.title, Role.STRONG),), width):
        yield [(" ".join(word.text for word in line), Role.STRONG)]
    yield from _graph(picture, width) if isinstance(picture, Graph) else _bars(picture, width)


def _graph(graph: Graph, width: int) -> Iterator[Painted]:
    """Each treatment with a bar for its people, then those it was compared with."""
    legend = f"Bars grow with people. Below each: those it was compared with, and {graph.unit}."
    for line in wrapped((Span(legend, Role.MUTED),), width):
        yield [(" ".join(word.text for word in line), Role.MUTED)]
    label = max(cell_len(visible(node.label)) for node in graph.nodes) + 2
    room = max(cell_len(visible(node.words)) for node in graph.nodes) + 2
    longest = min(BAR, width - label - room)
    for index, node in enumerate(graph.nodes):
        yield from _node(node, label, longest, width)
        others = ", ".join(
            f"{other.label.replace(' ', NBSP)}{NBSP}{count}"
            for other, count in graph.neighbours(index)
        )
        for line in wrapped((Span(others, Role.MUTED),), width - 4):
            yield [("    ", Role.PLAIN), (" ".join(word.text for word in line), Role.MUTED)]


def _node(node: GraphNode, label: int, longest: int, width: int) -> Iterator[Painted]:
    """A treatment with its bar and words beside it, or its words below where there is no room."""
    name = (visible(node.label).ljust(label), Role.STRONG)
    if longest < 4:
        yield [(visible(node.label), Role.STRONG)]
        for line in wrapped((Span(node.words),), width - 2):
            yield [("  ", Role.PLAIN), (" ".join(word.text for word in line), Role.PLAIN)]
        return
    bar = ("█" * max(1, round(longest * node.size))).ljust(longest + 2)
    yield [name, (bar, Role.PLAIN), (visible(node.words.replace(NBSP, " ")), Role.PLAIN)]


def _bars(histogram: Histogram, width: int) -> Iterator[Painted]:
    """One line a row: label, a character for each column, words."""
    for line in wrapped((Span(histogram.axis, Role.MUTED),), width):
        yield [(" ".join(word.text for word in line), Role.MUTED)]
    label = max(cell_len(visible(row.label)) for row in histogram.rows) + 2
    room = len(histogram.columns) + 2
    for row in histogram.rows:
        drawn = "".join(_step(part) for part in row.parts)
        sides = wrapped((Span(row.words),), max(width - label - room, 20))
        for index, line in enumerate(sides or [()]):
            head = visible(row.label).ljust(label) + drawn if index == 0 else ""
            words = " ".join(word.text for word in line)
            yield [(head.ljust(label + room) + words, Role.PLAIN)]


def _step(part: float) -> str:
    if part < 0.02:
        return "·"
    return STEPS[max(1, min(round(part * 8), 8))]


def picture_rows(picture: Graph | Histogram) -> tuple[tuple[str, ...], ...]:
    """The picture as rows of a table with their header."""
    if isinstance(picture, Histogram):
        return (("", *picture.columns, "in words"), *(
            (row.label, *(f"{share:.0%}" for share in row.shares), row.words)
            for row in picture.rows
        ))  # fmt: skip
    return (("treatment", "size", "compared with"), *(
        (node.label, node.words,
         ", ".join(f"{other.label} {count}" for other, count in picture.neighbours(index)))
        for index, node in enumerate(picture.nodes)
    ))  # fmt: skip
