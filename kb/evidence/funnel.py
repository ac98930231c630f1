"""The comparison-adjusted funnel (Chaimani and Salanti 2012): do small trials differ?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.distributions import t_two_sided
from kb.evidence.network import NetworkFit
from kb.problems import UsageFault

NOTHING = 1e-9
"""A difference, as a share of a standard error, that is rounding and no finding."""


@dataclass(frozen=True, slots=True)
class Point:
    """A trial's contrast, turned so that `first` comes earlier in the order asked.

    `shift` is its effect minus the direct estimate of its pair: 0 where small trials agree.
    """

    trial: str
    first: str
    second: str
    shift: float
    se: float


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """Egger's regression of shift/se on 1/se over all points (Egger et al. 1997)."""

    intercept: float
    se: float
    p: float
    df: int


def funnel(fitted: NetworkFit, order: Sequence[str]) -> list[Point]:
    """Points of the funnel. `order` names every treatment, such as from newest to oldest.

    Raises UsageFault where the order leaves a treatment out: a funnel without a meaningful order
    can show no direction.
    """
    names = fitted.contrasts.treatments
    if sorted(order) != sorted(names):
        missing = sorted(set(names) - set(order)) or sorted(set(order) - set(names))
        raise UsageFault(f"The order must name each treatment once; check {', '.join(missing)}.")
    place = {name: index for index, name in enumerate(order)}
    data = fitted.contrasts
    found = []
    for row in range(len(data.trial)):
        i, j = int(data.first[row]), int(data.second[row])
        sign = 1 if place[names[i]] < place[names[j]] else -1
        shift = sign * float(data.effect[row] - fitted.random.direct[i, j])
        first, second = (names[i], names[j])[::sign]
        error = math.sqrt(float(data.variance[row]))
        found.append(Point(data.trials[int(data.trial[row])], first, second, shift, error))
    return sorted(found, key=lambda p: (place[p.first], place[p.second]))


def asymmetry(points: Sequence[Point]) -> Asymmetry:
    """Egger's test over the points; needs three at least.

    Raises UsageFault also where there is nothing to test: every pair has one trial, which cannot
    differ from the estimate of its pair, or every trial is as precise as the others.
    """
    if len(points) < 3:
        raise UsageFault("Three contrasts at least are needed to test for asymmetry.")
    se: Floats = np.array([point.se for point in points])
    y = np.array([point.shift for point in points]) / se
    if float(np.abs(y).max()) < NOTHING:
        raise UsageFault(
            "No trial differs from the direct estimate of its pair, as where each pair has but one "
            "trial: there is no asymmetry to test. Nothing was shown."
        )
    if float(np.ptp(se)) < NOTHING * float(se.max()):
        raise UsageFault(
            "All trials are equally precise: none is smaller than another, so there is no "
            "asymmetry to test. Nothing was shown."
        )
    x = np.column_stack((np.ones_like(se), 1 / se))
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    df = len(points) - 2
    error = math.sqrt(float(((y - x @ beta) ** 2).sum()) / df * float(inverse[0, 0]))
    return Asymmetry(float(beta[0]), error, t_two_sided(float(beta[0]) / error, df), df)
