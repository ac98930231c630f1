"""Ranks: P-scores (Rücker and Schwarzer 2015), SUCRA (Salanti 2011), rank probabilities.

A rank is a position among these treatments on this outcome only. It says nothing on the size of a
difference, so ranks are given with their intervals and never without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.distributions import normal_tail
from kb.evidence.network import Model

SEED = 20180221
DRAWS = 20_000


@dataclass(frozen=True)
class Ranking:
    """`score` (n,) is the P-score, which equals the SUCRA of the normal model exactly.

    `probability[i, r]` is the probability that treatment i takes rank r+1, by resampling;
    `lower`, `median`, `upper` are ranks, the bounds holding 95% of the draws.
    """

    score: Floats
    probability: Floats
    lower: Floats
    median: Floats
    upper: Floats


def p_scores(fitted: Model, *, small_is_good: bool) -> Floats:
    """Mean probability of being better than another treatment, over all others."""
    size = len(fitted.potential)
    sign = -1.0 if small_is_good else 1.0
    found = np.zeros(size)
    for i in range(size):
        for j in range(size):
            if i != j:
                found[i] += normal_tail(-sign * fitted.effect[i, j] / fitted.se[i, j])
    return found / (size - 1)


def ranking(fitted: Model, *, small_is_good: bool, draws: int = DRAWS, seed: int = SEED) -> Ranking:
    """Ranks of all treatments, best first in the outcome's own direction.

    The generator is NumPy's frozen legacy one, so the draws are the same in every version.
    """
    size = len(fitted.potential)
    values, vectors = np.linalg.eigh(fitted.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    counts = np.zeros((size, size))
    random = np.random.RandomState(seed)
    for start in range(0, draws, 2000):
        part = random.standard_normal((min(2000, draws - start), size))
        drawn = fitted.potential + part @ root.T
        order = np.argsort(drawn if small_is_good else -drawn, axis=1)
        places = order * size + np.arange(size)[None, :]
        counts += np.bincount(places.ravel(), minlength=size * size).reshape(size, size)
    probability = counts / draws
    reached = probability.cumsum(axis=1)

    def rank_at(part: float) -> Floats:
        return np.asarray((reached >= part - 1e-12).argmax(axis=1) + 1.0)

    score = p_scores(fitted, small_is_good=small_is_good)
    return Ranking(score, probability, rank_at(0.025), rank_at(0.5), rank_at(0.975))
