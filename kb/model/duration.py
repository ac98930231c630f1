"""Durations: hours to years, and sessions, which are not time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Self

from kb.model.fault import ValueFault
from kb.model.number import NUMBER, Range, parse_some
from kb.model.parsed import Parsed
from kb.model.pattern import Pattern


class TimeUnit(StrEnum):
    """Units of duration, shortest first. Sessions are counted, not timed."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SESSION = "session"


HOURS_PER: dict[TimeUnit, Fraction] = {
    TimeUnit.MINUTE: Fraction(1, 60),
    TimeUnit.HOUR: Fraction(1),
    TimeUnit.DAY: Fraction(24),
    TimeUnit.WEEK: Fraction(168),
    # A calendar month and year on average; used for order and drawing only, never for display.
    TimeUnit.MONTH: Fraction(1461, 2),
    TimeUnit.YEAR: Fraction(8766),
}
"""Hours in one unit. Sessions are absent: they have no length in time."""


class Bound(StrEnum):
    """How exactly the source states a number."""

    EXACT = ""
    ABOUT = "about"
    AT_LEAST = "at least"
    UP_TO = "up to"
    WITHIN = "within"
    LESS_THAN = "less than"
    MORE_THAN = "more than"
    MEDIAN = "median"
    MEAN = "mean"


BOUND = "|".join(bound.value for bound in Bound if bound.value)
_UNITS = "|".join(unit.value for unit in TimeUnit)
_DURATION = Pattern(
    rf"(?:(?P<bound>{BOUND}) )?(?P<range>{NUMBER}(?:\s*[-–]\s*{NUMBER})?) (?P<unit>{_UNITS})s?"
)


@dataclass(frozen=True, slots=True)
class Duration(Parsed):
    """A length of time, or a number of sessions, in the unit its source states.

    The unit is never changed: 2–4 weeks does not become 14–28 days.
    """

    kind: ClassVar[str] = "duration"
    syntax: ClassVar[str] = (
        "Write a number or an ascending range and one unit: 24 hours, 2-4 weeks, "
        "about 26 hours, median 18 days, 6-12 sessions."
    )

    amount: Range
    unit: TimeUnit
    bound: Bound = Bound.EXACT

    @classmethod
    def parse(cls, text: str) -> Self:
        """The duration written in `text`; raises ValueFault with the faulty part marked."""
        match = _DURATION.fullmatch(text)
        if match is None:
            raise ValueFault(f'"{text}" is not a duration', cls.syntax, 0, len(text))
        amount = parse_some(match["range"], match.start("range"), "a duration")
        return cls(amount, TimeUnit(match["unit"]), Bound(match["bound"] or ""))

    @property
    def text(self) -> str:
        """As shown: "about 2–4 weeks"."""
        one = self.amount.low == self.amount.high == 1
        words = f"{self.amount.text} {self.unit.value}{'' if one else 's'}"
        return f"{self.bound.value} {words}" if self.bound.value else words

    @property
    def is_time(self) -> bool:
        """False for sessions, which cannot be ordered against time."""
        return self.unit is not TimeUnit.SESSION

    def hours(self) -> tuple[Fraction, Fraction]:
        """Lower and upper end in hours, for order and drawing; raises ValueError for sessions."""
        if not self.is_time:
            raise ValueError("sessions are a count and have no length in time")
        per = HOURS_PER[self.unit]
        return Fraction(self.amount.low) * per, Fraction(self.amount.high) * per

    def order_key(self) -> tuple[str, Fraction, Fraction]:
        """Sort key. The first part names the scale: only equal scales may be ordered together."""
        if self.is_time:
            return ("time", *self.hours())
        return ("sessions", Fraction(self.amount.low), Fraction(self.amount.high))
