"""τ² of a network by restricted maximum likelihood.

Trials' basic contrasts are multivariate normal with their sampling covariance plus τ² on the
diagonal and τ²/2 beside it (Harville 1977 for the likelihood and its score).
"""

from __future__ import annotations

import numpy as np

from kb.evidence.arrays import Floats, Ints
from kb.evidence.blocks import (
    Block,
    blocks,
    gathered,
    implied,
    precision,
    shared,
    spread_out,
    turned,
)
from kb.evidence.contrasts import Contrasts, Group
from kb.evidence.graph import pseudo_inverse
from kb.evidence.options import Covariance, NetworkOptions
from kb.evidence.spread import brent_root


def restricted_tau2(contrasts: Contrasts, options: NetworkOptions) -> float:
    """The τ² at which the restricted likelihood is highest, to machine precision."""
    from kb.evidence.network import reference_of

    parts = sampling_blocks(contrasts, reference_of(contrasts, options), options.covariance)
    size = len(contrasts.treatments)

    def slope(tau2: float) -> float:
        return score(parts, size, tau2)

    top = max(float(np.median(contrasts.variance)), 1e-8)
    low = 0.0
    while slope(top) > 0 and top < 1e12:
        low, top = top, 4 * top
    if low == 0.0 and slope(0.0) <= 0:
        return 0.0
    return brent_root(slope, low, top, 0.0)


def sampling_blocks(contrasts: Contrasts, reference: int, kind: Covariance) -> list[Block]:
    """Blocks for the likelihood; without the reference the base is a trial's last treatment.

    The covariance of two contrasts is the variance of their shared arm where arms are known;
    else as `kind` says.
    """

    def covariance(group: Group, order: Ints) -> Floats:
        variance = turned(group.square(contrasts.variance, 1.0), order)
        if contrasts.variance1 is None and kind is Covariance.EXACT:
            return implied(variance)
        own = variance[:, 0, 1:]
        found = np.zeros((len(own), group.arms - 1, group.arms - 1))
        if contrasts.variance1 is not None and contrasts.variance2 is not None:
            single = _arm_values(group, contrasts.variance1, contrasts.variance2)
            found += np.take_along_axis(single, order[:, :1], axis=1)[:, :, None]
        diagonal = np.arange(group.arms - 1)
        found[:, diagonal, diagonal] = own
        return found

    return blocks(contrasts, reference, -1, covariance)


def _arm_values(group: Group, first: Floats, second: Floats) -> Floats:
    """A value of each arm in order, from values of the first and second arm of each row."""
    rows = group.rows
    return np.column_stack((first[rows[:, 0]], second[rows[:, : group.arms - 1]]))


def score(parts: list[Block], size: int, tau2: float) -> float:
    """Derivative of twice the restricted log-likelihood in τ²."""
    matrix, net = np.zeros((size, size)), np.zeros(size)
    middle = np.zeros((size, size))
    trace = 0.0
    inner = [precision(block, tau2) for block in parts]
    for block, w in zip(parts, inner, strict=True):
        z = shared(block.width)
        matrix += spread_out(block, w, size)
        net += gathered(block, np.einsum("sij,sj->si", w, block.effect), size)
        middle += spread_out(block, w @ z @ w, size)
        trace += float(np.einsum("sij,ji->", w, z))
    inverse = pseudo_inverse(matrix)
    potential = inverse @ net
    square = 0.0
    for block, w in zip(parts, inner, strict=True):
        gap = block.effect - potential[block.nodes[:, :1]] + potential[block.nodes[:, 1:]]
        lean = np.einsum("sij,sj->si", w, gap)
        square += float(np.einsum("si,ij,sj->", lean, shared(block.width), lean))
    return square - trace + float((inverse * middle).sum())
