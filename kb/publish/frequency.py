"""Natural frequencies: so many people out of one fixed number."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from kb.model.rate import Share
from kb.view.document import NBSP

BOUNDS = ("about", "up to", "at least", "less than", "more than")


def denominator(shares: Iterable[Share]) -> int:
    """100, or the first of 1,000 and 10,000 at which no share of a set falls below one person."""
    low = min((s.high for s in shares if s.high > 0), default=Fraction(1))
    return next((size for size in (100, 1000, 10000) if low * size >= Fraction(1, 2)), 10000)


def nearest(number: Fraction) -> int:
    """The nearest whole number; a half goes up, as a reader expects."""
    return math.floor(number + Fraction(1, 2))


def people(share: Share, of: int) -> int:
    """The number of people, rounded, that an icon array fills: of a range, its middle."""
    return nearest((share.low + share.high) / 2 * of)


def counted(share: Share, of: int = 100, *, exact: bool = False) -> str:
    """ "27 in 100", a range as "10 to 30 in 100"; bounds stay as stated.

    Rounded to whole people unless `exact`; a share that rounding changes says "about".
    """
    low, high = share.low * of, share.high * of
    bound = next((f"{word} " for word in BOUNDS if share.text.startswith(word)), "")
    bound = {"<": "fewer than ", ">": "more than "}.get(share.text[:1], bound)
    if exact:
        ends = f"{float(round(low, 1)):g}", f"{float(round(high, 1)):g}"
    else:
        ends = str(nearest(low)), str(nearest(high))
        if not bound and (low.denominator != 1 or high.denominator != 1):
            bound = "about "
        if high > 0 and ends[1] == "0":
            bound, ends = "fewer than ", ("1", "1")
    amount = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return f"{bound}{amount}{NBSP}in{NBSP}{of:,}"
