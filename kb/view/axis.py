"""An axis for effects: where a value stands on it as a share from 0 to 1, and its ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_COARSE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_FINE = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_FINEST = (0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6)


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high` in the units of the estimate; ratios are given as logarithms."""

    low: float
    high: float
    ratio: bool

    def share(self, value: float) -> float:
        """The place of a value, kept within the axis."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Round values inside the axis with their labels; ratios as ratios."""
        if self.ratio:
            inside = [v for v in _COARSE if self.low <= math.log(v) <= self.high]
            for finer in (_FINE, _FINEST):
                if len(inside) < 4:
                    inside = [v for v in finer if self.low <= math.log(v) <= self.high]
            return tuple((self.share(math.log(v)), f"{v:g}") for v in inside)
        step = _step(self.high - self.low)
        first = math.ceil(self.low / step)
        marks = [n * step for n in range(first, math.floor(self.high / step) + 1)]
        return tuple((self.share(v), f"{v:g}".replace("-", "−")) for v in marks)


def _step(width: float) -> float:
    """A round step that gives about five ticks."""
    power = 10 ** math.floor(math.log10(width / 5))
    return float(next((m * power for m in (1, 2, 5) if width / (m * power) <= 6), 10 * power))


def axis_for(values: Iterable[float], *, ratio: bool) -> Axis:
    """An axis that holds every value and the line of no difference, with some room."""
    found = [v for v in values if not math.isnan(v)] + [0.0]
    low, high = min(found), max(found)
    room = max(high - low, 0.05) * 0.04
    return Axis(low - room, high + room, ratio)
