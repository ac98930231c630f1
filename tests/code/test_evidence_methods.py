"""Formulas against values worked out apart: distributions, effects, intervals, iteration."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kb.evidence.distributions import (
    chi_square_tail,
    normal_quantile,
    normal_two_sided,
    t_quantile,
    t_two_sided,
)
from kb.evidence.measures import small_sample_factor
from kb.evidence.options import Tau
from kb.evidence.pairwise import Guard, Interval, PairwiseOptions, Prediction, estimate, pooled
from kb.evidence.spread import brent_root, heterogeneity, tau_squared

Y = np.array([-0.9, -0.2, 0.1, -0.5, -1.2, 0.4])
V = np.array([0.10, 0.05, 0.20, 0.08, 0.15, 0.12])
"""Invented effects of six trials, with their variances."""


@pytest.mark.parametrize(
    ("df", "value"), [(1, 12.7062047362), (2, 4.30265272970), (10, 2.22813885199), (30, 2.04227245630), (math.inf, 1.95996398454)]
)  # fmt: skip
def test_t_quantiles_of_the_tables(df: float, value: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(value, rel=1e-10)
    assert t_two_sided(t_quantile(0.975, df), df) == pytest.approx(0.05, rel=1e-12)


@pytest.mark.parametrize(("q", "df", "p"), [(3.84145882069, 1, 0.05), (18.3070380533, 10, 0.05), (124.342113404, 100, 0.05), (2.0, 2, math.exp(-1))])  # fmt: skip
def test_chi_square_of_the_tables(q: float, df: int, p: float) -> None:
    assert chi_square_tail(q, df) == pytest.approx(p, rel=1e-10)


def test_tails() -> None:
    assert normal_two_sided(1.959963984540054) == pytest.approx(0.05, rel=1e-14)
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-15)
    assert math.isnan(chi_square_tail(1.0, 0))
    assert chi_square_tail(0.0, 3) == 1.0
    assert t_two_sided(0.0, 5) == 1.0


def test_small_sample_factor_is_near_its_approximation() -> None:
    for df in (5, 20, 100):
        assert small_sample_factor(df) == pytest.approx(1 - 3 / (4 * df - 1), abs=0.003)
    assert math.isnan(small_sample_factor(1))


def restricted(tau2: float) -> float:
    w = 1 / (V + tau2)
    centre = (w * Y).sum() / w.sum()
    return float(-0.5 * (np.log(V + tau2).sum() + np.log(w.sum()) + (w * (Y - centre) ** 2).sum()))


def test_reml_is_the_top_of_the_likelihood() -> None:
    exact = tau_squared(Y, V, Tau.REML, exact=True)
    near = tau_squared(Y, V, Tau.REML)
    best = max(np.linspace(0, 1, 200_001), key=lambda t: restricted(float(t)))
    assert exact == pytest.approx(float(best), abs=1e-5)
    assert near == pytest.approx(exact, abs=1e-5)


def test_paule_mandel_makes_q_equal_its_degrees_of_freedom() -> None:
    tau2 = tau_squared(Y, V, Tau.PM, exact=True)
    w = 1 / (V + tau2)
    centre = (w * Y).sum() / w.sum()
    assert (w * (Y - centre) ** 2).sum() == pytest.approx(5, rel=1e-12)


def test_dersimonian_laird_by_hand() -> None:
    w = 1 / V
    q = (w * (Y - (w * Y).sum() / w.sum()) ** 2).sum()
    expected = (q - 5) / (w.sum() - (w**2).sum() / w.sum())
    assert tau_squared(Y, V, Tau.DL) == pytest.approx(expected, rel=1e-14)
    assert tau_squared(Y * 0.01, V, Tau.DL) == 0.0
    assert math.isnan(tau_squared(Y[:1], V[:1], Tau.DL))
    assert tau_squared(Y, V, Tau.FIXED) == 0.0


def test_one_trial_is_itself() -> None:
    found = pooled(Y[:1], V[:1], PairwiseOptions(interval=Interval.HK))
    assert (found.common.effect, found.random.effect) == (-0.9, -0.9)
    assert math.isnan(found.tau2)
    assert math.isnan(found.predict_lower)
    assert math.isnan(found.heterogeneity.i2)


def test_hartung_knapp_and_its_guards() -> None:
    classic = pooled(Y, V)
    rescaled = pooled(Y, V, PairwiseOptions(interval=Interval.HK))
    w = 1 / (V + classic.tau2)
    q = (w * (Y - classic.random.effect) ** 2).sum() / 5
    assert rescaled.random.se == pytest.approx(math.sqrt(q / w.sum()), rel=1e-12)
    assert rescaled.random.df == 5
    alike = Y * 0.01
    guarded = pooled(alike, V, PairwiseOptions(interval=Interval.HK, guard=Guard.SE))
    assert guarded.random.se == pytest.approx(pooled(alike, V).random.se)
    wider = pooled(alike, V, PairwiseOptions(interval=Interval.HK, guard=Guard.CI))
    assert wider.random == pooled(alike, V).random


def test_prediction_intervals_widen_with_fewer_degrees_of_freedom() -> None:
    widths = {}
    for kind in Prediction:
        found = pooled(Y, V, PairwiseOptions(prediction=kind))
        widths[kind] = found.predict_upper - found.predict_lower
    assert widths[Prediction.S] < widths[Prediction.V] < widths[Prediction.HTS]
    assert math.isnan(
        pooled(Y[:2], V[:2], PairwiseOptions(prediction=Prediction.HTS)).predict_lower
    )


def test_i2_interval_of_higgins_and_thompson() -> None:
    found = heterogeneity(20.0, 9)
    error = 0.5 * (math.log(20) - math.log(9)) / (math.sqrt(40) - math.sqrt(17))
    low = math.exp(math.log(math.sqrt(20 / 9)) - 1.959963984540054 * error)
    assert found.i2 == pytest.approx(1 - 9 / 20)
    assert found.i2_lower == pytest.approx(1 - 1 / low**2)
    calm = heterogeneity(3.0, 9)
    assert (calm.i2, calm.i2_lower) == (0.0, 0.0)
    assert calm.i2_upper > 0.5
    two = heterogeneity(1.5, 1)
    assert two.i2 == pytest.approx(1 / 3)
    assert math.isnan(two.i2_lower)
    assert math.isnan(two.i2_upper)


def test_estimate_by_normal_and_by_t() -> None:
    assert estimate(1.0, 0.5).lower == pytest.approx(1 - 0.5 * 1.959963984540054)
    assert estimate(1.0, 0.5, df=10).upper == pytest.approx(1 + 0.5 * 2.22813885199, rel=1e-10)
    assert math.isnan(estimate(1.0, math.nan).lower)


def test_brent_finds_roots_to_machine_precision() -> None:
    assert brent_root(lambda x: x**3 - 2, 0.0, 100.0, 0.0) == pytest.approx(2 ** (1 / 3), rel=1e-15)
    assert brent_root(lambda x: x - 0.0, 0.0, 1.0, 0.0) == 0.0
