"""How much results vary: Q, I² with its interval, and estimators of τ² for pairwise analyses.

The iterative estimators can stop where R's metafor 3.8 stops (REML by Fisher scoring at a change of
1e-5; Paule-Mandel by Brent's method with a tolerance of ε^¼), so that the same digits come out, or
go on to machine precision.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.distributions import chi_square_tail, normal_quantile
from kb.evidence.options import Tau
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Cochran's Q with degrees of freedom and p value; I² (0 to 1) with its interval."""

    q: float
    df: int
    p: float
    i2: float
    i2_lower: float
    i2_upper: float


def heterogeneity(q: float, df: int, level: float = 0.95) -> Heterogeneity:
    """Q and I²; the test-based interval is that of Higgins and Thompson (2002), for log H.

    With one degree of freedom and a small Q there is no interval.
    """
    if df <= 0:
        return Heterogeneity(q, max(df, 0), math.nan, math.nan, math.nan, math.nan)
    h = math.sqrt(max(q / df, 1.0))
    error = _error_of_log_h(q, df)
    reach = normal_quantile((1 + level) / 2) * error
    bounds = (math.nan, math.nan)
    if not math.isnan(reach):
        bounds = (max(h * math.exp(-reach), 1.0), h * math.exp(reach))
    i2, lower, upper = (1 - 1 / (x * x) for x in (h, *bounds))
    return Heterogeneity(q, df, chi_square_tail(q, df), i2, lower, upper)


def _error_of_log_h(q: float, df: int) -> float:
    k = df + 1
    if q > k:
        return 0.5 * (math.log(q) - math.log(k - 1)) / (math.sqrt(2 * q) - math.sqrt(2 * k - 3))
    if k > 2:
        return math.sqrt(1 / (2 * (k - 2)) * (1 - 1 / (3 * (k - 2) ** 2)))
    return math.nan


def tau_squared(y: Floats, v: Floats, method: Tau, *, exact: bool = False) -> float:
    """The variance between trials; not a number for a single trial.

    `exact` carries REML and Paule-Mandel to machine precision instead of metafor's stopping rule.
    """
    if method is Tau.FIXED:
        return 0.0
    if len(y) < 2:
        return math.nan
    if method is Tau.DL:
        return moment_tau2(_q(y, 1 / v), 1 / v)
    if method is Tau.PM:
        return _paule_mandel(y, v, exact)
    return _restricted(y, v, exact)


def moment_tau2(q: float, w: Floats) -> float:
    """DerSimonian and Laird's estimate from Q and the weights it was taken with, 0 at least."""
    slope = float(w.sum() - (w**2).sum() / w.sum())
    return max(0.0, (q - (len(w) - 1)) / slope)


def _q(y: Floats, w: Floats) -> float:
    return float((w * (y - (w * y).sum() / w.sum()) ** 2).sum())


def _paule_mandel(y: Floats, v: Floats, exact: bool) -> float:
    def excess(tau2: float) -> float:
        return _q(y, 1 / (v + tau2)) - (len(y) - 1)

    if excess(0.0) < 0:
        return 0.0
    middle = statistics.median(y.tolist())
    deviation = 1.4826 * statistics.median(np.abs(y - middle).tolist())
    top = max(100.0, 10 * deviation**2)
    while exact and excess(top) > 0:
        top *= 2
    if excess(top) > 0:
        raise UsageFault("Paule-Mandel finds no τ² in reach; use DL or REML.")
    return brent_root(excess, 0.0, top, 0.0 if exact else np.finfo(float).eps ** 0.25)


def _restricted(y: Floats, v: Floats, exact: bool) -> float:
    """REML by Fisher scoring from Hedges' estimate (Viechtbauer 2005, equation 13)."""
    tau2 = max(0.0, float(y.var(ddof=1)) - float(v.mean()))
    for _ in range(10_000 if exact else 101):
        w = 1 / (v + tau2)
        total = w.sum()
        residual = w * (y - (w * y).sum() / total)
        trace = total - (w**2).sum() / total
        square = (w**2).sum() - 2 * (w**3).sum() / total + ((w**2).sum() / total) ** 2
        # P r = w (y - mean) - w (sum of residual weights) / total; the residuals sum to zero.
        step = (float((residual**2).sum()) - trace) / square
        while tau2 + step < 0:
            step /= 2
        tau2 += step
        if abs(step) <= (1e-15 * tau2 + 1e-300 if exact else 1e-5):
            break
    else:
        if not exact:
            raise UsageFault("REML does not converge; use DL or Paule-Mandel.")
    stuck = tau2 > 1e-5 and _likelihood(y, v, 0.0) - _likelihood(y, v, tau2) > 1.2207e-4
    return 0.0 if stuck else tau2


def _likelihood(y: Floats, v: Floats, tau2: float) -> float:
    """Restricted log-likelihood of τ² up to a constant."""
    w = 1 / (v + tau2)
    return -0.5 * float(np.log(v + tau2).sum() + np.log(w.sum())) - 0.5 * _q(y, w)


def brent_root(function: Callable[[float], float], low: float, high: float, tol: float) -> float:
    """A root between `low` and `high` by the method of Brent (1973), chapter 4.

    With `tol` 0 the root is found to machine precision. The order of operations is that of the
    book, so that other programs that follow it stop at the same point.
    """
    a, b, c = low, high, low
    fa, fb = function(a), function(b)
    fc = fa
    if fa == 0:
        return a
    for _ in range(1000):
        before = b - a
        if abs(fc) < abs(fb):
            a, b, c = b, c, b
            fa, fb, fc = fb, fc, fb
        near = 2 * np.finfo(float).eps * abs(b) + tol / 2
        step = (c - b) / 2
        if abs(step) <= near or fb == 0:
            return b
        if abs(before) >= near and abs(fa) > abs(fb):
            step = _interpolated((a, b, c), (fa, fb, fc), step, near, before)
        if abs(step) < near:
            step = near if step > 0 else -near
        a, fa = b, fb
        b += step
        fb = function(b)
        if (fb > 0) == (fc > 0) and fb != 0 and fc != 0:
            c, fc = a, fa
    return b


def _interpolated(
    x: tuple[float, float, float],
    f: tuple[float, float, float],
    bisection: float,
    near: float,
    before: float,
) -> float:
    """A secant or inverse quadratic step where it is safe, else the bisection step."""
    (a, b, c), (fa, fb, fc) = x, f
    width = c - b
    if a == c:
        ratio = fb / fa
        p, q = width * ratio, 1.0 - ratio
    else:
        q, t1, t2 = fa / fc, fb / fc, fb / fa
        p = t2 * (width * q * (q - t1) - (b - a) * (t1 - 1.0))
        q = (q - 1.0) * (t1 - 1.0) * (t2 - 1.0)
    if p > 0:
        q = -q
    else:
        p = -p
    safe = p < 0.75 * width * q - abs(near * q) / 2 and p < abs(before * q / 2)
    return p / q if safe else bisection
