"""The result of a network meta-analysis: numbers and what they rest on, without the trial data.

Plain data: it is read from JSON without NumPy, so that a comparison can show it at no cost. Effects
of ratios are natural logarithms; `pairs` hold the first treatment minus the second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

NAN = math.nan


@dataclass(frozen=True, slots=True)
class Node:
    """A treatment of the network: its trials and people, and its rank with the 95% bounds.

    `score` is the P-score (mean probability of being better than another treatment), 1 at best;
    `ranks` the probabilities of each rank, best first.
    """

    name: str
    trials: int
    people: int | None = None
    events: int | None = None
    score: float = NAN
    rank_low: int = 0
    rank_middle: int = 0
    rank_high: int = 0
    ranks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PairResult:
    """Estimates of one pair. `share` is the part of the information that is direct.

    The common-effect estimates are not numbers where only random effects were kept.
    """

    first: int
    second: int
    effect: float
    se: float
    direct: float = NAN
    direct_se: float = NAN
    share: float = 0.0
    trials: int = 0
    people: int | None = None
    tau2: float = NAN
    common: float = NAN
    common_se: float = NAN
    common_direct: float = NAN
    common_direct_se: float = NAN
    common_share: float = NAN

    def turned(self) -> PairResult:
        """The same pair the other way round."""
        return PairResult(
            self.second, self.first, -self.effect, self.se, -self.direct, self.direct_se,
            self.share, self.trials, self.people, self.tau2, -self.common, self.common_se,
            -self.common_direct, self.common_direct_se, self.common_share,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """An estimate with its interval and two-sided p value; not numbers where there is none."""

    effect: float
    se: float
    lower: float
    upper: float
    p: float

    def __bool__(self) -> bool:
        return not math.isnan(self.effect)


NEARLY = 0.0005
"""A share this near to 0 or 1 counts as none or all."""


@dataclass(frozen=True)
class Network:
    """A fitted network. `small_is_good` is the direction of the outcome.

    `happens` are the words for what the counted people do ("respond"); `method` the choices made,
    in words; `statistics` the tests of heterogeneity and inconsistency by name; `z` and `t` the
    quantiles of the confidence and the prediction interval (`t` not a number without one).
    """

    id: str
    title: str
    outcome: str
    measure: str
    small_is_good: bool
    happens: str
    reference: str
    trials: int
    people: int | None
    tau2: float
    level: float
    z: float
    t: float
    nodes: tuple[Node, ...]
    pairs: tuple[PairResult, ...]
    method: Mapping[str, str]
    statistics: Mapping[str, float]
    source: str = ""
    data_name: str = ""
    data_hash: str = ""
    licence: str = ""
    family: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def is_ratio(self) -> bool:
        """Whether effects are logarithms of ratios."""
        return self.measure in ("OR", "RR")

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {node.name: index for index, node in enumerate(self.nodes)}

    @cached_property
    def _pairs(self) -> dict[tuple[int, int], PairResult]:
        return {(pair.first, pair.second): pair for pair in self.pairs}

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def node(self, name: str) -> Node:
        """The treatment of this name; raises KeyError."""
        return self.nodes[self._numbers[name]]

    def pair(self, first: str, second: str) -> PairResult:
        """Estimates of `first` against `second`; raises KeyError for a name not in the network."""
        one, two = self._numbers[first], self._numbers[second]
        if (one, two) in self._pairs:
            return self._pairs[one, two]
        return self._pairs[two, one].turned()

    def part(self, effect: float, se: float) -> Part:
        """An estimate with its confidence interval at the network's level."""
        reach = self.z * se
        p = math.erfc(abs(effect / se) / math.sqrt(2)) if se > 0 else NAN
        return Part(effect, se, effect - reach, effect + reach, p)

    def direct(self, pair: PairResult) -> Part:
        """The pair's own trials, pooled with the network's τ²."""
        absent = pair.share < NEARLY
        return self.part(NAN, NAN) if absent else self.part(pair.direct, pair.direct_se)

    def indirect(self, pair: PairResult) -> Part:
        """What the rest of the network says of the pair, by back-calculation."""
        if pair.share > 1 - NEARLY:
            return self.part(NAN, NAN)
        if not pair.share:
            return self.part(pair.effect, pair.se)
        rest = 1 - pair.share
        effect = (pair.effect - pair.share * pair.direct) / rest
        return self.part(effect, pair.se / math.sqrt(rest))

    def gap(self, pair: PairResult) -> Part:
        """Direct minus indirect: the inconsistency of the pair."""
        one, two = self.direct(pair), self.indirect(pair)
        return self.part(one.effect - two.effect, math.hypot(one.se, two.se))

    def prediction(self, pair: PairResult) -> tuple[float, float]:
        """Bounds for the effect in one further trial."""
        reach = self.t * math.sqrt(pair.se**2 + max(self.tau2, 0.0))
        return pair.effect - reach, pair.effect + reach
