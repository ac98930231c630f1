"""The result of a pairwise meta-analysis as plain data. Ratios are natural logarithms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.model.network import Part


@dataclass(frozen=True, slots=True)
class TrialResult:
    """One trial: its effect with interval, its people, its weight (0 to 1) in each model."""

    name: str
    part: Part
    people: int | None
    weight_common: float
    weight_random: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairwiseResult:
    """Trials of `treatment` against `control`, pooled; `statistics` by name, `method` in words."""

    treatment: str
    control: str
    measure: str
    level: float
    trials: tuple[TrialResult, ...]
    common: Part
    random: Part
    predict_lower: float
    predict_upper: float
    tau2: float
    statistics: Mapping[str, float]
    method: Mapping[str, str]
    data_name: str
    data_hash: str
    notes: tuple[str, ...] = ()

    @property
    def is_ratio(self) -> bool:
        """Whether effects are logarithms of ratios."""
        return self.measure in ("OR", "RR")
