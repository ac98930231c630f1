"""Outcomes of trials: arm rates, and effects with interval, comparator and time point."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from kb.model.duration import Duration
from kb.model.fault import Impossible, ValueFault
from kb.model.number import NUMBER, format_number
from kb.model.parsed import Parsed
from kb.model.pattern import Pattern
from kb.model.plain import check_comparator
from kb.model.rate import STARTS, Rate

MEASURES: dict[str, str] = {
    "OR": "odds ratio",
    "RR": "risk ratio",
    "HR": "hazard ratio",
    "RD": "risk difference",
    "SMD": "standardised mean difference",
    "MD": "mean difference",
    "g": "Hedges' g",
    "d": "Cohen's d",
    "NNT": "number needed to treat",
}
RATIOS = frozenset({"OR", "RR", "HR"})

_SIGNED = rf"[-−]?{NUMBER}%?"
_EFFECT = Pattern(
    rf"(?P<measure>{'|'.join(MEASURES)}) (?P<estimate>{_SIGNED})"
    rf"(?: \((?P<cri>(?:95% )?CrI |9[059]% CI )?(?P<low>{_SIGNED}) to (?P<high>{_SIGNED})\))?"
    rf"(?: v (?P<comparator>(?!at )[^;]+?))?(?: at (?P<at>[^;]+))?"
)


@dataclass(frozen=True, slots=True)
class Effect:
    """A measure of effect; `low` and `high` bound the 95% interval where one is stated."""

    measure: str
    estimate: Decimal
    low: Decimal | None
    high: Decimal | None
    interval: str
    comparator: str
    at: Duration | None
    percent: bool = False

    @property
    def text(self) -> str:
        """As shown: "OR 1.67 (95% CI 1.55 to 1.82) v placebo at 8 weeks"."""
        sign = "%" if self.percent else ""
        words = f"{self.measure} {format_number(self.estimate)}{sign}"
        if self.low is not None and self.high is not None:
            low, high = format_number(self.low), format_number(self.high)
            words += f" ({self.interval} {low}{sign} to {high}{sign})"
        words += f" v {self.comparator}" if self.comparator else ""
        return words + (f" at {self.at.text}" if self.at else "")


@dataclass(frozen=True, slots=True)
class Result(Parsed):
    """What a trial or a meta-analysis found: rates in its arms, an effect, or both."""

    kind: ClassVar[str] = "outcome"
    syntax: ClassVar[str] = (
        "Write arm rates, an effect, or both with a semicolon: 52% v 37% placebo at 8 weeks; "
        "OR 1.67 (1.55 to 1.82) v placebo at 8 weeks. Measures: " + ", ".join(MEASURES) + "."
    )

    rate: Rate | None
    effect: Effect | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The outcome written in `text`; raises ValueFault."""
        rate: Rate | None = None
        effect: Effect | None = None
        for part in text.split("; "):
            if part.split(" ")[0] in MEASURES and effect is None:
                effect = parse_effect(part)
            elif rate is None and STARTS.search(part):
                rate = Rate.parse(part)
            else:
                raise ValueFault(
                    f'"{part}" is not an outcome', cls.syntax, text.find(part), len(part)
                )
        return cls(rate, effect)

    @property
    def text(self) -> str:
        """As shown: rates first, then the effect."""
        parts = [part.text for part in (self.rate, self.effect) if part]
        return "; ".join(parts)


def parse_effect(text: str) -> Effect:
    """The effect written in `text`.

    Raises ValueFault if it does not parse, if the interval descends or leaves the estimate
    out, or if the measure can have no such number.
    """
    match = _EFFECT.fullmatch(text)
    if match is None:
        raise ValueFault(f'"{text}" is not an effect', Result.syntax, 0, len(text))
    estimate = _signed(match["estimate"])
    low = _signed(match["low"]) if match["low"] else None
    high = _signed(match["high"]) if match["high"] else None
    if low is not None and high is not None and not low <= estimate <= high:
        raise Impossible(
            "the interval does not hold the estimate",
            "Write the lower end first, and check the figures.",
            match.start("low"),
            match.end("high") - match.start("low"),
        )
    percent = match["estimate"].endswith("%")
    if low is not None and {match["low"].endswith("%"), match["high"].endswith("%")} != {percent}:
        what = "the estimate and its interval are not both per cent"
        raise ValueFault(what, "Write % with each number or with none.", 0, len(text))
    numbers = [number for number in (estimate, low, high) if number is not None]
    why = _impossible(match["measure"], numbers, percent)
    if why:
        raise Impossible(why, "Check the figures.", 0, len(text))
    interval = (match["cri"] or "95% CI").strip()
    interval = "95% CrI" if interval == "CrI" else interval
    at = Duration.parse(match["at"]) if match["at"] else None
    comparator = match["comparator"] or ""
    if comparator:
        check_comparator(comparator, match.start("comparator"))
    return Effect(match["measure"], estimate, low, high, interval, comparator, at, percent)


def _impossible(measure: str, numbers: list[Decimal], percent: bool) -> str:
    """Why a measure cannot have these numbers (estimate first, then any interval); "" if it can."""
    if percent and measure not in ("RD", "MD"):
        return f"{measure} is not a percentage"
    if measure in RATIOS and min(numbers) < 0:
        return "a ratio cannot be negative"
    # The lower end may be so small that it is rounded to 0.
    if measure in RATIOS and 0 in (numbers[0], numbers[-1]):
        return "a ratio cannot be 0"
    if measure == "NNT" and any(abs(number) < 1 for number in numbers):
        return "a number needed to treat is 1 or more"
    if measure == "RD" and any(abs(number) > (100 if percent else 1) for number in numbers):
        return "a risk difference is 100% at most, or 1"
    return ""


def _signed(text: str) -> Decimal:
    """An estimate may keep a trailing zero: it is precision there, not a dose."""
    return Decimal(text.replace("−", "-").replace(",", "").rstrip("%"))
