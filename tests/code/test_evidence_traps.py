"""Known traps of trial data, each as a test on invented trials."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from kb.evidence.analysis import contrasts_of, fit_file
from kb.evidence.build import from_arms
from kb.evidence.choices import choices_from
from kb.evidence.metapsy import contradiction, psychotherapies
from kb.evidence.network import fit
from kb.evidence.ranking import p_scores, ranking
from kb.evidence.reading import read_trials
from kb.evidence.sharing import Stated, full_set
from kb.evidence.trials import Arm, Measure
from kb.problems import DataInvalid, Place, UsageFault

from .evidence_nets import binary_arms


def test_direction_of_the_outcome_turns_the_ranks_round() -> None:
    fitted = fit(from_arms(binary_arms(1), Measure.OR)).random
    more, fewer = (p_scores(fitted, small_is_good=x) for x in (False, True))
    assert np.allclose(more + fewer, 1)
    assert more.argmax() == fewer.argmin() == 4


def test_ranks_have_intervals_and_agree_with_the_p_score() -> None:
    fitted = fit(from_arms(binary_arms(1), Measure.OR)).random
    found = ranking(fitted, small_is_good=False, draws=20_000)
    again = ranking(fitted, small_is_good=False, draws=20_000)
    assert (found.probability == again.probability).all()
    assert np.allclose(found.probability.sum(axis=0), 1)
    assert np.allclose(found.probability.sum(axis=1), 1)
    assert (found.lower <= found.median).all()
    assert (found.median <= found.upper).all()
    sucra = found.probability.cumsum(axis=1)[:, :-1].mean(axis=1)
    assert np.allclose(sucra, found.score, atol=0.01)


def test_zero_cell_rules_change_effects_and_the_count_of_trials() -> None:
    arms = [*binary_arms(2, zeros=True), Arm("nil", "t0", 40, 0), Arm("nil", "t1", 40, 0)]
    counts, effects = {}, {}
    for text in ("", "zero-cells=all", "zero-cells=all-if-any", "all-zero=keep", "increment=0.1"):
        made = from_arms(arms, Measure.OR, choices_from(text).effects(network=True))
        counts[text] = len(made.trials)
        effects[text] = round(float(fit(made).common.effect[0, 1]), 6)
    assert counts == {
        "": 30,
        "zero-cells=all": 30,
        "zero-cells=all-if-any": 30,
        "all-zero=keep": 31,
        "increment=0.1": 30,
    }
    assert effects["zero-cells=all"] == effects["zero-cells=all-if-any"]
    assert len(set(effects.values())) == 4


def test_the_increment_goes_to_all_arms_of_a_trial_with_a_zero() -> None:
    arms = [Arm("one", "a", 10, 0), Arm("one", "b", 20, 5), Arm("one", "c", 20, 10)]
    made = from_arms(arms, Measure.OR)
    b_v_c = math.log(5.5 / 15.5) - math.log(10.5 / 10.5)
    assert made.effect[2] == pytest.approx(b_v_c, rel=1e-14)


def test_a_trial_silent_in_some_arms_is_kept_whole_and_said_so() -> None:
    arms = [Arm("one", "a", 10, 0), Arm("one", "b", 20, 0), Arm("one", "c", 20, 10)]
    made = from_arms(arms, Measure.OR)
    assert len(made.trial) == 3
    assert made.notes == (
        "1 trial with several arms without an event is kept whole, for another arm has events: one",
    )


ROWS = "study,treatment,n,mean,sd,change\n" + "".join(
    f"s{k},a,20,{-8 if k == 3 else 12},6,{int(k == 3)}\ns{k},b,20,{-6 if k == 3 else 14},6,{int(k == 3)}\n"
    for k in range(5)
)


def test_change_scores_among_endpoints_are_refused_in_an_smd(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(ROWS, encoding="utf-8")
    trials = read_trials(path)
    assert trials.changes == ("s3",)
    with pytest.raises(UsageFault, match="1 trial gives change scores among endpoint means"):
        contrasts_of(trials, Measure.SMD, choices_from(""), network=True)
    dropped = contrasts_of(trials, Measure.SMD, choices_from("change=drop"), network=True)
    assert (len(dropped.trials), dropped.notes) == (4, ("1 trial with change scores left out",))
    kept = contrasts_of(trials, Measure.SMD, choices_from("change=keep"), network=True)
    assert len(kept.trials) == 5
    plain = contrasts_of(trials, Measure.MD, choices_from(""), network=True)
    assert plain.notes == ("1 trial gives change scores among endpoint means",)


def test_arms_of_one_treatment_are_merged_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "doses.csv"
    text = "study,treatment,n,mean,sd\ns,a,10,5,2\ns,a,30,7,3\ns,b,20,9,2\nt,a,9,1,1\nt,a,9,2,1\n"
    path.write_text(text, encoding="utf-8")
    made = contrasts_of(read_trials(path), Measure.MD, choices_from("arms=merge"), network=True)
    assert made.notes == (
        "2 arms merged with another of their treatment",
        "1 trial of a single treatment left out",
    )
    everyone = [5 + 2 * z for z in _spread(10)] + [7 + 3 * z for z in _spread(30)]
    assert made.effect[0] == pytest.approx(np.mean(everyone) - 9, rel=1e-12)
    assert made.variance[0] == pytest.approx(np.var(everyone, ddof=1) / 40 + 4 / 20, rel=1e-12)


def _spread(n: int) -> np.ndarray:
    """`n` values with mean 0 and standard deviation 1 exactly."""
    z = np.arange(n) - (n - 1) / 2
    return z / z.std(ddof=1)


def stated(
    trial: str, one: str, two: str, effect: float, se: float, n1: float, n2: float
) -> Stated:
    return Stated(trial, ((one, ""), (two, "")), effect, se, (n1, n2), Place("x"))


def test_two_therapies_against_one_waiting_list_share_its_people() -> None:
    rows = [stated("t", "a", "w", 0.5, 0.31, 25, 20), stated("t", "b", "w", 0.9, 0.31, 25, 20)]
    pairs = {(p.first, p.second): p for p in full_set(rows)}
    assert pairs["a", "b"].effect == pytest.approx(-0.4, abs=1e-12)
    assert pairs["a", "b"].se == pytest.approx(math.sqrt(2 * 0.31**2 - 2 / 20), rel=1e-9)
    assert pairs["a", "w"].se == pytest.approx(0.31, rel=1e-12)


def test_two_arms_of_one_therapy_become_one_without_counting_the_control_twice() -> None:
    one, two = (("a", "group"), ("w", "")), (("a", "single"), ("w", ""))
    rows = [Stated("t", arms, 0.5, 0.3, (25, 20), Place("x")) for arms in (one, two)]
    (pair,) = full_set(rows)
    assert pair.effect == pytest.approx(0.5)
    assert 0.3 / math.sqrt(2) < pair.se < 0.3


HEADER = (
    "study,condition_arm1,condition_arm2,multi_arm1,multi_arm2,g,g_se,instrument,rating,"
    "mean_arm1,sd_arm1,n_arm1,mean_arm2,sd_arm2,n_arm2"
)


def test_one_instrument_for_each_trial_and_contradictions_flagged(tmp_path: Path) -> None:
    path = tmp_path / "psy.csv"
    path.write_text(
        f"{HEADER}\n"
        "one,cbt,wl,,,0.50,0.2,phq-9,self-report,10,4,50,12,4,50\n"
        "one,cbt,wl,,,0.70,0.2,hdrs-17,clinician,10,4,50,12.8,4,50\n"
        "two,bat,cau,,,0.30,0.2,bdi-2,self-report,10,4,50,14,4,50\n"
        "three,cbt,cau,,,0.40,0.2,phq-9,self-report,,,,,,\n"
        "four,bat,wl,,,,,phq-9,self-report,,,,,,\n",
        encoding="utf-8",
    )
    found = psychotherapies(path)
    assert [(p.trial, round(p.effect, 3)) for p in found.pairs] == [
        ("one", 0.7), ("two", 0.3), ("three", -0.4),
    ]  # fmt: skip
    assert found.flagged == ("two bdi-2: 0.30 stated, 0.99 from its means",)
    assert found.notes[0].startswith("1 trial with several instruments")
    assert "1 row without an effect left out" in found.notes
    assert found.notes[-1] == (
        "1 stated effect contradicts its own means and is used as stated: "
        "two bdi-2: 0.30 stated, 0.99 from its means"
    )


def test_an_effect_that_agrees_with_its_means_is_not_flagged() -> None:
    row = {"study": "s", "instrument": "x", "g": "0.99", "mean_arm1": "10", "mean_arm2": "14",
           "sd_arm1": "4", "sd_arm2": "4", "n_arm1": "50", "n_arm2": "50"}  # fmt: skip
    assert contradiction(row) == ""
    assert contradiction({**row, "g": "-0.99"}) == "s x: -0.99 stated, 0.99 from its means"


REPEATED = (
    "study,condition_arm1,condition_arm2,g,g_se,instrument,primary\n"
    "one,drug,placebo,-0.5,0.2,madrs,1\none,drug,placebo,-0.9,0.2,qids,0\n"
    "two,drug,placebo,-0.3,0.3,madrs,1\ntwo,drug,placebo,-0.1,0.3,qids,0\n"
)
NAMES = {
    "treatment1": "condition_arm1",
    "treatment2": "condition_arm2",
    "effect": "g",
    "se": "g_se",
}


def test_several_instruments_are_a_fault_until_one_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "repeated.csv"
    path.write_text(REPEATED, encoding="utf-8")
    with pytest.raises(DataInvalid, match="the same contrast twice"):
        fit_file(path, NAMES, "SMD", choices_from(""), "placebo", True)
    _, network = fit_file(path, NAMES, "SMD", choices_from(""), "placebo", True, {"primary": "1"})
    assert network.trials == 2
    assert network.notes[0] == "rows where primary is 1; 2 rows passed over"
    # Negative is better here: the ranks follow the direction, the effect keeps its sign.
    assert network.pair("drug", "placebo").effect < -0.4
    assert network.node("drug").score > network.node("placebo").score
    with pytest.raises(UsageFault, match=r"No trial is left \(rows where primary is 2"):
        fit_file(path, NAMES, "SMD", choices_from(""), "placebo", True, {"primary": "2"})
    with pytest.raises(UsageFault, match='no column "x" to choose rows by'):
        fit_file(path, NAMES, "SMD", choices_from(""), "placebo", True, {"x": "1"})


def test_a_network_in_two_parts_is_never_bridged(tmp_path: Path) -> None:
    path = tmp_path / "parts.csv"
    path.write_text(
        "study,treatment,n,events\na,drug,50,20\na,placebo,50,10\nb,therapy,50,20\nb,waiting,50,10\n",
        encoding="utf-8",
    )
    with pytest.raises(Exception, match="falls into 2 parts: drug, placebo; therapy, waiting"):
        fit_file(path, {}, "", choices_from(""), "", None)
