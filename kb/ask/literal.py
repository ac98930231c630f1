"""What a reader may write as a value: durations also in short form, doses, shares, terms."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, TypeVar

from kb.ask.names import fold
from kb.ask.span import Span, span_of
from kb.model.composite import Composite, Sized
from kb.model.dose import Dose
from kb.model.duration import Bound, Duration
from kb.model.fault import ValueFault
from kb.model.outcome import Result
from kb.model.pace import Pace
from kb.model.rate import Rate
from kb.model.slot import Amount
from kb.model.text import Course, Finding
from kb.model.vocab import Term

T = TypeVar("T", bound=Term)

_UNITS = {
    "min": "minute", "h": "hour", "hr": "hour", "d": "day", "w": "week", "wk": "week",
    "mo": "month", "y": "year", "yr": "year",
}  # fmt: skip
_SHORT = re.compile(rf"(\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?)\s*({'|'.join(_UNITS)})s?")


def read_duration(text: str) -> Duration:
    """The duration written in `text`, also as 7d, 12h, 2w, 6mo, 1y; raises ValueFault."""
    match = _SHORT.fullmatch(text.strip().lower())
    plain = f"{match[1]} {_UNITS[match[2]]}" if match else text.strip()
    try:
        return Duration.parse(plain)
    except ValueFault:
        raise ValueFault(
            f'"{text}" is not a duration', "Write 7d, 12h, 2 weeks, 6 months or 8 sessions."
        ) from None


def read_share(text: str) -> Rate:
    """The share of people written in `text` ("10%"); raises ValueFault."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", text.strip())
    if match is None:
        raise ValueFault(f'"{text}" is not a share of people', "Write a percentage: 10%.")
    return Rate.parse(f"{match[1]}%")


def read_limit(kind: type[Any], text: str, *, single: bool) -> Span:
    """The span written in `text` for a field of values of `kind`.

    With `single` it must be one point, as a limit must. Raises ValueFault.
    """
    value = _value(kind, text)
    if getattr(value, "bound", Bound.EXACT) is not Bound.EXACT:
        raise ValueFault("a limit is a bare number", "Leave out about, at least and the like.")
    span = span_of(value)
    if span is None:
        raise ValueFault(f'"{text}" is not a number', "Write a number with its unit.")
    if single and span.low != span.high:
        raise ValueFault("a limit is one number, not a range", "Write one end of the range.")
    return span


def _value(kind: type[Any], text: str) -> Any:
    if kind is Duration:
        return read_duration(text)
    if kind is Amount:
        return read_duration(text) if "session" in text else Dose.parse(text)
    if kind in (Dose, Pace):
        return kind.parse(text)
    return read_share(text)


def is_measured(kind: type[Any]) -> bool:
    """Whether values of this kind can be compared with a limit."""
    if issubclass(kind, Composite):
        return issubclass(kind, Sized)
    return kind in (Duration, Dose, Pace, Amount, Finding, Course, Rate, Result)


def read_term(vocabulary: type[T], text: str) -> T:
    """The member of `vocabulary` that `text` names, by key or label; raises ValueFault."""
    wanted = fold(text)
    for member in vocabulary:
        if wanted in (fold(member.value), fold(member.label)):
            return member
    known = [member.value for member in vocabulary]
    raise ValueFault(f'"{text}" is not one of the values allowed here', hint(wanted, known))


def hint(wrong: str, known: list[str]) -> str:
    """ "Did you mean …?" for the nearest of `known`, or all of them where none is near."""
    close = get_close_matches(wrong.replace(" ", "-"), known, n=3, cutoff=0.55)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Write one of: {', '.join(known)}."
