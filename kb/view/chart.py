"""Charts: intervals on one axis, such as a timeline or a forest plot, before they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """The patterns of bars in a chart. Each has a word in the chart's legend."""

    SOLID = "solid"
    DENSE = "dense"
    LIGHT = "light"
    LINE = "line"
    DOTS = "dots"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One interval on the axis of a chart.

    `low`, `high` and `point` are shares of the axis from 0 to 1; a row without `low` has no bar
    and shows `words` in its place; `gap` says that they are a gap and no value. `open_low` and
    `open_high` say that the interval goes on past its end. `words` are the interval in words, for
    formats without a picture; `side` stands beside the bar.
    """

    label: str
    words: str
    low: float | None = None
    high: float | None = None
    point: float | None = None
    mark: Mark = Mark.SOLID
    open_low: bool = False
    open_high: bool = False
    tail: float | None = None
    side: str = ""
    inside: str = ""
    gap: bool = False

    @property
    def spoken(self) -> str:
        """The value of the row in words, each word once."""
        if self.inside:
            return self.inside
        both = self.words if self.side in self.words else f"{self.words} {self.side}"
        return both.strip().rstrip(".")


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """Rows under the name of what they are about; an empty heading is left out."""

    heading: str
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Intervals on one axis: a timeline, a forest plot.

    `ticks` are shares of the axis with their labels; `axis` says in words what it measures and on
    which scale; `reference` is where a line of no difference stands; `legend` gives each mark
    its words.
    """

    title: str
    axis: str
    ticks: tuple[tuple[float, str], ...]
    groups: tuple[ChartGroup, ...]
    legend: tuple[tuple[Mark, str], ...] = ()
    reference: float | None = None

    def described(self) -> str:
        """Every row in words: what a reader who cannot see the picture needs."""
        said = []
        for group in self.groups:
            values: dict[str, list[str]] = {}
            label = ""
            for row in group.rows:
                label = row.label or label
                values.setdefault(label, []).append(row.spoken)
            if group.heading:
                said.append(f"{group.heading}.")
            said += [f"{name}: {'; '.join(v)}." for name, v in values.items()]
        return " ".join(said)
