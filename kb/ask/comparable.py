"""What may stand on one axis: claims that share measure, unit, time point, population, comparator.

Nothing else may be sorted, ranked or drawn together. The population is compared as the record
words it, unless curators assigned the wording to a kind (data/populations.yaml): the program
itself cannot know that two sentences mean the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.names import fold
from kb.ask.span import Span, span_of
from kb.model.claim import Claim
from kb.model.composite import Composite
from kb.model.duration import Duration
from kb.model.outcome import Effect, Result
from kb.model.rate import Rate
from kb.model.text import Course, Finding

ASPECTS = ("measure", "unit", "time point", "population", "comparator")


@dataclass(frozen=True, slots=True)
class Axis:
    """What a claim measures; equal axes may be ordered together. Unstated parts are empty."""

    measure: str
    unit: str
    time_point: str
    population: str
    comparator: str

    def parts(self) -> tuple[str, ...]:
        """The parts in the order of `ASPECTS`."""
        return (self.measure, self.unit, self.time_point, self.population, self.comparator)


def population_words(base: KnowledgeBase, claim: Claim[Any]) -> str:
    """The kind of population to which curators assigned a claim, else its own words."""
    kind = base.population_of(claim.when or "")
    return kind.label if kind else claim.when or ""


def axis_of(base: KnowledgeBase, claim: Claim[Any]) -> Axis | None:
    """The axis on which a claim stands, or None where it is no number."""
    span = span_of(claim.value)
    if span is None or claim.denied:
        return None
    rate = _rate(claim.value)
    measure = "share of people" if rate else _kind(claim.value)
    at = rate.at.text if rate and rate.at else ""
    comparator = rate.comparator if rate else ""
    return Axis(measure, span.scale, at, population_words(base, claim), comparator)


def _rate(value: Any) -> Rate | None:
    match value:
        case Rate():
            return value
        case Result():
            return value.rate
        case Finding() | Course():
            return _rate(value.value)
        case Composite():
            return _rate(getattr(value, "value", None))
        case _:
            return None


def _kind(value: Any) -> str:
    return "length of time or course" if isinstance(value, Duration) else "amount"


def differing(axes: Iterable[Axis]) -> dict[str, tuple[str, ...]]:
    """The aspects in which the axes differ, each with what is found there, sorted."""
    found: dict[str, tuple[str, ...]] = {}
    rows = [axis.parts() for axis in axes]
    for index, aspect in enumerate(ASPECTS):
        words = {fold(row[index]): row[index] for row in rows}
        if len(words) > 1:
            found[aspect] = tuple(words[key] or "not stated" for key in sorted(words))
    return found


def spans(claims: Sequence[Claim[Any]]) -> list[Span]:
    """The spans of the claims that are numbers."""
    return [span for claim in claims if (span := span_of(claim.value)) and not claim.denied]


def measured(base: KnowledgeBase, claim: Claim[Any]) -> list[tuple[Axis, Span]]:
    """Every number of a claim with the axis on which it stands.

    A rate with its comparator's rate counts as the difference between the two; an effect as its
    95% interval, or as a point where no interval is stated.
    """
    if claim.denied:
        return []
    found = []
    rate, effect = _rate(claim.value), _effect(claim.value)
    population = population_words(base, claim)
    if rate and rate.share and rate.other:
        at = rate.at.text if rate.at else ""
        span = Span("share", rate.share.low - rate.other.high, rate.share.high - rate.other.low)
        found.append((Axis("difference of rates", "share", at, population, rate.comparator), span))
    if effect:
        at = effect.at.text if effect.at else ""
        low = Fraction(effect.low if effect.low is not None else effect.estimate)
        high = Fraction(effect.high if effect.high is not None else effect.estimate)
        unit = "percent" if effect.percent else ""
        axis = Axis(effect.measure, unit, at, population, effect.comparator)
        found.append((axis, Span(effect.measure, low, high)))
    if found:
        return found
    alone, span_alone = axis_of(base, claim), span_of(claim.value)
    return [(alone, span_alone)] if alone and span_alone else []


def _effect(value: Any) -> Effect | None:
    match value:
        case Result():
            return value.effect
        case Course():
            return _effect(value.value)
        case Composite():
            return _effect(getattr(value, "value", None))
        case _:
            return None
