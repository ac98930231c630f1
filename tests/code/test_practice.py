"""Guidelines, monitoring and predictors, on invented records."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.guidance import Clash, Stance, differing, guidance, speaking_of, stance_of
from kb.load.base import load
from kb.model.claim import Claim
from kb.model.composite import Line
from kb.problems import UsageFault
from kb.render.terminal import text
from kb.view.document import Document
from kb.view.guidance import guidelines_document
from kb.view.practice import monitor_document, predictors_document
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=Path(__file__).parent / "facets", today=TODAY)


def flat(document: Document) -> str:
    return " ".join(text(document, 80).split())


@pytest.mark.parametrize(
    ("words", "when", "stance"),
    [
        ("first line", None, Stance.FIRST),
        ("among the recommended first-line agents", "initial treatment", Stance.FIRST),
        ("Suggested for initial treatment; no first-line drug is superior.", None, Stance.FIRST),
        ("not routinely offered as first-line treatment", None, Stance.LIMITED),
        ("suggested as an option", "no response to several trials", Stance.LIMITED),
        ("suggested as an option", "not helped by other treatments", Stance.LIMITED),
        ("not a drug for initial treatment", "listed with others", Stance.LIMITED),
        ("Listed with tricyclics as not for initial treatment.", None, Stance.LIMITED),
        ("a listed option", None, Stance.OPTION),
        ("not recommended", "treatment-resistant depression", Stance.AGAINST),
        ("weigh the data", None, Stance.UNREAD),
    ],
)
def test_how_words_are_read(words: str, when: str | None, stance: Stance) -> None:
    assert stance_of(Claim[Line](value=Line(value=words), when=when)) is stance


def test_gaps_and_denials_are_unread() -> None:
    assert stance_of(None) is Stance.UNREAD
    denied = Claim[Line](value=Line(value="first line"), denied=True)
    assert stance_of(denied) is Stance.UNREAD


def test_disagreements_come_first(base: KnowledgeBase) -> None:
    found = guidance(base, [base["talk"], base["mentioned"]])
    assert [one.record.id for one in found] == ["mentioned", "talk"]
    kinds = [(d.kind, d.one.label, d.two.label) for d in found[0].differences]
    assert kinds == [
        (Clash.LICENCE, "CANMAT 2023", "FDA"),
        (Clash.LICENCE, "NICE NG222", "FDA"),
        (Clash.LICENCE, "VA/DoD 2022", "FDA"),
        (Clash.PLACE, "CANMAT 2023", "NICE NG222"),
        (Clash.PLACE, "NICE NG222", "VA/DoD 2022"),
    ]
    assert [one.record.id for one in differing(found)] == ["mentioned"]


def test_every_body_is_shown_in_its_own_words(base: KnowledgeBase) -> None:
    shown = flat(guidelines_document(base, guidance(base, [base["mentioned"]]), ["mentioned"]))
    assert "NICE NG222: not offered as first-line treatment [1] read as: later or for few" in shown
    assert "APA: not yet reviewed" in shown
    assert "CANMAT 2023 and NICE NG222; NICE NG222 and VA/DoD 2022: differ in how early" in shown


def test_checks_before_the_start_come_first(base: KnowledgeBase) -> None:
    shown = flat(monitor_document(base, ["raised"]))
    assert shown.index("ECG before starting rhythm") < shown.index("weight at each visit gain")
    assert "blood count not stated not stated US" in shown
    assert "not yet reviewed" in flat(monitor_document(base, ["talk"]))


def test_replicated_predictors_come_first(base: KnowledgeBase) -> None:
    shown = flat(predictors_document(base, ["raised"]))
    assert shown.index("severity predicts a better") < shown.index("age findings differ")
    assert "sex direction not stated not stated" in shown


def test_only_replicated_predictors_on_request(base: KnowledgeBase) -> None:
    shown = flat(predictors_document(base, [], replicated=True))
    assert "raised: severity: predicts a better response, replicated" in shown
    assert "age" not in shown.split("Replicated ones first")[0].replace("agent", "")
    assert "not yet reviewed (6): maoi, mentioned, none-found, oxidine, talk, worded" in shown


def test_what_is_said_of_one_population(base: KnowledgeBase) -> None:
    found = speaking_of(guidance(base, base), "obsessions")
    assert [one.record.id for one in found] == ["mentioned"]
    shown = flat(guidelines_document(base, found, [], "obsessions"))
    assert shown.startswith("What is said of 1 treatment for “obsessions” ")
    assert "FDA: approved: obsessions only; no indication for depression [1]" in shown
    # A body that says something else is silent on it, one of which nothing is recorded is not.
    # The licence is for what was asked about, though not for depression.
    assert "mentioned silent silent silent not yet reviewed licensed" in shown
    assert "no indication for depression [1] read as: licensed" in shown
    assert "off-label" not in shown
    assert "APA:" not in shown
    assert "Only statements that mention “obsessions”" in shown


def test_a_licence_for_another_use_is_none_for_depression(base: KnowledgeBase) -> None:
    shown = flat(guidelines_document(base, guidance(base, [base["mentioned"]]), ["mentioned"]))
    assert "no indication for depression [2] read as: not licensed" in shown
    assert (
        "VA/DoD 2022 and FDA: named by a guideline, not licensed by the FDA for depression in "
        "general."
    ) in shown


def test_a_population_of_which_nobody_speaks_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault) as caught:
        speaking_of(guidance(base, base), "catatonia")
    assert str(caught.value).startswith(
        'No guideline and no US indication mentions "catatonia". Known by name: depression, '
    )


def test_predictors_that_treatments_share_stand_once(base: KnowledgeBase) -> None:
    claim = base["raised"].answer("individual.predictors")
    twin = base["worded"]
    section = twin.individual.model_copy(update={"predictors": claim})
    shared = KnowledgeBase(
        {**base.treatments, "worded": twin.model_copy(update={"individual": section})},
        base.sources,
        base.today,
    )
    shown = flat(predictors_document(shared, ["raised", "worded"]))
    assert "- raised, worded: severity: predicts a better response, replicated [1]" in shown
