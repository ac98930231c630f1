"""Agreement with R: netmeta, meta and metafor on invented trials, all defaults and many choices."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from kb.evidence.analysis import contrasts_of
from kb.evidence.build import from_pairs
from kb.evidence.choices import choices_from
from kb.evidence.comparison import pairwise_file
from kb.evidence.contrasts import Contrasts
from kb.evidence.designs import inconsistency
from kb.evidence.network import fit
from kb.evidence.ranking import p_scores
from kb.evidence.reading import read_trials
from kb.evidence.splitting import split
from kb.evidence.summary import About, summary
from kb.evidence.trials import Measure, Pair

FOLDER = Path(__file__).parent / "evidence_r"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
NETWORKS: dict[str, Any] = EXPECTED["networks"]
PAIRWISE: dict[str, Any] = EXPECTED["pairwise"]


def same(found: float, expected: float | None, margin: float) -> None:
    if expected is None:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(expected, rel=margin, abs=margin)


def stated_again(data: Contrasts) -> Contrasts:
    """The same contrasts as if they had been stated without their arms."""
    return from_pairs(
        [
            Pair(data.trials[t], data.treatments[i], data.treatments[j], float(e), math.sqrt(v))
            for t, i, j, e, v in zip(
                data.trial, data.first, data.second, data.effect, data.variance, strict=True
            )
        ],
        data.measure,
    )


@pytest.mark.parametrize("name", NETWORKS)
def test_network_agrees_with_netmeta(name: str) -> None:
    kind, number, measure, tau = name.split("_")
    # R's own search for the REML maximum stops some 1e-8 short of it; ours does not.
    margin = 1e-9 if tau == "DL" else 2e-7
    choices = choices_from(f"tau={tau}")
    trials = read_trials(FOLDER / f"{'mean' if kind == 'mean' else 'bin'}{number}.csv")
    data = contrasts_of(trials, Measure(measure), choices, network=True)
    if kind == "con":
        data = stated_again(data)
    fitted = fit(data, choices.network("t1" if kind == "con" else ""))
    parts = inconsistency(fitted)
    r = NETWORKS[name]["summary"]
    assert (len(data.trials), len(data.trial)) == (r["k"], r["m"])
    assert (fitted.total.df, parts.within.df) == (r["df"], r["dfhet"])
    same(fitted.tau2, r["tau2"], margin)
    for found, key in (
        (fitted.total.q, "Q"), (fitted.total.i2, "I2"), (fitted.total.i2_lower, "I2l"),
        (fitted.total.i2_upper, "I2u"), (parts.within.q, "Qhet"), (parts.between.q, "Qinc"),
        (parts.random_between.q, "Qincr"), (parts.tau_within, "tauw"),
    ):  # fmt: skip
        same(found, r[key], 1e-9)
    _pairs(name, data, fitted, margin)


def _pairs(name: str, data: Contrasts, fitted: Any, margin: float) -> None:
    about = About(id="x", title="x", outcome="x", small_is_good=False)
    shown = summary(fitted, about)
    scores = p_scores(fitted.random, small_is_good=False)
    columns = NETWORKS[name]["columns"]
    for row in NETWORKS[name]["pairs"]:
        r = dict(zip(columns, row, strict=True))
        i, j = data.treatments.index(r["a"]), data.treatments.index(r["b"])
        found = split(fitted.random, i, j)
        values = {
            "TEc": fitted.common.effect[i, j], "sec": fitted.common.se[i, j],
            "TEr": found.network.effect, "ser": found.network.se, "dir": found.direct.effect,
            "dirse": found.direct.se, "ind": found.indirect.effect, "indse": found.indirect.se,
            "prop": found.proportion, "p": found.difference.p, "psa": scores[i], "psb": scores[j],
        }  # fmt: skip
        for key in ("TEc", "sec", "TEr", "ser", "dir", "dirse", "ind", "indse", "prop", "p", "psa"):
            same(float(values[key]), r[key], 10 * margin)
        pair = shown.pair(r["a"], r["b"])
        same(shown.prediction(pair)[0], r["lp"], 10 * margin)
        same(shown.indirect(pair).effect, r["ind"], 10 * margin)
        same(shown.gap(pair).p, r["p"], 10 * margin)


METHODS = {
    "inv": "", "MH": "pool=MH", "HK": "interval=HK,prediction=HTS",
    "HKPI": "interval=HK,guard=se,prediction=HK", "HKCI": "interval=HK,guard=ci",
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRWISE)
def test_pairwise_agrees_with_meta(name: str) -> None:
    number, measure, tau, kind = name.split("_")
    choices = choices_from(f"tau={tau},{METHODS[kind]}")
    found = pairwise_file(FOLDER / f"pw{number}.csv", _columns(measure), measure, choices, "", "")
    r = PAIRWISE[name]
    assert len(found.trials) == r["k"]
    for value, key in (
        (found.common.effect, "TEc"), (found.common.se, "sec"), (found.random.effect, "TEr"),
        (found.random.se, "ser"), (found.random.lower, "lo"), (found.random.upper, "hi"),
        (found.random.p, "p"), (found.tau2, "tau2"), (found.statistics["Q"], "Q"),
        (found.statistics["I2"], "I2"), (found.statistics["I2_lower"], "I2l"),
        (found.statistics["I2_upper"], "I2u"), (found.predict_lower, "pl"),
        (found.predict_upper, "pu"),
    ):  # fmt: skip
        same(value, r[key], 1e-10)


def _columns(measure: str) -> dict[str, str]:
    return {}


def test_it_looked_at_every_kind() -> None:
    assert len(NETWORKS) == 10
    assert len(PAIRWISE) == 96
