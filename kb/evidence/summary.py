"""A fitted network as plain results: every pair, every treatment, the method in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kb.evidence.arrays import Floats
from kb.evidence.contrasts import Contrasts
from kb.evidence.designs import Inconsistency, inconsistency
from kb.evidence.distributions import normal_quantile, t_quantile
from kb.evidence.network import Model, NetworkFit
from kb.evidence.options import Covariance, Tau
from kb.evidence.ranking import DRAWS, SEED, Ranking, ranking
from kb.model.network import Network, Node, PairResult


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a network is about, in words; nothing in it is computed."""

    id: str
    title: str
    outcome: str
    small_is_good: bool
    happens: str = ""
    source: str = ""
    data_name: str = ""
    data_hash: str = ""
    licence: str = ""
    family: str = ""
    effects: Mapping[str, str] | None = None
    """How effects were computed from arms, in words."""
    notes: tuple[str, ...] = ()


def summary(fitted: NetworkFit, about: About) -> Network:
    """The network's results. Ranks follow the direction of the outcome."""
    data, options = fitted.contrasts, fitted.options
    ranks = ranking(fitted.random, small_is_good=about.small_is_good)
    upper = (1 + options.level) / 2
    people = _people(data)
    return Network(
        id=about.id, title=about.title, outcome=about.outcome, measure=data.measure.value,
        small_is_good=about.small_is_good, happens=about.happens,
        reference=data.treatments[fitted.reference],
        trials=len(data.trials), people=_whole(float(people.sum())),
        tau2=fitted.tau2, level=options.level, z=normal_quantile(upper),
        t=t_quantile(upper, fitted.total.df) if fitted.total.df >= 2 else math.nan,
        nodes=_nodes(data, ranks), pairs=_pairs(fitted),
        method=_method(fitted, about), statistics=_statistics(fitted, inconsistency(fitted)),
        source=about.source, data_name=about.data_name, data_hash=about.data_hash,
        licence=about.licence, family=about.family, notes=(*about.notes, *data.notes),
    )  # fmt: skip


def _whole(value: float) -> int | None:
    return None if math.isnan(value) else round(value)


def _arm_table(data: Contrasts, values: Floats) -> tuple[Floats, Floats]:
    """Treatment and value of each arm, once, from values of the two arms of each row (m, 2)."""
    nodes, found = [], []
    for group in data.groups:
        rows = group.rows
        arms = np.column_stack((values[rows[:, 0], 0], values[rows[:, : group.arms - 1], 1]))
        nodes.append(group.nodes.ravel())
        found.append(arms.ravel())
    return np.concatenate(nodes), np.concatenate(found)


def _people(data: Contrasts) -> Floats:
    """People in each treatment's arms; not a number where any are unknown."""
    nodes, values = _arm_table(data, data.people)
    return np.bincount(nodes, values, len(data.treatments)).astype(np.float64)


def _nodes(data: Contrasts, ranks: Ranking) -> tuple[Node, ...]:
    nodes, _ = _arm_table(data, data.people)
    trials = np.bincount(nodes, minlength=len(data.treatments))
    people = _people(data)
    _, counted = _arm_table(data, data.events)
    events = np.bincount(nodes, counted, len(data.treatments)).astype(np.float64)
    return tuple(
        Node(
            name, int(trials[i]), _whole(float(people[i])), _whole(float(events[i])),
            float(ranks.score[i]), int(ranks.lower[i]), int(ranks.median[i]),
            int(ranks.upper[i]), tuple(ranks.probability[i].tolist()),
        )
        for i, name in enumerate(data.treatments)
    )  # fmt: skip


def _pairs(fitted: NetworkFit) -> tuple[PairResult, ...]:
    size = len(fitted.contrasts.treatments)
    people, spread = _pair_people(fitted.contrasts), own_tau2(fitted.contrasts)
    return tuple(
        PairResult(
            i, j, *_values(fitted.random, i, j), int(fitted.trials_of_pair[i, j]),
            _whole(float(people[i, j])), float(spread[i, j]), *_values(fitted.common, i, j),
        )
        for i in range(size)
        for j in range(i + 1, size)
    )  # fmt: skip


def _values(model: Model, i: int, j: int) -> tuple[float, float, float, float, float]:
    return (
        float(model.effect[i, j]), float(model.se[i, j]), float(model.direct[i, j]),
        float(model.direct_se[i, j]), float(model.proportion[i, j]),
    )  # fmt: skip


def _pair_people(data: Contrasts) -> Floats:
    size = len(data.treatments)
    place = data.first * size + data.second
    total = np.bincount(place, data.people.sum(axis=1), size * size)
    return total.astype(np.float64).reshape(size, size)


def own_tau2(data: Contrasts) -> Floats:
    """DerSimonian-Laird τ² of each pair's own trials, not a number below two trials."""
    size = len(data.treatments)
    place = data.first * size + data.second
    w = 1 / data.variance

    def total(values: Floats) -> Floats:
        return np.bincount(place, values, size * size).astype(np.float64)

    count, s1, s2 = total(np.ones_like(w)), total(w), total(w**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = total(w * data.effect) / s1
        q = total(w * (data.effect - middle[place]) ** 2)
        found = np.maximum(0.0, (q - (count - 1)) / (s1 - s2 / s1))
    found[count < 2] = np.nan
    return found.reshape(size, size)


TAU_WORDS = {
    Tau.DL: "generalised DerSimonian-Laird (Jackson, White and Riley 2012)",
    Tau.REML: "restricted maximum likelihood",
    Tau.FIXED: "none: common effect",
}


def _method(fitted: NetworkFit, about: About) -> dict[str, str]:
    options = fitted.options
    tau = TAU_WORDS[options.tau] if options.tau2 is None else f"stated: {options.tau2:g}"
    several = any(group.arms > 2 for group in fitted.contrasts.groups)
    if options.tau is Tau.REML and several and fitted.contrasts.variance1 is None:
        kept = options.covariance is Covariance.EXACT
        tau += (
            ", sampling covariance of multi-arm contrasts in the likelihood"
            if kept
            else ", sampling covariance of multi-arm contrasts left out of the likelihood"
        )
    df = max(fitted.total.df, 0)
    return {
        "model": "frequentist network meta-analysis, random effects (Rücker 2012)",
        "tau2": tau,
        "multi-arm": "exact, by reduced weights (Rücker and Schwarzer 2014)",
        **(about.effects or {}),
        "interval": f"{options.level:.0%}, normal distribution",
        "prediction": f"t distribution with {df} degree{'s' if df != 1 else ''} of freedom",
        "split": "back-calculation (König, Krahn and Binder 2013)",
        "ranks": f"P-scores; intervals from {DRAWS:,} draws, seed {SEED}",
    }


def _statistics(fitted: NetworkFit, found: Inconsistency) -> dict[str, float]:
    total = fitted.total
    return {
        "Q": total.q, "df": total.df, "p": total.p,
        "I2": total.i2, "I2_lower": total.i2_lower, "I2_upper": total.i2_upper,
        "Q_within": found.within.q, "df_within": found.within.df, "p_within": found.within.p,
        "Q_between": found.between.q, "df_between": found.between.df,
        "p_between": found.between.p,
        "Q_random": found.random_between.q, "df_random": found.random_between.df,
        "p_random": found.random_between.p, "tau_within": found.tau_within,
        "designs": len(found.designs),
        "multi_arm_trials": sum(len(g.trials) for g in fitted.contrasts.groups if g.arms > 2),
        "rows": len(fitted.contrasts.trial),
    }  # fmt: skip
