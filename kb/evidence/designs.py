"""Heterogeneity within designs and inconsistency between them.

Krahn, Binder and König (2013), equations 7 and 8; the random-effects version is the full
design-by-treatment interaction model of Higgins et al. (2012) and Jackson et al. (2014) with τ²
estimated within designs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.blocks import Block, gathered, implied_blocks, precision, shared, spread_out
from kb.evidence.contrasts import Contrasts
from kb.evidence.distributions import chi_square_tail
from kb.evidence.graph import pseudo_inverse
from kb.evidence.network import NetworkFit


@dataclass(frozen=True, slots=True)
class Test:
    """A chi-squared test; p is not a number without a degree of freedom."""

    q: float
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class Design:
    """A set of treatments compared, with its trials and their heterogeneity."""

    treatments: tuple[str, ...]
    trials: int
    within: Test


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Q in parts, and the test between designs with a τ² estimated within designs."""

    total: Test
    within: Test
    between: Test
    random_between: Test
    tau_within: float
    designs: tuple[Design, ...]


def _test(q: float, df: int) -> Test:
    return Test(q, df, chi_square_tail(max(q, 0.0), df) if df > 0 else math.nan)


def inconsistency(fitted: NetworkFit) -> Inconsistency:
    """Decompose Q of a fitted network and test its consistency."""
    contrasts = fitted.contrasts
    parts = implied_blocks(contrasts, fitted.reference)
    total, within = _q_total(contrasts, parts, 0.0), _q_within(parts, 0.0)
    between = total - sum(within)
    df_total = contrasts.arm_count - len(contrasts.trials) - len(contrasts.treatments) + 1
    designs = _designs(contrasts, parts, within)
    df_within = sum(design.within.df for design in designs)
    tau2 = tau2_within(parts)
    again = _q_total(contrasts, parts, tau2) - sum(_q_within(parts, tau2))
    return Inconsistency(
        _test(total, df_total),
        _test(sum(within), df_within),
        _test(between, df_total - df_within),
        _test(again, df_total - df_within),
        math.sqrt(tau2),
        designs,
    )


def _designs(contrasts: Contrasts, parts: list[Block], within: list[float]) -> tuple[Design, ...]:
    found = []
    numbers = iter(within)
    for block in parts:
        for index in range(block.designs):
            chosen = np.flatnonzero(block.design == index)
            names = tuple(contrasts.treatments[i] for i in sorted(block.nodes[chosen[0]].tolist()))
            df = (len(chosen) - 1) * block.width
            found.append(Design(names, len(chosen), _test(next(numbers), df)))
    return tuple(found)


def _q_total(contrasts: Contrasts, parts: list[Block], tau2: float) -> float:
    size = len(contrasts.treatments)
    matrix, net = np.zeros((size, size)), np.zeros(size)
    inner = [precision(block, tau2) for block in parts]
    for block, w in zip(parts, inner, strict=True):
        matrix += spread_out(block, w, size)
        net += gathered(block, np.einsum("sij,sj->si", w, block.effect), size)
    potential = pseudo_inverse(matrix) @ net
    total = 0.0
    for block, w in zip(parts, inner, strict=True):
        expected = potential[block.nodes[:, :1]] - potential[block.nodes[:, 1:]]
        gap = block.effect - expected
        total += float(np.einsum("si,sij,sj->", gap, w, gap))
    return total


def _q_within(parts: list[Block], tau2: float) -> list[float]:
    """Q of each design around its own estimate, in the order of blocks and designs."""
    found: list[float] = []
    for block in parts:
        w = precision(block, tau2)
        total, moment = _sums(block, w)
        own = np.linalg.solve(total, moment[:, :, None])[:, :, 0]
        gap = block.effect - own[block.design]
        each = np.einsum("si,sij,sj->s", gap, w, gap)
        found += np.bincount(block.design, each, block.designs).tolist()
    return found


def _sums(block: Block, w: Floats) -> tuple[Floats, Floats]:
    """Precision and precision times effect of each design, summed over its trials."""
    total = np.zeros((block.designs, block.width, block.width))
    np.add.at(total, block.design, w)
    moment = np.zeros((block.designs, block.width))
    np.add.at(moment, block.design, np.einsum("sij,sj->si", w, block.effect))
    return total, moment


def tau2_within(parts: list[Block]) -> float:
    """Moment estimate of τ² when each design has its own effects, 0 at least."""
    q = sum(_q_within(parts, 0.0))
    df = 0
    slope = 0.0
    for block in parts:
        w, between = precision(block, 0.0), shared(block.width)
        total, _ = _sums(block, w)
        middle = np.zeros_like(total)
        np.add.at(middle, block.design, w @ between @ w)
        slope += float(np.einsum("sij,ji->", w, between))
        slope -= float(np.trace(np.linalg.solve(total, middle), axis1=1, axis2=2).sum())
        df += (len(block.nodes) - block.designs) * block.width
    return max(0.0, (q - df) / slope) if df and slope > 0 else 0.0
