"""Trials as blocks of basic contrasts with their covariance, for generalised least squares.

Each trial with a arms gives a-1 contrasts of its base arm against the others. A design is a set of
treatments compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats, Ints
from kb.evidence.contrasts import Contrasts, Group
from kb.evidence.graph import scattered


@dataclass(frozen=True)
class Block:
    """The trials with the same number of arms a.

    `nodes` (s, a), the base first; `effect` (s, a-1) base minus other; `covariance`
    (s, a-1, a-1) within trials; `design` (s,) numbers the designs within this block.
    """

    nodes: Ints
    effect: Floats
    covariance: Floats
    design: Ints
    designs: int

    @property
    def width(self) -> int:
        """Basic contrasts of each trial."""
        return int(self.nodes.shape[1]) - 1


Covariances = Callable[[Group, Ints], Floats]


def shared(width: int) -> Floats:
    """Correlation of a trial's random effects: 1, and 1/2 between contrasts that share an arm."""
    return (np.eye(width) + 1) / 2


def implied_blocks(contrasts: Contrasts, reference: int) -> list[Block]:
    """Blocks whose covariance follows from the variances of all contrasts of a trial.

    The base is the reference where the trial has it, else the trial's first treatment.
    """

    def covariance(group: Group, order: Ints) -> Floats:
        return implied(turned(group.square(contrasts.variance, 1.0), order))

    return blocks(contrasts, reference, 0, covariance)


def implied(variance: Floats) -> Floats:
    """Covariance of the contrasts with the first arm, from all variances (s, a, a)."""
    own = variance[:, 0, 1:]
    found: Floats = (own[:, :, None] + own[:, None, :] - variance[:, 1:, 1:]) / 2
    return found


def blocks(
    contrasts: Contrasts, reference: int, otherwise: int, covariance: Covariances
) -> list[Block]:
    """One block for each number of arms; the base is the reference, or the arm at `otherwise`."""
    found = []
    for group in contrasts.groups:
        order = _base_first(group, reference, otherwise % group.arms)
        effect = turned(group.square(contrasts.effect, -1.0), order)[:, 0, 1:]
        keys, design = np.unique(group.nodes, axis=0, return_inverse=True)
        nodes = np.take_along_axis(group.nodes, order, axis=1)
        spread = covariance(group, order)
        found.append(Block(nodes, effect, spread, design.ravel().astype(np.int64), len(keys)))
    return found


def _base_first(group: Group, reference: int, otherwise: int) -> Ints:
    """Positions of each trial's arms with the base first, (s, a)."""
    has = group.nodes == reference
    base = np.where(has.any(axis=1), has.argmax(axis=1), otherwise)
    order = np.tile(np.arange(group.arms, dtype=np.int64), (len(base), 1))
    order[np.arange(len(base)), base] = -1
    return np.argsort(order, axis=1, kind="stable").astype(np.int64)


def turned(square: Floats, order: Ints) -> Floats:
    trial = np.arange(len(square))[:, None, None]
    found: Floats = square[trial, order[:, :, None], order[:, None, :]]
    return found


def precision(block: Block, tau2: float) -> Floats:
    """Inverse covariance of each trial's contrasts with τ² added, (s, a-1, a-1)."""
    total = block.covariance + tau2 * shared(block.width)
    return np.asarray(np.linalg.inv(total), dtype=np.float64)


def spread_out(block: Block, inner: Floats, size: int) -> Floats:
    """X'MX summed over the trials of a block, for M given as `inner`, in terms of treatments."""
    base = np.hstack((np.ones((block.width, 1)), -np.eye(block.width)))
    full = base.T @ inner @ base
    rows = np.broadcast_to(block.nodes[:, :, None], full.shape)
    columns = np.broadcast_to(block.nodes[:, None, :], full.shape)
    return scattered(size, rows, columns, full)


def gathered(block: Block, values: Floats, size: int) -> Floats:
    """X'u summed over the trials of a block, for u given as `values` (s, a-1)."""
    base = np.bincount(block.nodes[:, 0], values.sum(axis=1), size)
    other = np.bincount(block.nodes[:, 1:].ravel(), values.ravel(), size)
    return np.asarray(base - other, dtype=np.float64)
