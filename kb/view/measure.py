"""The numbers of a value, apart from its words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kb.model.composite import Composite
from kb.model.dose import Dose
from kb.model.duration import Duration
from kb.model.outcome import Result
from kb.model.pace import Pace
from kb.model.rate import Rate
from kb.model.relation import SwitchRule
from kb.model.text import Course, Finding


@dataclass(frozen=True, slots=True)
class Measure:
    """The numbers of a value: an interval with its unit, and the effect of a result."""

    low: float | None = None
    high: float | None = None
    unit: str = ""
    other_low: float | None = None
    other_high: float | None = None
    comparator: str = ""
    at: str = ""
    effect: str = ""
    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None


def measure_of(value: Any) -> Measure:
    """The numbers of a value; empty for text. Rates are in percent, a switch is its interval."""
    if isinstance(value, SwitchRule):
        value = value.interval
    while isinstance(value, (Composite, Course, Finding)) or hasattr(value, "value"):
        value = value.value
    match value:
        case Duration():
            return Measure(float(value.amount.low), float(value.amount.high), value.unit.value)
        case Dose():
            per = value.per if value.per.startswith("/") else f" {value.per}"
            unit = f"{value.unit}{'/kg' if value.per_kg else ''}{per}"
            return Measure(float(value.amount.low), float(value.amount.high), unit)
        case Pace():
            unit = f"sessions/{value.unit.value}"
            return Measure(float(value.amount.low), float(value.amount.high), unit)
        case Rate():
            return _rate(value)
        case Result():
            return _result(value)
        case _:
            return Measure()


def _percent(share: Fraction) -> float:
    return round(float(share * 100), 6)


def _rate(rate: Rate) -> Measure:
    if rate.share is None:
        return Measure()
    other = rate.other
    return Measure(
        _percent(rate.share.low), _percent(rate.share.high), "%",
        _percent(other.low) if other else None, _percent(other.high) if other else None,
        rate.comparator, rate.at.text if rate.at else "",
    )  # fmt: skip


def _result(result: Result) -> Measure:
    base = _rate(result.rate) if result.rate else Measure()
    effect = result.effect
    if effect is None:
        return base
    return Measure(
        base.low, base.high, base.unit, base.other_low, base.other_high,
        base.comparator or effect.comparator, base.at or (effect.at.text if effect.at else ""),
        effect.measure, float(effect.estimate),
        float(effect.low) if effect.low is not None else None,
        float(effect.high) if effect.high is not None else None,
    )  # fmt: skip
