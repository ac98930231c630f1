"""Pairwise meta-analysis: common effect and random effects, intervals, prediction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.distributions import normal_quantile, normal_two_sided, t_quantile, t_two_sided
from kb.evidence.options import Tau
from kb.evidence.spread import Heterogeneity, heterogeneity, moment_tau2, tau_squared
from kb.evidence.trials import Measure


class Interval(StrEnum):
    """Confidence interval of the random-effects estimate."""

    CLASSIC = "classic"
    """Normal distribution."""
    HK = "HK"
    """Hartung and Knapp (2001): t distribution with a rescaled standard error."""


class Guard(StrEnum):
    """Correction where Hartung-Knapp would narrow the interval (meta: adhoc.hakn.ci)."""

    NONE = "none"
    SE = "se"
    """The classic standard error where the rescaled one is smaller (Knapp and Hartung 2003)."""
    CI = "ci"
    """The classic interval where it is the wider (Wiksten et al. 2016)."""


class Prediction(StrEnum):
    """Degrees of freedom of the prediction interval (meta: method.predict)."""

    V = "V"
    """k - 1 (Veroniki et al. 2019; meta's default)."""
    HTS = "HTS"
    """k - 2 (Higgins, Thompson and Spiegelhalter 2009)."""
    HK = "HK"
    """k - 1 with the Hartung-Knapp standard error (Partlett and Riley 2017)."""
    S = "S"
    """Normal distribution (Skipka 2006)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairwiseOptions:
    """How trials of one comparison are pooled. The defaults are those of R's meta 8.2."""

    tau: Tau = Tau.REML
    tau2: float | None = None
    level: float = 0.95
    interval: Interval = Interval.CLASSIC
    guard: Guard = Guard.NONE
    prediction: Prediction = Prediction.V
    exact: bool = False
    """Iterate τ² to machine precision instead of stopping where metafor does."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect with standard error, confidence interval, statistic and two-sided p value.

    `df` is infinite where the interval rests on the normal distribution.
    """

    effect: float
    se: float
    lower: float
    upper: float
    statistic: float
    p: float
    df: float = math.inf


def estimate(effect: float, se: float, level: float = 0.95, df: float = math.inf) -> Estimate:
    """`effect` with its interval at `level` from the normal or t distribution."""
    if math.isnan(effect) or math.isnan(se) or df < 1:
        nan = math.nan
        return Estimate(effect, se, nan, nan, nan, nan, df)
    reach = (
        normal_quantile((1 + level) / 2) if math.isinf(df) else t_quantile((1 + level) / 2, df)
    ) * se
    statistic = effect / se if se else math.inf
    p = normal_two_sided(statistic) if math.isinf(df) else t_two_sided(statistic, df)
    return Estimate(effect, se, effect - reach, effect + reach, statistic, p, df)


@dataclass(frozen=True, slots=True)
class Pooled:
    """The result of a pairwise meta-analysis of k trials; weights sum to 1."""

    k: int
    common: Estimate
    random: Estimate
    predict_lower: float
    predict_upper: float
    tau2: float
    heterogeneity: Heterogeneity
    weights_common: tuple[float, ...]
    weights_random: tuple[float, ...]


def pooled(
    y: Floats, v: Floats, options: PairwiseOptions | None = None, common: Estimate | None = None
) -> Pooled:
    """Inverse-variance pooling of effects `y` with variances `v`.

    With a `common` estimate of another kind (Mantel-Haenszel), Q and the moment estimate of τ² are
    taken around it, as Cochrane's RevMan and meta do.
    """
    options = options or PairwiseOptions()
    w = 1 / v
    centre = float((w * y).sum() / w.sum())
    around = common.effect if common is not None and options.tau is Tau.DL else centre
    q = float((w * (y - around) ** 2).sum())
    tau2 = _tau2(y, v, q, options)
    wide = 1 / (v + (0.0 if math.isnan(tau2) else tau2))
    middle = float((wide * y).sum() / wide.sum())
    lower, upper = _prediction(y, wide, middle, 0.0 if math.isnan(tau2) else tau2, options)
    return Pooled(
        len(y),
        common or estimate(centre, float(w.sum() ** -0.5), options.level),
        _random(y, wide, middle, options),
        lower,
        upper,
        tau2,
        heterogeneity(q if len(y) > 1 else 0.0, len(y) - 1, options.level),
        tuple((w / w.sum()).tolist()),
        tuple((wide / wide.sum()).tolist()),
    )


def _tau2(y: Floats, v: Floats, q: float, options: PairwiseOptions) -> float:
    if options.tau2 is not None:
        return options.tau2
    if options.tau is Tau.DL and len(y) > 1:
        return moment_tau2(q, 1 / v)
    return tau_squared(y, v, options.tau, exact=options.exact)


def _rescaled(y: Floats, w: Floats, middle: float) -> tuple[float, float]:
    """Hartung and Knapp's factor q and their standard error."""
    factor = float((w * (y - middle) ** 2).sum()) / (len(y) - 1)
    return factor, math.sqrt(factor / float(w.sum()))


def _random(y: Floats, w: Floats, middle: float, options: PairwiseOptions) -> Estimate:
    classic = float(w.sum() ** -0.5)
    plain = estimate(middle, classic, options.level)
    if options.interval is Interval.CLASSIC or len(y) < 2:
        return plain
    factor, se = _rescaled(y, w, middle)
    if options.guard is Guard.SE and factor < 1:
        se = classic
    found = estimate(middle, se, options.level, len(y) - 1)
    narrower = found.upper - found.lower < plain.upper - plain.lower
    return plain if options.guard is Guard.CI and narrower else found


def _prediction(
    y: Floats, w: Floats, middle: float, tau2: float, options: PairwiseOptions
) -> tuple[float, float]:
    k = len(y)
    se = float(w.sum() ** -0.5)
    kind = options.prediction
    df = {Prediction.V: k - 1, Prediction.HK: k - 1, Prediction.HTS: k - 2}.get(kind, math.inf)
    if df < 1 or (kind is Prediction.HK and df < 2):
        return math.nan, math.nan
    if kind is Prediction.HK:
        se = _rescaled(y, w, middle)[1]
    found = estimate(middle, math.sqrt(se**2 + tau2), options.level, df)
    return found.lower, found.upper


def mantel_haenszel(
    events: Floats, n: Floats, measure: Measure, increment: Floats, level: float = 0.95
) -> Estimate:
    """Common odds ratio, risk ratio (as logarithms) or risk difference of Mantel and Haenszel.

    `events` and `n` have shape (k, 2); `increment` is added to every cell of its trial. Variances:
    Robins, Breslow and Greenland (1986), Greenland and Robins (1985), Deeks (1999).
    """
    a, c = events[:, 0] + increment, events[:, 1] + increment
    n1, n2 = n[:, 0] + 2 * increment, n[:, 1] + 2 * increment
    b, d, total = n1 - a, n2 - c, n1 + n2
    if measure is Measure.OR:
        r, s, p, q = a * d / total, b * c / total, (a + d) / total, (b + c) / total
        ratio = r.sum() / s.sum()
        parts = (r * p).sum() + ratio * ((p * s).sum() + (r * q).sum()) + ratio**2 * (s * q).sum()
        return estimate(math.log(ratio), math.sqrt(parts / (2 * r.sum() ** 2)), level)
    if measure is Measure.RR:
        r, s = a * n2 / total, c * n1 / total
        spread = ((n1 * n2 * (a + c) - a * c * total) / total**2).sum()
        error = math.sqrt(spread / (r.sum() * s.sum()))
        return estimate(math.log(r.sum() / s.sum()), error, level)
    weight = n1 * n2 / total
    difference = events[:, 0] / n[:, 0] - events[:, 1] / n[:, 1]
    spread = (a * b * n2**3 + c * d * n1**3) / (n1 * n2 * total**2)
    centre = float((weight * difference).sum() / weight.sum())
    return estimate(centre, math.sqrt(float(spread.sum())) / float(weight.sum()), level)


def single_intervals(y: Floats, v: Floats, level: float = 0.95) -> list[Estimate]:
    """Each trial by itself, with a normal interval."""
    errors = np.sqrt(v)
    return [estimate(float(a), float(b), level) for a, b in zip(y, errors, strict=True)]
