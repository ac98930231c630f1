"""Values as spans on a scale, so that a limit can be compared with what a source states.

A span that lies wholly within a limit fits, one wholly beyond does not, and one that straddles it
cannot be judged. "About", a median and a mean are taken at the number stated, and the words stay
on screen; "within" and "up to" may mean less, "at least" and "more than" may mean more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from kb.ask.truth import Truth
from kb.model.composite import Composite
from kb.model.dose import Dose
from kb.model.duration import Bound, Duration
from kb.model.outcome import Result
from kb.model.pace import Pace
from kb.model.rate import Rate
from kb.model.slot import Amount
from kb.model.text import Course, Finding

_DOWNWARD = frozenset({Bound.WITHIN, Bound.UP_TO, Bound.LESS_THAN})
_UPWARD = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})

FREQUENCIES: dict[str, tuple[Fraction, Fraction]] = {
    "very common": (Fraction(1, 10), Fraction(1)),
    "common": (Fraction(1, 100), Fraction(1, 10)),
    "uncommon": (Fraction(1, 1000), Fraction(1, 100)),
    "rare": (Fraction(1, 10000), Fraction(1, 1000)),
    "very rare": (Fraction(0), Fraction(1, 10000)),
}
"""Bands of the frequency words of European product information, as shares of people."""


class Order(StrEnum):
    """How a value is compared with a limit."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a scale. `high` is None where it has no end; an open end is not reached."""

    scale: str
    low: Fraction
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False


def span_of(value: Any) -> Span | None:
    """The span of a value, or None where it is a sentence, a term or otherwise no number."""
    match value:
        case Duration():
            scale, low, high = value.order_key()
            return _bounded(scale, low, high, value.bound)
        case Dose():
            scale, low, high = value.order_key()
            return _bounded(scale, low, high, value.bound)
        case Pace():
            low, high = Fraction(value.amount.low), Fraction(value.amount.high)
            return Span(f"sessions a {value.unit.value}", low, high)
        case Rate():
            return _share(value)
        case Amount() | Finding() | Course():
            return span_of(value.value)
        case Result():
            return span_of(value.rate) if value.rate else None
        case Composite():
            return span_of(getattr(value, "value", None))
        case _:
            return None


def _bounded(scale: str, low: Fraction, high: Fraction, bound: Bound) -> Span:
    if bound in _DOWNWARD:
        return Span(scale, Fraction(0), high, True, bound is Bound.LESS_THAN)
    if bound in _UPWARD:
        return Span(scale, low, None, bound is Bound.MORE_THAN)
    return Span(scale, low, high)


def _share(rate: Rate) -> Span | None:
    if rate.share is None:
        band = FREQUENCIES.get(rate.word)
        return Span("share", *band) if band else None
    text, low, high = rate.share.text, rate.share.low, rate.share.high
    if text.startswith(("<", "less than", "up to")):
        return Span("share", Fraction(0), high, False, not text.startswith("up to"))
    if text.startswith((">", "more than", "at least")):
        return Span("share", low, Fraction(1), not text.startswith("at least"))
    return Span("share", low, high)


def compared(span: Span, order: Order, limit: Span) -> Truth:
    """Whether `span` stands in `order` to `limit`, which is one point save for EQUAL.

    Both must be of one scale; the caller sees to that.
    """
    point = limit.low
    match order:
        case Order.AT_MOST:
            return _below(span, point, strictly=False)
        case Order.LESS:
            return _below(span, point, strictly=True)
        case Order.AT_LEAST:
            return _turned(_below(span, point, strictly=True))
        case Order.MORE:
            return _turned(_below(span, point, strictly=False))
        case Order.EQUAL:
            return _equal(span, limit)


def _below(span: Span, point: Fraction, *, strictly: bool) -> Truth:
    if span.high is not None:
        inside = span.high < point or (span.high == point and (span.high_open or not strictly))
        if inside:
            return Truth.YES
    beyond = span.low > point or (span.low == point and (strictly or span.low_open))
    return Truth.NO if beyond else Truth.UNKNOWN


def _turned(truth: Truth) -> Truth:
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(truth, Truth.UNKNOWN)


def _equal(span: Span, limit: Span) -> Truth:
    if (span.low, span.high) == (limit.low, limit.high):
        return Truth.YES
    apart = (span.high is not None and span.high < limit.low) or (
        limit.high is not None and span.low > limit.high
    )
    both_ranges = span.low != span.high and limit.low != limit.high
    return Truth.NO if apart or both_ranges else Truth.UNKNOWN
