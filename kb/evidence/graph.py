"""Laplacians of trial networks: weights of multi-arm trials, pseudo-inverses, connection."""

from __future__ import annotations

import numpy as np

from kb.evidence.arrays import Floats, Ints
from kb.evidence.contrasts import Contrasts
from kb.evidence.faults import fault, require_none
from kb.problems import Place

SMALLEST = 0.001
"""A negative weight below this part of its trial's weights is rounding and set to zero."""


def edge_weights(contrasts: Contrasts, tau2: float) -> Floats:
    """The weight of each row: 1/variance in two-arm trials, reduced weights in larger ones.

    The variances of all contrasts of a trial fix its Laplacian (Gutman and Xiao 2004), whose
    entries are the weights of independent two-arm trials that carry exactly its information
    (Rücker 2012; Rücker and Schwarzer 2014). `tau2` is added to every variance first.
    """
    found = np.empty(len(contrasts.effect))
    for group in contrasts.groups:
        total = contrasts.variance + tau2
        if group.arms == 2:
            found[group.rows] = 1 / total[group.rows]
            continue
        laplacian = _laplacians(group.square(total, 1.0))
        one, two = group.upper
        weights = -laplacian[:, one, two]
        small = np.abs(weights) < SMALLEST * np.abs(weights).sum(axis=1, keepdims=True)
        found[group.rows] = np.where((weights < 0) & small, 0.0, weights)
    return found


def _laplacians(variances: Floats) -> Floats:
    size = variances.shape[1]
    mean = np.full((size, size), 1 / size)
    centre = np.eye(size) - mean
    covariance = -0.5 * centre @ variances @ centre
    found: Floats = np.linalg.inv(covariance - mean) + mean
    return found


def scattered(size: int, rows: Ints, columns: Ints, values: Floats) -> Floats:
    """The sum of `values` at their places in a square matrix."""
    places = rows.ravel() * size + columns.ravel()
    total: Floats = np.bincount(places, values.ravel(), size * size).astype(np.float64)
    return total.reshape(size, size)


def laplacian(contrasts: Contrasts, weights: Floats) -> Floats:
    """The weighted Laplacian of the network, (n, n)."""
    size = len(contrasts.treatments)
    half = scattered(size, contrasts.first, contrasts.second, weights)
    joined = half + half.T
    return np.diag(joined.sum(axis=1)) - joined


def pseudo_inverse(matrix: Floats) -> Floats:
    """Moore-Penrose inverse of the Laplacian of a connected network."""
    size = len(matrix)
    mean = np.full((size, size), 1 / size)
    found: Floats = np.linalg.inv(matrix - mean) + mean
    return (found + found.T) / 2


def sum_of_squares(contrasts: Contrasts, weights: Floats) -> Floats:
    """The sum over trials of the squared Laplacian of each trial, (n, n)."""
    size = len(contrasts.treatments)
    total = np.zeros((size, size))
    for group in contrasts.groups:
        joined = group.square(weights, 1.0)
        own = np.eye(group.arms) * joined.sum(axis=2)[:, None, :] - joined
        shape = own.shape
        rows = np.broadcast_to(group.nodes[:, :, None], shape)
        columns = np.broadcast_to(group.nodes[:, None, :], shape)
        total += scattered(size, rows, columns, own @ own)
    return total


def components(contrasts: Contrasts) -> list[tuple[str, ...]]:
    """The connected parts of the network, largest first."""
    parent = list(range(len(contrasts.treatments)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    ends = np.unique(np.column_stack((contrasts.first, contrasts.second)), axis=0)
    for one, two in ends.tolist():
        parent[root(one)] = root(two)
    parts: dict[int, list[str]] = {}
    for index, name in enumerate(contrasts.treatments):
        parts.setdefault(root(index), []).append(name)
    return sorted((tuple(part) for part in parts.values()), key=lambda part: (-len(part), part))


def require_connected(contrasts: Contrasts) -> None:
    """Raise DataInvalid, naming the parts, where the network falls apart."""
    parts = components(contrasts)
    if len(parts) > 1:
        words = "; ".join(", ".join(part) for part in parts)
        remedy = "Fit each part by itself: nothing links them, and nothing can compare across."
        message = f"the network falls into {len(parts)} parts: {words}"
        require_none([fault("E401", message, remedy, Place("data"))])
