"""The contrasts of all trials: one row for each pair of arms in a trial, as arrays.

Rows stand trial by trial; within a trial by the numbers of the two treatments, the first always
the smaller. A trial with a arms has a(a-1)/2 rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kb.evidence.arrays import Floats, Ints
from kb.evidence.trials import Measure


@dataclass(frozen=True, slots=True)
class Group:
    """The trials with the same number of arms.

    `trials` has shape (s,), `rows` (s, a(a-1)/2) and `nodes`, the treatments in order, (s, a).
    """

    arms: int
    trials: Ints
    rows: Ints
    nodes: Ints

    @property
    def upper(self) -> tuple[Ints, Ints]:
        """Positions within a trial of the first and the second arm of each of its rows."""
        one, two = np.triu_indices(self.arms, 1)
        return one.astype(np.int64), two.astype(np.int64)

    def square(self, values: Floats, sign: float) -> Floats:
        """Row values as matrices (s, a, a); the lower half is `sign` times the upper."""
        one, two = self.upper
        found = np.zeros((len(self.trials), self.arms, self.arms))
        found[:, one, two] = values[self.rows]
        found[:, two, one] = sign * values[self.rows]
        return found


@dataclass(frozen=True)
class Contrasts:
    """Effects of first minus second treatment, with variances; ratios as logarithms.

    `variance1` and `variance2` are what each arm adds to the variance, where arms were given.
    `people` and `events` are totals for each trial and treatment: arrays (m, 2), not a number
    where unknown. `notes` say in words what was left out or changed, and why.
    """

    measure: Measure
    treatments: tuple[str, ...]
    trials: tuple[str, ...]
    trial: Ints
    first: Ints
    second: Ints
    effect: Floats
    variance: Floats
    people: Floats
    events: Floats
    variance1: Floats | None = None
    variance2: Floats | None = None
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Trials grouped by their number of arms."""
        counts = np.bincount(self.trial, minlength=len(self.trials))
        starts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64)
        found = []
        for pairs in np.unique(counts):
            arms = round((1 + np.sqrt(1 + 8 * pairs)) / 2)
            trials = np.flatnonzero(counts == pairs).astype(np.int64)
            rows = starts[trials][:, None] + np.arange(pairs)
            nodes = np.column_stack((self.first[rows[:, 0]], self.second[rows[:, : arms - 1]]))
            found.append(Group(int(arms), trials, rows, nodes))
        return tuple(found)

    @property
    def arm_count(self) -> int:
        """Arms in all trials together."""
        return sum(group.arms * len(group.trials) for group in self.groups)

    @cached_property
    def arms_of_row(self) -> Ints:
        """Number of arms of the trial that each row belongs to."""
        found = np.zeros(len(self.trial), dtype=np.int64)
        for group in self.groups:
            found[group.rows] = group.arms
        return found


def treatment_order(names: set[str]) -> tuple[str, ...]:
    """Names in alphabetical order without regard to case."""
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))
