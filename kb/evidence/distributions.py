"""Normal, t and chi-squared distributions to double precision, without NumPy or SciPy.

The incomplete gamma and beta functions are evaluated by series and by continued fractions in
Lentz's form (Abramowitz and Stegun 1964, 6.5.29, 6.5.31, 26.5.8).
"""

from __future__ import annotations

import math
from statistics import NormalDist

_TINY = 1e-300
_EPSILON = 1e-16
_LONGEST = 100_000


def normal_quantile(p: float) -> float:
    """The value below which a standard normal variable falls with probability `p`."""
    return NormalDist().inv_cdf(p)


def normal_tail(z: float) -> float:
    """Probability that a standard normal variable exceeds `z`."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def normal_two_sided(z: float) -> float:
    """Two-sided p value of a z statistic."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_square_tail(q: float, df: float) -> float:
    """Probability that a chi-squared variable with `df` degrees of freedom exceeds `q`.

    Not a number where there are no degrees of freedom.
    """
    if df <= 0 or math.isnan(q):
        return math.nan
    a, x = df / 2, q / 2
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    return 1 - scale * _gamma_series(a, x) if x < a + 1 else scale * _gamma_fraction(a, x)


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, _LONGEST):
        term *= x / (a + n)
        total += term
        if term < total * _EPSILON:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    found = d
    for n in range(1, _LONGEST):
        numerator = -n * (n - a)
        b += 2
        d = 1 / _away(numerator * d + b)
        c = _away(b + numerator / c)
        found *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    return found


def t_two_sided(t: float, df: float) -> float:
    """Two-sided p value of a t statistic; infinite `df` means the normal distribution."""
    if math.isinf(df):
        return normal_two_sided(t)
    return _beta(df / 2, 0.5, df / (df + t * t)) if t else 1.0


def t_quantile(p: float, df: float) -> float:
    """The value below which a t variable with `df` degrees of freedom falls with probability `p`.

    Newton's method from a bracket on the exact distribution function; `p` is at least 0.5.
    """
    if math.isinf(df):
        return normal_quantile(p)
    low, high = 0.0, 2.0
    target = 2 * (1 - p)
    while t_two_sided(high, df) > target:
        low, high = high, 2 * high
    constant = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)
    guess = (low + high) / 2
    for _ in range(200):
        miss = t_two_sided(guess, df) - target
        low, high = (guess, high) if miss > 0 else (low, guess)
        density = math.exp(constant - (df + 1) / 2 * math.log1p(guess * guess / df))
        step = guess + miss / (2 * density)
        step = step if low < step < high else (low + high) / 2
        if abs(step - guess) <= 4e-16 * abs(guess):
            return step
        guess = step
    return guess


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(b, a, 1 - x)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    scale = math.exp(front + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _LONGEST):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = found
        for numerator in (even, odd):
            d = 1 / _away(1 + numerator * d)
            c = _away(1 + numerator / c)
            found *= c * d
        if abs(found - before) <= _EPSILON * abs(found):
            break
    return scale * found


def _away(value: float) -> float:
    """`value`, kept from zero so that it can be divided by."""
    return value if abs(value) > _TINY else _TINY
