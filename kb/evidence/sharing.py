"""Contrasts against shared control arms made into a full set for their trial.

Databases of trials against control state each comparison by itself: two therapies against one
waiting list are two rows that share the waiting list's people. The rows of a trial are therefore
correlated: their sampling covariance is the variance of the shared arm, about 1/n for a
standardised mean difference. Generalised least squares then gives one effect for each pair of
conditions, with the variances that imply the whole covariance (Gleser and Olkin 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.contrasts import treatment_order
from kb.evidence.trials import Pair
from kb.problems import Place


@dataclass(frozen=True, slots=True)
class Stated:
    """A comparison as a database states it; arms are told apart by condition and label."""

    trial: str
    arms: tuple[tuple[str, str], tuple[str, str]]
    effect: float
    se: float
    people: tuple[float, float]
    place: Place


def full_set(rows: Sequence[Stated]) -> list[Pair]:
    """All pairs of conditions of one trial; arms of one condition are taken together."""
    arms = list(dict.fromkeys(arm for row in rows for arm in row.arms))
    people = {arm: n for row in rows for arm, n in zip(row.arms, row.people, strict=True)}
    names = treatment_order({condition for condition, _ in arms})
    if len(names) < 2:
        return []
    covariance = _covariance(rows, arms, people)
    design = np.zeros((len(rows), len(names)))
    for index, row in enumerate(rows):
        design[index, names.index(row.arms[0][0])] += 1
        design[index, names.index(row.arms[1][0])] -= 1
    weight = np.linalg.inv(covariance)
    inverse = np.linalg.pinv(design.T @ weight @ design)
    level = inverse @ design.T @ weight @ np.array([row.effect for row in rows])
    totals = {name: sum(n for arm, n in people.items() if arm[0] == name) for name in names}
    return [
        Pair(
            rows[0].trial, names[i], names[j], float(level[i] - level[j]),
            float(np.sqrt(inverse[i, i] + inverse[j, j] - 2 * inverse[i, j])),
            totals[names[i]], totals[names[j]], rows[0].place,
        )
        for i, j in combinations(range(len(names)), 2)
    ]  # fmt: skip


def _covariance(
    rows: Sequence[Stated], arms: list[tuple[str, str]], people: dict[tuple[str, str], float]
) -> Floats:
    """Variances as stated; shared arms give the covariance, never more than the variances hold."""
    incidence = np.zeros((len(rows), len(arms)))
    for index, row in enumerate(rows):
        incidence[index, arms.index(row.arms[0])] = 1
        incidence[index, arms.index(row.arms[1])] = -1
    single = np.array([1 / people[arm] for arm in arms])
    own = np.array([row.se**2 for row in rows])
    needed = np.abs(incidence) @ single
    single = single * min(1.0, float((0.98 * own / needed).min()))
    found: Floats = incidence @ np.diag(single) @ incidence.T
    return found + np.diag(own - np.diag(found))
