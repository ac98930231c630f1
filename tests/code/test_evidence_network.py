"""Networks against brute force: full generalised least squares on invented trials."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kb.evidence.build import from_arms, from_pairs
from kb.evidence.designs import inconsistency
from kb.evidence.network import fit
from kb.evidence.options import NetworkOptions, Tau
from kb.evidence.trials import Arm, Measure, Pair

from .evidence_nets import Brute, binary_arms, mean_arms


def arm_values(arms: list[Arm], measure: Measure) -> dict[tuple[str, str], tuple[float, float]]:
    """Value and variance of each arm, written out again from the textbook."""
    sparse = {a.trial for a in arms if a.events in (0, a.n)} if measure.is_binary else set()
    found = {}
    for arm in arms:
        add = 0.5 if arm.trial in sparse else 0.0
        if measure is Measure.MD:
            assert arm.mean is not None
            assert arm.sd is not None
            found[arm.trial, arm.treatment] = (arm.mean, arm.sd**2 / arm.n)
            continue
        assert arm.events is not None
        a, b = arm.events + add, arm.n - arm.events + add
        if measure is Measure.OR:
            found[arm.trial, arm.treatment] = (math.log(a / b), 1 / a + 1 / b)
        elif measure is Measure.RR:
            found[arm.trial, arm.treatment] = (
                math.log(a / (arm.n + add)),
                1 / a - 1 / (arm.n + add),
            )
        else:
            found[arm.trial, arm.treatment] = (arm.events / arm.n, a * b / (a + b) ** 3)
    return found


CASES = [(m, seed) for m in (Measure.OR, Measure.RR, Measure.RD, Measure.MD) for seed in (1, 2)]


def case(measure: Measure, seed: int) -> tuple[list[Arm], Brute]:
    arms = binary_arms(seed, zeros=True) if measure.is_binary else mean_arms(seed)
    return arms, Brute(arms, arm_values(arms, measure))


@pytest.mark.parametrize(("measure", "seed"), CASES)
def test_estimates_equal_full_gls(measure: Measure, seed: int) -> None:
    arms, brute = case(measure, seed)
    fitted = fit(from_arms(arms, measure))
    _, _, q = brute.gls(brute.x, 0.0)
    assert fitted.total.q == pytest.approx(q, rel=1e-10)
    assert fitted.total.df == len(brute.y) - 4
    tau2 = brute.moment_tau2(brute.x)
    assert tau2 > 0
    assert fitted.tau2 == pytest.approx(tau2, rel=1e-9)
    for model in (fitted.common, fitted.random):
        beta, covariance, _ = brute.gls(brute.x, model.tau2)
        for i in range(5):
            for j in range(5):
                effect, se = brute.pair(beta, covariance, i, j)
                assert model.effect[i, j] == pytest.approx(effect, rel=1e-9, abs=1e-12)
                assert model.se[i, j] == pytest.approx(se, rel=1e-9, abs=1e-7)


@pytest.mark.parametrize(("measure", "seed"), CASES)
def test_q_splits_within_and_between_designs(measure: Measure, seed: int) -> None:
    arms, brute = case(measure, seed)
    found = inconsistency(fit(from_arms(arms, measure)))
    free = brute.design_matrix()
    within = brute.gls(free, 0.0)[2]
    assert found.within.q == pytest.approx(within, rel=1e-9)
    assert found.within.df == len(brute.y) - free.shape[1]
    assert found.between.q == pytest.approx(brute.gls(brute.x, 0.0)[2] - within, rel=1e-8)
    assert found.between.df == free.shape[1] - 4
    tau2 = brute.moment_tau2(free)
    assert found.tau_within == pytest.approx(math.sqrt(tau2), rel=1e-9)
    again = brute.gls(brute.x, tau2)[2] - brute.gls(free, tau2)[2]
    assert found.random_between.q == pytest.approx(again, rel=1e-8)
    assert sum(d.trials for d in found.designs) == len(brute.sizes)


@pytest.mark.parametrize(("measure", "seed"), CASES)
def test_reml_is_the_top_of_the_likelihood(measure: Measure, seed: int) -> None:
    # Without zero cells: there netmeta's covariance of the log risk ratio is not its variance's.
    arms = binary_arms(seed) if measure.is_binary else mean_arms(seed)
    brute = Brute(arms, arm_values(arms, measure))
    tau2 = fit(from_arms(arms, measure), NetworkOptions(tau=Tau.REML)).tau2
    best = brute.restricted_likelihood(tau2)
    for factor in (0.9, 0.999, 1.001, 1.1):
        assert brute.restricted_likelihood(tau2 * factor) < best
    step = tau2 * 1e-4
    slope = brute.restricted_likelihood(tau2 + step) - brute.restricted_likelihood(tau2 - step)
    assert abs(slope) < 1e-9


def test_stated_contrasts_give_what_their_arms_give() -> None:
    arms = binary_arms(3)
    data = from_arms(arms, Measure.OR)
    pairs = [
        Pair(data.trials[data.trial[row]], data.treatments[data.second[row]],
             data.treatments[data.first[row]], -float(data.effect[row]),
             math.sqrt(float(data.variance[row])))
        for row in range(len(data.trial))
    ]  # fmt: skip
    one, two = fit(data), fit(from_pairs(pairs, Measure.OR))
    assert np.allclose(one.random.effect, two.random.effect, rtol=0, atol=1e-12)
    assert np.allclose(one.random.se, two.random.se, rtol=0, atol=1e-12)


def test_ignoring_the_covariance_of_multi_arm_trials_would_be_wrong() -> None:
    arms, brute = case(Measure.OR, 1)
    fitted = fit(from_arms(arms, Measure.OR))
    brute.v = np.diag(np.diag(brute.v))
    beta, covariance, _ = brute.gls(brute.x, 0.0)
    effect, _ = brute.pair(beta, covariance, 0, 4)
    assert abs(effect - fitted.common.effect[0, 4]) > 0.002


def test_two_treatments_are_a_pairwise_analysis() -> None:
    from kb.evidence.pairwise import PairwiseOptions, pooled

    arms = [a for a in binary_arms(5, trials=40) if a.treatment in ("t0", "t1")]
    names = [a.trial for a in arms]
    arms = [a for a in arms if names.count(a.trial) == 2]
    data = from_arms(arms, Measure.OR)
    fitted = fit(data)
    alone = pooled(data.effect, data.variance, PairwiseOptions(tau=Tau.DL))
    assert fitted.tau2 == pytest.approx(alone.tau2, rel=1e-12)
    assert fitted.random.effect[0, 1] == pytest.approx(alone.random.effect, rel=1e-12)
    assert fitted.random.se[0, 1] == pytest.approx(alone.random.se, rel=1e-12)
    assert fitted.random.proportion[0, 1] == pytest.approx(1)


def test_a_stated_tau2_is_used_as_it_is() -> None:
    fitted = fit(from_arms(binary_arms(1), Measure.OR), NetworkOptions(tau2=0.25))
    assert (fitted.tau2, fitted.random.tau2) == (0.25, 0.25)
