"""Frequentist network meta-analysis (Rücker 2012; Rücker and Schwarzer 2014).

The network is read as an electrical one: treatments are nodes, contrasts resistors whose
conductance is the inverse variance, and the effects are potentials. Multi-arm trials enter with
reduced weights that carry exactly their information, so the estimates equal those of generalised
least squares with the full covariance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.contrasts import Contrasts
from kb.evidence.graph import (
    edge_weights,
    laplacian,
    pseudo_inverse,
    require_connected,
    sum_of_squares,
)
from kb.evidence.options import NetworkOptions, Tau
from kb.evidence.spread import Heterogeneity, heterogeneity
from kb.problems import UsageFault


@dataclass(frozen=True)
class Model:
    """Estimates under one variance between trials.

    `effect[i, j]` is treatment i minus treatment j (n, n); `se` its standard error; `covariance`
    the pseudo-inverse of the Laplacian: differences of potentials have the variance
    c[i, i] + c[j, j] - 2 c[i, j]. `direct` and `direct_se` pool the trials of each pair alone, not
    a number where there is none; `proportion` is the part of the network's information on a pair
    that is direct, 0 where there is no trial of it.
    """

    tau2: float
    potential: Floats
    effect: Floats
    se: Floats
    covariance: Floats
    weights: Floats
    direct: Floats
    direct_se: Floats
    proportion: Floats


@dataclass(frozen=True)
class NetworkFit:
    """A fitted network: common effect and random effects, and its heterogeneity.

    `tau2` is not a number where the network has no degree of freedom to estimate it.
    """

    contrasts: Contrasts
    options: NetworkOptions
    common: Model
    random: Model
    tau2: float
    total: Heterogeneity
    trials_of_pair: Floats

    @property
    def reference(self) -> int:
        """Number of the reference treatment: the one asked for, or the first."""
        return reference_of(self.contrasts, self.options)


def reference_of(contrasts: Contrasts, options: NetworkOptions) -> int:
    """Number of the reference treatment; raises UsageFault for a name not in the network."""
    if not options.reference:
        return 0
    if options.reference not in contrasts.treatments:
        known = ", ".join(contrasts.treatments)
        raise UsageFault(f'"{options.reference}" is not in the network. It holds: {known}.')
    return contrasts.treatments.index(options.reference)


def fit(contrasts: Contrasts, options: NetworkOptions | None = None) -> NetworkFit:
    """Fit the network. Raises DataInvalid where it falls into parts, UsageFault for a method that
    networks do not have."""
    options = options or NetworkOptions()
    if options.tau is Tau.PM:
        raise UsageFault("Paule-Mandel is for pairwise analyses; a network takes DL or REML.")
    reference_of(contrasts, options)
    require_connected(contrasts)
    common = model(contrasts, 0.0)
    df = contrasts.arm_count - len(contrasts.trials) - (len(contrasts.treatments) - 1)
    q = _q(contrasts, common)
    tau2 = _tau2(contrasts, common, options, q, df)
    random = common if not tau2 > 0 else model(contrasts, tau2)
    return NetworkFit(
        contrasts, options, common, random, tau2,
        heterogeneity(q, df, options.level), _trials_of_pair(contrasts),
    )  # fmt: skip


def _tau2(contrasts: Contrasts, common: Model, options: NetworkOptions, q: float, df: int) -> float:
    if options.tau2 is not None:
        return options.tau2
    if options.tau is Tau.FIXED:
        return 0.0
    if df <= 0:
        return math.nan
    if options.tau is Tau.REML:
        from kb.evidence.likelihood import restricted_tau2

        return restricted_tau2(contrasts, options)
    return moment_tau2(contrasts, common, q, df)


def moment_tau2(contrasts: Contrasts, common: Model, q: float, df: int) -> float:
    """The generalised moment estimator of Jackson, White and Riley (2012), 0 at least.

    Trials' random effects have variance τ² and covariance τ²/2 within a trial.
    """
    squares = sum_of_squares(contrasts, common.weights)
    slope = float(common.weights.sum()) - float((common.covariance * squares).sum()) / 2
    return max(0.0, (q - df) / slope)


def _q(contrasts: Contrasts, fitted: Model) -> float:
    gap = contrasts.effect - fitted.effect[contrasts.first, contrasts.second]
    return float((fitted.weights * gap**2).sum())


def model(contrasts: Contrasts, tau2: float) -> Model:
    """Network, direct estimates and proportions under one variance between trials."""
    weights = edge_weights(contrasts, tau2)
    inverse = pseudo_inverse(laplacian(contrasts, weights))
    size = len(contrasts.treatments)
    flow = weights * contrasts.effect
    net = np.bincount(contrasts.first, flow, size) - np.bincount(contrasts.second, flow, size)
    potential = inverse @ net
    spread = np.diag(inverse)[:, None] + np.diag(inverse)[None, :] - 2 * inverse
    se = np.sqrt(np.maximum(spread, 0.0))
    direct, direct_se = direct_estimates(contrasts, tau2)
    known = ~np.isnan(direct_se)
    proportion = np.zeros((size, size))
    proportion[known] = se[known] ** 2 / direct_se[known] ** 2
    return Model(
        tau2, potential, potential[:, None] - potential[None, :], se, inverse, weights,
        direct, direct_se, proportion,
    )  # fmt: skip


def direct_estimates(contrasts: Contrasts, tau2: float) -> tuple[Floats, Floats]:
    """Inverse-variance pooling of each pair's own trials, with the network's τ²."""
    size = len(contrasts.treatments)
    weight = 1 / (contrasts.variance + tau2)
    place = contrasts.first * size + contrasts.second
    total = np.bincount(place, weight, size * size).reshape(size, size)
    moment = np.bincount(place, weight * contrasts.effect, size * size).reshape(size, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = moment / total
        error = np.sqrt(1 / total)
    effect[total == 0] = error[total == 0] = np.nan
    lower = np.tril_indices(size, -1)
    effect[lower], error[lower] = -effect.T[lower], error.T[lower]
    return effect, error


def _trials_of_pair(contrasts: Contrasts) -> Floats:
    size = len(contrasts.treatments)
    place = contrasts.first * size + contrasts.second
    half = np.bincount(place, minlength=size * size).reshape(size, size).astype(float)
    found: Floats = half + half.T
    return found
