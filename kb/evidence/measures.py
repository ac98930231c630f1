"""Effect measures and variances of pairs of arms.

Binary: Cooper and Hedges (1994), pp. 246-252; the variance of the log risk ratio with an increment
as in Hartung and Knapp (2001), equation 18. Standardised mean difference: Hedges and Olkin (1985)
with the exact correction and variance of White and Thomas (2005), p. 143.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.options import EffectOptions, Smd
from kb.evidence.trials import Measure


@dataclass(frozen=True, slots=True)
class Counts:
    """Events and totals of arms, with the increment for each; all of one length."""

    events: Floats
    n: Floats
    increment: Floats


@dataclass(frozen=True, slots=True)
class Means:
    """People, means and standard deviations of arms; all of one length."""

    n: Floats
    mean: Floats
    sd: Floats


def binary_effects(measure: Measure, one: Counts, two: Counts) -> tuple[Floats, Floats]:
    """Effects of `one` against `two` and their variances; ratios as logarithms."""
    if measure is Measure.OR:
        odds = [(x.events + x.increment, x.n - x.events + x.increment) for x in (one, two)]
        (a, b), (c, d) = odds
        return np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d
    if measure is Measure.RR:
        risk = [(x.events + x.increment) / (x.n + x.increment) for x in (one, two)]
        full = (one.events == one.n) & (two.events == two.n)
        parts = [
            1 / (x.events + np.where(full, 0, x.increment)) - 1 / (x.n + x.increment)
            for x in (one, two)
        ]
        return np.log(risk[0] / risk[1]), parts[0] + parts[1]
    difference = one.events / one.n - two.events / two.n
    return difference, _risk_variance(one) + _risk_variance(two)


def _risk_variance(arm: Counts) -> Floats:
    a, b = arm.events + arm.increment, arm.n - arm.events + arm.increment
    found: Floats = a * b / (arm.n + 2 * arm.increment) ** 3
    return found


def mean_effects(
    measure: Measure, one: Means, two: Means, options: EffectOptions, whole: Floats
) -> tuple[Floats, Floats]:
    """Differences of means of `one` and `two`, plain or standardised, and their variances.

    `whole` are the people in all arms of each pair's trial.
    """
    difference = one.mean - two.mean
    df = one.n + two.n - 2
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = ((one.n - 1) * one.sd**2 + (two.n - 1) * two.sd**2) / df
        spread = 1 / one.n + 1 / two.n
        if measure is Measure.MD:
            apart = one.sd**2 / one.n + two.sd**2 / two.n
            return difference, pooled * spread if options.pooled_variance else apart
        d = difference / np.sqrt(pooled)
    if options.exact:
        factor = np.array([small_sample_factor(x) for x in df])
        bend = 1 - (df - 2) / (df * factor**2)
    else:
        factor, bend = 1 - 3 / (4 * df - 1), 1 / (2 * (df - 1.94))
    if options.smd is Smd.HEDGES:
        return factor * d, spread + (factor * d) ** 2 * bend
    if options.smd is Smd.WHOLE_TRIAL:
        return d, spread + d**2 / (2 * whole)
    if options.exact:
        return d, spread + (factor * d) ** 2 * bend
    return d, spread + d**2 / (2 * (one.n + two.n))


def small_sample_factor(df: float) -> float:
    """Hedges' exact correction J for `df` degrees of freedom; not a number below 2."""
    if df < 2:
        return math.nan
    return math.exp(math.lgamma(df / 2) - 0.5 * math.log(df / 2) - math.lgamma((df - 1) / 2))


def arm_variance(measure: Measure, counts: Counts | None, means: Means | None) -> Floats:
    """What an arm adds to the variance of each of its contrasts: their sampling covariance.

    It enters the likelihood of τ² only, with netmeta's choices: 1/n for the standardised mean
    difference (Gleser and Olkin 2009 add a term in the effects), and for the log risk ratio twice
    the increment in the total.
    """
    if counts is not None:
        a, b = counts.events + counts.increment, counts.n - counts.events + counts.increment
        with np.errstate(divide="ignore"):
            if measure is Measure.OR:
                return np.asarray(1 / a + 1 / b)
            if measure is Measure.RR:
                return np.asarray(1 / a - 1 / (counts.n + 2 * counts.increment))
        return _risk_variance(counts)
    assert means is not None
    return np.asarray(means.sd**2 / means.n if measure is Measure.MD else 1 / means.n)
