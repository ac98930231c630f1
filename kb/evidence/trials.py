"""Trials as they are given: arms, or contrasts between arms; nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.problems import Place

NOWHERE = Place("data")
"""The place of data that came from no file."""


class Measure(StrEnum):
    """Effect measures. Ratios are pooled and stored as natural logarithms."""

    OR = "OR"
    RR = "RR"
    RD = "RD"
    MD = "MD"
    SMD = "SMD"

    @property
    def is_ratio(self) -> bool:
        """Whether effects are on the log scale, with 1 as the ratio of no difference."""
        return self in (Measure.OR, Measure.RR)

    @property
    def is_binary(self) -> bool:
        """Whether it compares events and totals rather than means."""
        return self in (Measure.OR, Measure.RR, Measure.RD)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a trial: people, and either events or a mean with its standard deviation."""

    trial: str
    treatment: str
    n: float
    events: float | None = None
    mean: float | None = None
    sd: float | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Pair:
    """A contrast as stated: the effect of `first` minus that of `second`, with standard error.

    Ratios are given as logarithms. `n1` and `n2` are people in the two arms, where known.
    """

    trial: str
    first: str
    second: str
    effect: float
    se: float
    n1: float | None = None
    n2: float | None = None
    place: Place = NOWHERE
