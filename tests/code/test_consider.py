"""General conditions and past trials, on invented records."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.conditions import GROUPS, Asked, history
from kb.ask.consider import Considered, consider
from kb.ask.trial import judge_trial, read_given
from kb.ask.truth import Truth
from kb.load.base import load
from kb.problems import NameNotFound, UsageFault
from kb.render.terminal import text
from kb.view.consider import consider_document
from kb.view.trial import trial_document
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=Path(__file__).parent / "facets", today=TODAY)


def one(base: KnowledgeBase, name: str, asked: Asked) -> Considered:
    return consider(base, [name], asked.conditions(base))[0].each[0]


def touched(base: KnowledgeBase, name: str, asked: Asked) -> list[tuple[str, str, str]]:
    found = one(base, name, asked)
    return [
        (touch.kind.value, touch.of.id, touch.ground.entry.value.text)  # type: ignore[union-attr]
        for touch in found.touches
    ]


@pytest.mark.parametrize(
    ("name", "asked", "expected"),
    [
        ("worded", Asked(age=78), [("dose", "worded", "20 mg/day")]),
        ("worded", Asked(age=40), []),
        ("worded", Asked(egfr=25),
         [("about this condition", "worded", "Half the dose below 30 ml/min.")]),
        ("worded", Asked(history=["seizure"]),
         [("contraindication", "worded", "Seizure disorder")]),
        ("worded", Asked(history=["purple spots"]), []),
        # The partner field is a gap, but the record's contraindications and the partner's own
        # record name the pair.
        ("worded", Asked(taking=["oxidine"]),
         [("contraindication", "worded", "MAOI within 14 days"),
          ("contraindication", "oxidine", "With raised drug or worded drug.")]),
        ("raised", Asked(taking=["oxidine"]),
         [("contraindication", "oxidine", "With raised drug or worded drug."),
          ("interaction", "raised", "Contraindicated together.")]),
        ("raised", Asked(qtc=480), [("monitoring", "raised", "ECG: before starting (rhythm)")]),
        ("talk", Asked(liver=True), []),
    ],
)  # fmt: skip
def test_what_touches_a_condition(
    base: KnowledgeBase, name: str, asked: Asked, expected: list[tuple[str, str, str]]
) -> None:
    assert touched(base, name, asked) == expected


def test_gaps_and_silences_are_told_apart(base: KnowledgeBase) -> None:
    document = consider_document(
        base, ["worded"], consider(base, ["worded"], Asked(pregnant=True).conditions(base))
    )
    shown = " ".join(text(document, 80).split())
    assert "not recorded: Populations › pregnancy: not studied: no study was found [1]" in shown
    assert (
        "not recorded: no contraindication or dose mentions it; "
        "boxed warning: none found; interaction, monitoring: not yet reviewed"
    ) in shown
    assert "safe" not in shown.lower()


def test_a_middle_age_says_that_no_group_is_shown(base: KnowledgeBase) -> None:
    found = one(base, "worded", Asked(age=40))
    assert found.condition.note == "no group is shown from 25 to 59 years"
    assert found.silent == ()


def test_an_unrecorded_drug_is_looked_for_as_a_word(base: KnowledgeBase) -> None:
    found = one(base, "worded", Asked(taking=["zyxin"]))
    assert found.condition.note.startswith("“zyxin” has no record here")


def test_a_slip_in_a_name_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(NameNotFound) as caught:
        Asked(taking=["oxidin"]).conditions(base)
    assert [candidate.id for candidate in caught.value.candidates] == ["oxidine"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(), "Name at least one general condition"),
        (Asked(age=200), "--age takes 0 to 120."),
        (Asked(egfr=500), "--egfr takes 0 to 200."),
        (Asked(qtc=48), "--qtc takes 200 to 800."),
        (Asked(history=["siezure"]), '--history: "siezure" is not known. Did you mean seizure?'),
    ],
)
def test_refusals(base: KnowledgeBase, asked: Asked, message: str) -> None:
    with pytest.raises(UsageFault) as caught:
        asked.conditions(base)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "given", "dose", "time", "whole"),
    [
        ("oxidine", ("30 mg/day", "", "4"), Truth.YES, Truth.YES, Truth.YES),
        ("oxidine", ("20 mg/day", "", "4"), Truth.NO, Truth.YES, Truth.NO),
        ("oxidine", ("30 mg/day", "", ""), Truth.YES, Truth.UNKNOWN, Truth.UNKNOWN),
        ("oxidine", ("", "", "3"), Truth.UNKNOWN, Truth.NO, Truth.NO),
        ("oxidine", ("30 mg/dose", "", "4"), Truth.UNKNOWN, Truth.YES, Truth.UNKNOWN),
        ("oxidine", ("", "10", "4"), Truth.UNKNOWN, Truth.YES, Truth.UNKNOWN),
        # Least dose 20-30: 25 lies inside. Two definitions of time: 5 weeks reaches one of them.
        ("worded", ("25 mg/day", "", "6"), Truth.UNKNOWN, Truth.YES, Truth.UNKNOWN),
        ("worded", ("30 mg/day", "", "5"), Truth.YES, Truth.UNKNOWN, Truth.UNKNOWN),
        ("worded", ("30 mg/day", "", "6"), Truth.YES, Truth.YES, Truth.YES),
        ("worded", ("30 mg/day", "", "3.5"), Truth.YES, Truth.NO, Truth.NO),
        ("talk", ("", "8", "4"), Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_trials(
    base: KnowledgeBase, name: str, given: tuple[str, str, str],
    dose: Truth, time: Truth, whole: Truth,
) -> None:  # fmt: skip
    found = judge_trial(base, name, read_given(*given))
    assert [part.truth for part in found.parts] == [dose, time]
    assert found.truth is whole


def test_a_trial_names_whose_definition_it_is(base: KnowledgeBase) -> None:
    document = trial_document(
        base, "oxidine", judge_trial(base, "oxidine", read_given("30 mg/day", "", "4"))
    )
    shown = " ".join(text(document, 80).split())
    assert "Adequate by the recorded definition: dose and time were both reached." in shown
    assert "(adults; US) [1] definition of: Example Firm, product label 2025" in shown


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("", "", ""), "Give what was tried: "),
        (("20 mg", "", ""), '"20 mg" does not say per what. '),
        (("20-40 mg/day", "", ""), '"20–40 mg/day": give one number'),
        (("", "", "a few"), '"a few weeks" is not a duration. '),
    ],
)
def test_trials_that_cannot_be_read(given: tuple[str, str, str], message: str) -> None:
    with pytest.raises(UsageFault) as caught:
        read_given(*given)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("word", "name", "words"),
    [
        ("suicide", "suicidality", ("suicid",)),
        ("Epilepsy", "seizure", ("seizure", "epilep", "convuls")),
        ("blood pressure", "hypertension", ("hypertensi", "high blood pressure", "blood pressure")),
    ],
)
def test_a_word_of_a_known_history_is_that_history(
    word: str, name: str, words: tuple[str, ...]
) -> None:
    found = history(word)
    assert (found.label, found.words) == (f"history: {word}", words)
    assert found.note == f"“{word}” is taken as {name}"
    assert found.direct == history(name).direct


@pytest.mark.parametrize(
    ("word", "group", "path"),
    [
        ("liver", "liver", "populations.hepatic"),
        ("Kidney disease", "kidneys", "populations.renal"),
        ("long QT", "QT interval", "adverse.qt-prolongation"),
        ("pregnancy", "pregnancy", "populations.pregnancy"),
    ],
)
def test_an_organ_or_a_group_given_as_history_is_that_group(
    word: str, group: str, path: str
) -> None:
    found = history(word)
    assert found.words == GROUPS[group]
    assert path in found.direct
    assert found.note == ("" if word == group else f"“{word}” is taken as {group}")


def test_a_word_of_no_history_is_looked_for_as_it_stands() -> None:
    assert history("purple spots").words == ("purple spots",)
