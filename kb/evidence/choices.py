"""Choices of method as a reader writes them: "tau=REML,zero-cells=all"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kb.evidence.options import (
    AllZero,
    Covariance,
    EffectOptions,
    NetworkOptions,
    Smd,
    Tau,
    ZeroCells,
)
from kb.evidence.pairwise import Guard, Interval, PairwiseOptions, Prediction
from kb.problems import UsageFault


class Pool(StrEnum):
    """The common-effect estimate of a pairwise analysis."""

    INVERSE = "inverse"
    MH = "MH"


class Change(StrEnum):
    """What becomes of trials whose means are change scores."""

    REFUSE = "refuse"
    KEEP = "keep"
    DROP = "drop"


MEANINGS = {
    "tau": "estimator of the variance between trials: DL, REML, PM (pairwise only), none",
    "tau2": "a stated variance between trials in place of an estimate",
    "level": "confidence level, such as 0.95",
    "increment": "what is added to zero cells, such as 0.5",
    "zero-cells": "trials that get the increment: affected, all-if-any, all",
    "all-zero": "trials without an event, or with events only, in all arms: drop, keep, refuse",
    "smd": "standardised mean difference: hedges, cohen, whole-trial (default of networks)",
    "exact": "exact correction and variance of the SMD: yes, no",
    "pooled-variance": "one variance for both arms of a mean difference: yes, no",
    "covariance": "multi-arm contrasts in REML without arms: netmeta (left out), exact",
    "tolerance": "largest contradiction among the stated contrasts of a trial",
    "interval": "random-effects interval of a pairwise analysis: classic, HK",
    "guard": "where HK would narrow the interval: none, se, ci",
    "prediction": "prediction interval of a pairwise analysis: V, HTS, HK, S",
    "converge": "pairwise REML and PM stop where metafor stops, or go on: metafor, exact",
    "pool": "common effect of a pairwise analysis: inverse, MH",
    "arms": "arms of one treatment in a trial: keep (a fault), merge",
    "change": "trials with change scores in an SMD: refuse, keep, drop",
}
"""Every choice with the values it takes; the first value is the default."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen, by key; everything else is as R's meta and netmeta have it."""

    given: Mapping[str, Any] = field(default_factory=dict)

    def effects(self, *, network: bool) -> EffectOptions:
        """Options for effects; networks take the SMD of the whole trial unless told otherwise."""
        return EffectOptions(
            increment=self.given.get("increment", 0.5),
            zero_cells=self.given.get("zero-cells", ZeroCells.AFFECTED),
            all_zero=self.given.get("all-zero", AllZero.DROP),
            smd=self.given.get("smd", Smd.WHOLE_TRIAL if network else Smd.HEDGES),
            exact=self.given.get("exact", True),
            pooled_variance=self.given.get("pooled-variance", False),
        )

    def network(self, reference: str) -> NetworkOptions:
        """Options for a network."""
        return NetworkOptions(
            tau=self.given.get("tau", Tau.DL),
            tau2=self.given.get("tau2"),
            level=self.given.get("level", 0.95),
            reference=reference,
            covariance=self.given.get("covariance", Covariance.NETMETA),
            tolerance=self.given.get("tolerance", 0.001),
        )

    def pairwise(self) -> PairwiseOptions:
        """Options for a pairwise analysis."""
        return PairwiseOptions(
            tau=self.given.get("tau", Tau.REML),
            tau2=self.given.get("tau2"),
            level=self.given.get("level", 0.95),
            interval=self.given.get("interval", Interval.CLASSIC),
            guard=self.given.get("guard", Guard.NONE),
            prediction=self.given.get("prediction", Prediction.V),
            exact=self.given.get("converge", "metafor") == "exact",
        )


def _yes(text: str) -> bool:
    return {"yes": True, "no": False}[text.lower()]


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    return read


def _positive(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1e6:
        raise ValueError(text)
    return value


def _level(text: str) -> float:
    value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0.5 <= value < 1:
        raise ValueError(text)
    return value


READERS: dict[str, Callable[[str], Any]] = {
    "tau": Tau, "tau2": _positive, "level": _level, "increment": _positive,
    "zero-cells": ZeroCells, "all-zero": AllZero, "smd": Smd, "exact": _yes,
    "pooled-variance": _yes, "covariance": Covariance, "tolerance": _positive,
    "interval": Interval, "guard": Guard, "prediction": Prediction,
    "converge": _one_of("metafor", "exact"), "pool": Pool,
    "arms": _one_of("keep", "merge"), "change": Change,
}  # fmt: skip


def choices_from(text: str) -> Choices:
    """The choices written in `text`; raises UsageFault for an unknown key or value."""
    found: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key, _, value = part.partition("=")
        if key.strip() not in READERS:
            known = ", ".join(MEANINGS)
            raise UsageFault(f'"{part}" is no choice of method. Choices: {known}.')
        try:
            found[key.strip()] = READERS[key.strip()](value.strip())
        except (ValueError, KeyError):
            raise UsageFault(f'"{part}" cannot be chosen. {key}: {MEANINGS[key.strip()]}.') \
                from None  # fmt: skip
    return Choices(found)
