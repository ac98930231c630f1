"""Doses: a number or range, a unit, and per what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from kb.model.duration import Bound
from kb.model.fault import Impossible, ValueFault
from kb.model.number import NUMBER, Range, format_number, parse_number, parse_range, parse_some
from kb.model.parsed import Parsed
from kb.model.pattern import Pattern

UNITS = ("micrograms", "mg", "g", "ml", "units", "mmol")
"""The closed list of dose units. Micrograms and units are never abbreviated."""

_FORBIDDEN = Pattern(r"µg|μg|\bmcg\b|\bug\b|\bU\b|\bIU\b|\bcc\b|\bQD\b|\bQOD\b|\bHS\b")
_OFTEN = r"(?:once|twice|three times|four times) an? (?:day|week|month)"
_PER = rf"/(?:day|dose|week|month|hour|24 hours|infusion|session)| {_OFTEN}"
_DOSE = Pattern(
    rf"(?:(?P<bound>about|at least|up to) )?"
    rf"(?P<range>{NUMBER}(?:\s*[-–]\s*{NUMBER}|(?:, {NUMBER})* or {NUMBER})?)"
    rf" (?P<unit>{'|'.join(UNITS)})(?P<kg>/kg)?"
    rf"(?P<per>{_PER})?(?P<over> over (?P<length>{NUMBER}(?:[-–]{NUMBER})?) (?:minute|min|hour)s?)?"
)


@dataclass(frozen=True, slots=True)
class Dose(Parsed):
    """An amount per day, per dose or per another stated period.

    `choices` holds the strengths of "56 or 84 mg/dose" and is otherwise empty. `over` is the
    length of an infusion, as written.
    """

    kind: ClassVar[str] = "dose"
    syntax: ClassVar[str] = (
        "Write amount, unit and per what: 50-200 mg/day, 56 or 84 mg/dose, 10 mg once a day, "
        "0.5 mg/kg over 40 minutes. Units: mg, g, micrograms, ml, units, mmol."
    )

    amount: Range
    unit: str
    per: str
    per_kg: bool = False
    over: str = ""
    bound: Bound = Bound.EXACT
    choices: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The dose written in `text`; raises ValueFault with the faulty part marked."""
        bad = _FORBIDDEN.search(text)
        if bad:
            raise ValueFault(
                f'"{bad[0]}" is an abbreviation that is misread',
                'Write "micrograms", "units" or "once a day" in full.',
                bad.start(),
                len(bad[0]),
            )
        match = _DOSE.fullmatch(text)
        if match is None:
            raise ValueFault(f'"{text}" is not a dose', cls.syntax, 0, len(text))
        if not (match["per"] or match["over"]):
            raise ValueFault(
                f'"{text}" does not say per what', "Add /day, /dose or another period.", len(text)
            )
        amount, choices = _amount(match["range"], match.start("range"))
        if amount.low == 0:
            remedy = "Write the lowest dose that is given, or a gap."
            raise Impossible("a dose of nothing", remedy, match.start("range"), len(match["range"]))
        if match["length"]:
            parse_some(match["length"], match.start("length"), "an infusion")
        per = (match["per"] or "/dose").strip()
        over = (match["over"] or "").strip().replace("-", "–")
        over = re.sub(r"\bmin$", "minutes", over)
        bound = Bound(match["bound"] or "")
        return cls(amount, match["unit"], per, bool(match["kg"]), over, bound, choices)

    @property
    def text(self) -> str:
        """As shown: "50–200 mg/day"."""
        amount = self.amount.text
        if self.choices:
            amount = " or ".join((", ".join(self.choices[:-1]), self.choices[-1]))
        per = self.per if self.per.startswith("/") else f" {self.per}"
        if self.over and per == "/dose":
            per = ""
        words = f"{amount} {self.unit}{'/kg' if self.per_kg else ''}{per}"
        words += f" {self.over}" if self.over else ""
        return f"{self.bound.value} {words}" if self.bound.value else words

    def order_key(self) -> tuple[str, Fraction, Fraction]:
        """Sort key. The first part names unit and period: only equal ones may be compared."""
        period = "/day" if self.per == "once a day" else self.per
        scale = f"{self.unit}{'/kg' if self.per_kg else ''} {period}"
        return (scale, Fraction(self.amount.low), Fraction(self.amount.high))


def _amount(text: str, start: int) -> tuple[Range, tuple[str, ...]]:
    if " or " not in text:
        return parse_range(text, start), ()
    numbers = [parse_number(part, start) for part in re.split(r", | or ", text)]
    if sorted(set(numbers)) != numbers:
        raise ValueFault(
            "the strengths are not in ascending order",
            "List the lowest first, each once.",
            start,
            len(text),
        )
    return Range(numbers[0], numbers[-1]), tuple(format_number(number) for number in numbers)
