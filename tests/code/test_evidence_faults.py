"""Faulty trial data: each rule with a failing and a passing case, and its exact words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.evidence.agreement import require_agreement
from kb.evidence.analysis import fit_file
from kb.evidence.build import from_arms, from_pairs
from kb.evidence.choices import choices_from
from kb.evidence.columns import Form, form_of, located, mapping_of
from kb.evidence.funnel import Point, asymmetry
from kb.evidence.network import fit
from kb.evidence.options import AllZero, EffectOptions, NetworkOptions, Tau
from kb.evidence.trials import Arm, Measure, Pair
from kb.problems import DataInvalid, UsageFault

from .evidence_nets import binary_arms

GOOD = [
    Arm("one", "a", 50, 10),
    Arm("one", "b", 50, 20),
    Arm("two", "a", 40, 5),
    Arm("two", "b", 40, 9),
]


def faults(arms: list[Arm], measure: Measure = Measure.OR) -> list[tuple[str, str, str]]:
    with pytest.raises(DataInvalid) as caught:
        from_arms(arms, measure)
    return [(p.code, p.record, p.message) for p in caught.value.problems]


def test_good_arms_are_accepted() -> None:
    assert len(from_arms(GOOD, Measure.OR).trial) == 2


@pytest.mark.parametrize(
    ("arm", "message"),
    [
        (Arm("one", "a", 0, 0), "0 people in an arm"),
        (Arm("one", "a", 50, -1), "-1 events"),
        (Arm("one", "a", 50, 51), "51 events in 50 people"),
    ],
)
def test_impossible_counts(arm: Arm, message: str) -> None:
    assert ("E402", "one", message) in faults([arm, *GOOD[1:]])


def test_impossible_spread() -> None:
    arms = [Arm("one", "a", 10, mean=3, sd=0), Arm("one", "b", 10, mean=2, sd=1)]
    assert faults(arms, Measure.MD) == [("E402", "one", "a standard deviation of 0")]


def test_single_arm_trial() -> None:
    assert faults([*GOOD, Arm("three", "a", 30, 3)]) == [
        ("E403", "three", "a trial with a single arm")
    ]


def test_arm_twice() -> None:
    assert faults([*GOOD, Arm("one", "a", 30, 3)]) == [
        ("E404", "one", 'a second arm of "a" in this trial')
    ]


def test_no_event_anywhere() -> None:
    arms = [Arm("one", "a", 50, 0), Arm("one", "b", 50, 0)]
    assert faults(arms) == [
        ("E406", "", "no trial has an event in one arm and a non-event in another")
    ]


def test_a_trial_without_events_is_left_out_and_said_so_or_refused() -> None:
    silent = [*GOOD, Arm("nil", "a", 30, 0), Arm("nil", "b", 30, 0)]
    made = from_arms(silent, Measure.OR)
    assert made.left_out == ("nil",)
    assert made.notes == (
        "1 trial without an event, or with events only, in every arm says nothing on a ratio "
        "and is left out: nil",
    )
    assert len(from_arms(silent, Measure.RD).trials) == 3
    assert len(from_arms(silent, Measure.OR, EffectOptions(all_zero=AllZero.KEEP)).trials) == 3
    with pytest.raises(DataInvalid, match="no event in any arm"):
        from_arms(silent, Measure.OR, EffectOptions(all_zero=AllZero.REFUSE))


def test_disconnected_network_names_its_parts() -> None:
    arms = [*GOOD, Arm("three", "x", 30, 3), Arm("three", "y", 30, 9)]
    with pytest.raises(DataInvalid, match="the network falls into 2 parts: a, b; x, y"):
        fit(from_arms(arms, Measure.OR))


def pair_fault(pairs: list[Pair]) -> tuple[str, str]:
    with pytest.raises(DataInvalid) as caught:
        from_pairs(pairs, Measure.MD)
    return caught.value.problems[0].code, caught.value.problems[0].message


def test_contrasts_without_their_covariance() -> None:
    two_of_three = [Pair("one", "a", "b", 1, 0.5), Pair("one", "a", "c", 1, 0.5)]
    assert pair_fault(two_of_three) == (
        "E405", "2 of the 3 contrasts of 3 arms: their covariance cannot be known"
    )  # fmt: skip
    assert len(from_pairs([*two_of_three, Pair("one", "b", "c", 0, 0.5)], Measure.MD).trial) == 3


def test_other_faults_of_contrasts() -> None:
    good = Pair("one", "a", "b", 1, 0.5)
    assert pair_fault([good, good]) == ("E404", "the same contrast twice")
    assert pair_fault([Pair("one", "a", "a", 1, 0.5)])[0] == "E404"
    assert pair_fault([Pair("one", "a", "b", 1, 0)]) == ("E402", "a standard error of 0")


def test_contrasts_that_contradict_each_other() -> None:
    def of(third: float, se: float = 0.5) -> None:
        rows = [
            Pair("one", "a", "b", 1, 0.5),
            Pair("one", "b", "c", 1, 0.5),
            Pair("one", "a", "c", third, se),
        ]
        require_agreement(from_pairs(rows, Measure.MD))

    of(2.0)
    with pytest.raises(DataInvalid, match=r"contradict each other by 1\.3333"):
        of(-2.0)
    with pytest.raises(DataInvalid, match="negative variance of an arm"):
        of(2.0, 0.9)


def test_method_that_networks_do_not_have() -> None:
    with pytest.raises(UsageFault, match="Paule-Mandel is for pairwise"):
        fit(from_arms(GOOD, Measure.OR), NetworkOptions(tau=Tau.PM))
    with pytest.raises(UsageFault, match='"z" is not in the network'):
        fit(from_arms(GOOD, Measure.OR), NetworkOptions(reference="z"))


def written(folder: Path, text: str) -> Path:
    path = folder / "trials.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_cell_that_is_no_number_is_shown_at_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "study,treatment,n,events\none,a,50,ten\none,b,50,20\n")
    with pytest.raises(DataInvalid) as caught:
        fit_file(path, {}, "", choices_from(""), "", None)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("E409", 2, 10)
    assert problem.message == '"ten" is not a number'
    assert problem.remedy == "Write events with digits and a point, or leave it empty."


def test_missing_outcomes_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [f"{a.trial},{a.treatment},{a.n:g},{a.events:g}" for a in binary_arms(1)]
    text = "\n".join(["study,treatment,n,events", *rows, "late,t0,50,NA", "late,t1,50,9", ""])
    _, network = fit_file(written(tmp_path, text), {}, "", choices_from(""), "", None)
    assert network.notes == (
        "1 arm without this outcome left out",
        "1 trial left with one arm by that and left out",
    )
    assert network.trials == 30


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_other_separators_and_a_byte_order_mark(tmp_path: Path, mark: str) -> None:
    rows = [f"{a.trial},{a.treatment},{a.n:g},{a.events:g}" for a in binary_arms(1)]
    text = "\n".join(["\ufeffstudy,treatment,n,events", *rows]).replace(",", mark)
    _, network = fit_file(written(tmp_path, text), {}, "", choices_from(""), "", None)
    assert network.trials == 30


def test_columns_are_found_by_name_spelling_and_mapping() -> None:
    assert located(["studlab", "treat", "event", "n"], {}) == {
        "study": "studlab", "treatment": "treat", "n": "n", "events": "event",
    }  # fmt: skip
    assert located(["id", "x", "drug", "n", "r"], {"study": "x"})["study"] == "x"
    with pytest.raises(UsageFault, match='The file has no column "z"'):
        located(["a"], {"study": "z"})
    assert mapping_of("study=id, n=total") == {"study": "id", "n": "total"}
    with pytest.raises(UsageFault, match='"nonsense" is none'):
        mapping_of("nonsense")


def test_forms() -> None:
    def form(*columns: str) -> Form:
        return form_of(dict.fromkeys(columns, ""))

    assert form("study", "treatment", "n", "events") is Form.ARMS
    assert form("study", "treatment1", "treatment2", "effect", "se") is Form.CONTRASTS
    assert form("study", "n1", "n2", "events1", "events2") is Form.PAIRS
    with pytest.raises(UsageFault, match="The columns make up no trials"):
        form("study", "treatment")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("taw=DL", '"taw=DL" is no choice of method'),
        ("tau=XX", '"tau=XX" cannot be chosen. tau: estimator'),
        ("level=2", '"level=2" cannot be chosen'),
    ],
)
def test_choices_that_are_none(text: str, message: str) -> None:
    with pytest.raises(UsageFault, match=message):
        choices_from(text)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(0.0, 0.2), (0.0, 0.3)], "Three contrasts at least are needed to test for asymmetry."),
        ([(0.0, 0.2), (1e-17, 0.3), (0.0, 0.4)],
         "No trial differs from the direct estimate of its pair, as where each pair has but one "
         "trial: there is no asymmetry to test. Nothing was shown."),
        ([(0.1, 0.2), (-0.1, 0.2), (0.2, 0.2)],
         "All trials are equally precise: none is smaller than another, so there is no asymmetry "
         "to test. Nothing was shown."),
    ],
)  # fmt: skip
def test_a_funnel_without_anything_to_test(points: list[tuple[float, float]], words: str) -> None:
    with pytest.raises(UsageFault) as caught:
        asymmetry([Point("t", "a", "b", shift, se) for shift, se in points])
    assert str(caught.value) == words


def test_a_funnel_is_tested_with_three_points() -> None:
    found = asymmetry([Point("t", "a", "b", *at) for at in ((0.1, 0.2), (-0.1, 0.3), (0.2, 0.4))])
    assert found.df == 1
