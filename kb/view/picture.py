"""Pictures beside the chart: a network of treatments, and the chances of each rank."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A treatment: `size` from 0 to 1 is its part of the largest; `words` say how large it is."""

    label: str
    size: float
    words: str


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """A comparison made directly, between nodes by number; `count` of trials, drawn as width."""

    first: int
    second: int
    count: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Who was compared with whom. `unit` is the noun of the counts, such as trials."""

    title: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    unit: str = "trials"

    def neighbours(self, node: int) -> list[tuple[GraphNode, int]]:
        """Nodes compared with a node, with their counts, most first."""
        found = [
            (self.nodes[e.second if e.first == node else e.first], e.count)
            for e in self.edges
            if node in (e.first, e.second)
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].label))


@dataclass(frozen=True, slots=True)
class HistogramRow:
    """Shares of one thing over the columns; `words` stand beside them."""

    label: str
    shares: tuple[float, ...]
    words: str

    @property
    def parts(self) -> tuple[float, ...]:
        """The shares as parts of the row's largest."""
        top = max(self.shares, default=0.0) or 1.0
        return tuple(share / top for share in self.shares)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Small bars in rows over the same columns; `axis` says what the columns are.

    Each row is drawn to its own height, so that its shape can be seen.
    """

    title: str
    axis: str
    columns: tuple[str, ...]
    rows: tuple[HistogramRow, ...]
