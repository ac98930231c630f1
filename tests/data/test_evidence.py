"""Shipped results of networks: whole, mapped to records, and the same as their trials give."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from kb.ask.base import KnowledgeBase
from kb.evidence.build import from_arms
from kb.evidence.designs import inconsistency
from kb.evidence.network import fit
from kb.evidence.options import NetworkOptions
from kb.evidence.ranking import p_scores
from kb.evidence.reading import read_trials
from kb.evidence.ship import differences, networks, written
from kb.evidence.splitting import split
from kb.evidence.trials import Measure
from kb.load.evidence import evidence_folder, read_index, read_network
from kb.load.version import data_folder

FOLDER = evidence_folder(data_folder())
TRIALS = Path(__file__).resolve().parents[3] / "shared" / "evidence"
REFERENCE = TRIALS / "reference" / "griselda2018_remission"
needs_trials = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the trial data (../shared/evidence) are not in this clone"
)
INDEX = read_index(FOLDER)
NAMES = [name for family in INDEX.families for name in family.networks]


def test_five_networks_are_shipped() -> None:
    assert NAMES == ["response", "remission", "dropout-any", "dropout-ae", "psychotherapy"]


@pytest.mark.parametrize("name", NAMES)
def test_network_is_whole(name: str, shipped: KnowledgeBase) -> None:
    network = read_network(FOLDER, name)
    size = len(network.nodes)
    assert len(network.pairs) == size * (size - 1) // 2
    assert network.id == name
    assert network.source in shipped.sources
    assert len(network.data_hash) == 64
    assert {"model", "tau2", "effect", "interval", "prediction", "split"} <= set(network.method)
    assert all(pair.se > 0 for pair in network.pairs)
    assert all((pair.trials > 0) == (not math.isnan(pair.direct)) for pair in network.pairs)
    assert all(node.rank_low <= node.rank_middle <= node.rank_high for node in network.nodes)
    for node in network.nodes:
        assert sum(node.ranks) == pytest.approx(1, abs=0.005)


def test_lower_is_better_for_dropout_alone() -> None:
    found = {name: read_network(FOLDER, name).small_is_good for name in NAMES}
    assert [name for name, small in found.items() if small] == ["dropout-any", "dropout-ae"]


def test_every_mapped_treatment_is_in_the_networks(shipped: KnowledgeBase) -> None:
    recorded = 0
    for family in INDEX.families:
        for name in family.networks:
            network = read_network(FOLDER, name)
            assert set(family.treatments.values()) <= {node.name for node in network.nodes}
        recorded += sum(record in shipped.treatments for record in family.treatments)
    assert recorded >= 20, "the map names records that are not there"


def test_no_record_is_in_two_families() -> None:
    one, two = (set(family.treatments) for family in INDEX.families)
    assert not one & two


@needs_trials
def test_shipped_results_are_what_their_trials_give() -> None:
    count = 0
    for network in networks(TRIALS):
        there = json.loads((FOLDER / f"{network.id}.json").read_text(encoding="utf-8"))
        assert list(differences(there, json.loads(written(network)))) == []
        count += 1
    assert count == len(NAMES)


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def remission() -> Any:
    trials = read_trials(TRIALS / "griselda2018_remission.csv")
    return fit(from_arms(trials.arms, Measure.OR), NetworkOptions(reference="placebo"))


@needs_trials
def test_agreement_with_r_on_spread_and_consistency(remission: Any) -> None:
    r = json.loads((REFERENCE / "summary.json").read_text(encoding="utf-8"))
    parts = inconsistency(remission)
    data = remission.contrasts
    assert (len(data.trials), len(data.trial), len(data.treatments), len(parts.designs)) == (
        r["k_studies"], r["m_pairwise"], r["n_treatments"], r["d_designs"]
    )  # fmt: skip
    assert data.left_out == ("Raft1981", "Yang2003")
    for found, key in (
        (remission.total.q, "Q"), (remission.total.df, "df_Q"), (remission.total.p, "p_Q"),
        (remission.tau2, "tau2"), (remission.total.i2, "I2"),
        (remission.total.i2_lower, "I2_lower"), (remission.total.i2_upper, "I2_upper"),
        (parts.within.q, "Q_heterogeneity"), (parts.within.df, "df_heterogeneity"),
        (parts.within.p, "p_heterogeneity"), (parts.between.q, "Q_inconsistency"),
        (parts.between.df, "df_inconsistency"), (parts.between.p, "p_inconsistency"),
    ):  # fmt: skip
        assert found == pytest.approx(r[key], abs=1e-8, rel=0), key
    full = r["full_design_random"]
    assert parts.random_between.q == pytest.approx(full["Q"], abs=1e-8, rel=0)
    assert parts.random_between.p == pytest.approx(full["pval"], abs=1e-8, rel=0)
    assert parts.tau_within == pytest.approx(full["tau.within"], abs=1e-8, rel=0)


@needs_trials
def test_agreement_with_r_on_every_pair(remission: Any) -> None:
    names = remission.contrasts.treatments
    found = rows("all_pairs.csv")
    assert len(found) == 462
    for row in found:
        i, j = names.index(row["treat1"]), names.index(row["treat2"])
        for value, key in (
            (remission.common.effect, "TE_common"), (remission.common.se, "se_common"),
            (remission.random.effect, "TE_random"), (remission.random.se, "se_random"),
        ):  # fmt: skip
            assert float(value[i, j]) == pytest.approx(float(row[key]), abs=1e-8, rel=0)
        assert int(remission.trials_of_pair[i, j]) == int(row["k_direct"])


@needs_trials
def test_agreement_with_r_on_direct_and_indirect(remission: Any) -> None:
    names = remission.contrasts.treatments
    count = 0
    for row in rows("netsplit_backcalculation.csv"):
        one, two = row["comparison"].split(":")
        parts = split(remission.random, names.index(one), names.index(two))
        for part, key in (
            (parts.direct, "direct"), (parts.indirect, "indirect"), (parts.difference, "diff"),
        ):  # fmt: skip
            if row[key]:
                count += 1
                assert part.effect == pytest.approx(float(row[key]), abs=1e-6, rel=0)
                assert part.se == pytest.approx(float(row[f"{key}_se"]), abs=1e-6, rel=0)
            else:
                assert math.isnan(part.effect)
        if row["p"]:
            assert parts.difference.p == pytest.approx(float(row["p"]), abs=1e-6, rel=0)
    assert count > 400


@needs_trials
def test_agreement_with_r_on_ranks(remission: Any) -> None:
    scores = p_scores(remission.random, small_is_good=False)
    names = remission.contrasts.treatments
    seen = 0
    for row in rows("vs_reference.csv"):
        if row["pscore_random"]:
            seen += 1
            score = float(scores[names.index(row["treatment"])])
            assert score == pytest.approx(float(row["pscore_random"]), abs=1e-8, rel=0)
            assert score == pytest.approx(float(row["sucra_random_20000sim"]), abs=0.01)
    assert seen >= 21


@needs_trials
def test_the_readme_of_the_psychotherapy_set_names_what_is_flagged() -> None:
    notes = read_network(FOLDER, "psychotherapy").notes
    flagged = next(note for note in notes if "contradict" in note)
    for trial in ("Victor-Aigbodion, 2023", "Mueller-Weinitschke, 2023", "Rohde, 2014b"):
        assert trial in flagged
