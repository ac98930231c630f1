"""How often sessions take place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from kb.model.duration import TimeUnit
from kb.model.fault import ValueFault
from kb.model.number import NUMBER, Range, parse_some
from kb.model.parsed import Parsed
from kb.model.pattern import Pattern

_PACE = Pattern(
    rf"(?P<range>{NUMBER}(?:\s*[-–]\s*{NUMBER})?) sessions?(?:/| a )(?P<unit>day|week|month|year)"
)


@dataclass(frozen=True, slots=True)
class Pace(Parsed):
    """A number of sessions in a unit of time: 2–3 sessions/week."""

    kind: ClassVar[str] = "pace"
    syntax: ClassVar[str] = "Write sessions per day, week or month: 2-3 sessions/week."

    amount: Range
    unit: TimeUnit

    @classmethod
    def parse(cls, text: str) -> Self:
        """The pace written in `text`; raises ValueFault."""
        match = _PACE.fullmatch(text)
        if match is None:
            raise ValueFault(f'"{text}" is not a pace of sessions', cls.syntax, 0, len(text))
        amount = parse_some(match["range"], match.start("range"), "a pace")
        return cls(amount, TimeUnit(match["unit"]))

    @property
    def text(self) -> str:
        """As shown: "2–3 sessions a week"."""
        one = self.amount.low == self.amount.high == 1
        return f"{self.amount.text} session{'' if one else 's'} a {self.unit.value}"
