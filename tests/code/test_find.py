"""The facets of kb find, and its three-part answer, on invented records."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.facet_list import Facets
from kb.ask.facets import Raised, RatedBetter
from kb.ask.find import find
from kb.ask.order import in_order
from kb.ask.phrases import affirms, mentions
from kb.ask.truth import Truth
from kb.load.base import load
from kb.model.rate import Rate
from kb.model.text import Text
from kb.model.vocab import State
from kb.problems import UsageFault
from kb.render.html import fragment
from kb.render.markdown import markdown
from kb.render.terminal import text
from kb.view.find import find_document
from tests.conftest import TODAY

FOLDER = Path(__file__).parent / "facets"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=FOLDER, today=TODAY)


def parts(base: KnowledgeBase, facets: Facets) -> dict[str, str]:
    found = find(base, facets.criteria(base))
    assert found.count == len(base) == len(ALL) + len(KIN)
    answer = {j.record.id: "yes" for j in found.matches}
    answer |= {j.record.id: "no" for j in found.others}
    answer |= {j.record.id: "unknown" for j in found.unjudged}
    return {record: answer[record] for record in ALL}


KIN = ("maoi", "oxidine")
"""Records that the facets below do not look at; tests of kb consider do."""
ALL = ("none-found", "raised", "worded", "mentioned", "talk")


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        (Facets(avoid=("weight-gain",)), ("yes", "no", "unknown", "no", "unknown")),
        (Facets(avoid=("sexual dysfunction",)), ("yes", "no", "unknown", "unknown", "unknown")),
        (Facets(not_with=("maoi",)), ("yes", "no", "no", "unknown", "yes")),
        (Facets(onset_within="7d"), ("no", "yes", "no", "unknown", "unknown")),
        (Facets(status="US:approved"), ("unknown", "unknown", "unknown", "yes", "unknown")),
        (Facets(status="US:approved", population="depression"),
         ("unknown", "unknown", "unknown", "no", "unknown")),
        (Facets(status="US:off-label", population="depression"),
         ("unknown", "unknown", "unknown", "yes", "unknown")),
        (Facets(lines=("canmat:first",)), ("unknown", "unknown", "unknown", "yes", "no")),
        (Facets(lines=("nice:first",)), ("unknown", "unknown", "unknown", "no", "unknown")),
        (Facets(lines=("va-dod-2022:first",)),
         ("unknown", "unknown", "unknown", "unknown", "unknown")),
        (Facets(category="psychotherapy"), ("no", "no", "no", "no", "yes")),
        (Facets(category="psychotherapy", onset_within="7d"),
         ("no", "no", "no", "no", "unknown")),
        (Facets(where=("onset.response <= 3 weeks",), category="pharmacotherapy"),
         ("yes", "yes", "yes", "unknown", "no")),
        (Facets(pregnancy=True), ("unknown",) * 5),
    ],
)  # fmt: skip
def test_facets(base: KnowledgeBase, facets: Facets, expected: tuple[str, ...]) -> None:
    assert parts(base, facets) == dict(zip(ALL, expected, strict=True))


@pytest.mark.parametrize(
    ("facets", "message"),
    [
        (Facets(), "Say what to look for, such as --onset-within 7d. `kb list` lists all."),
        (Facets(avoid=("weight",)), '--avoid: "weight" is no adverse effect here. Did you mean '),
        (Facets(not_with=("moai",)),
         '--not-with: "moai" is no partner here. Did you mean maoi?'),
        (Facets(route="orl"),
         '--route: "orl" is not one of the values allowed here. Did you mean oral?'),
        (Facets(onset_within="soon"), '--onset-within: "soon" is not a duration. '),
        (Facets(onset_within="1-2 weeks"), "--onset-within: a limit is one number"),
        (Facets(status="US"), '--status: "US" is not read. Write US:approved'),
        (Facets(status="US:aproved"), '--status: "aproved" is not one of the values'),
        (Facets(lines=("canmat",)), "--line: write guideline and line, such as"),
        (Facets(lines=("cannmat:first",)), '--line: "cannmat" is no guideline here. '),
    ],
)  # fmt: skip
def test_refusals(base: KnowledgeBase, facets: Facets, message: str) -> None:
    with pytest.raises(UsageFault) as caught:
        find(base, facets.criteria(base))
    assert str(caught.value).startswith(message)


def test_the_answer_has_three_parts_and_hides_nothing(base: KnowledgeBase) -> None:
    found = find(base, Facets(avoid=("weight-gain",)).criteria(base))
    shown = text(find_document(found, in_order(base, found.matches, "")), 80)
    assert shown.startswith("1 of 7 treatments match; 4 could not be judged; 2 do not match\n")
    assert "- none-found: none found: looked for at 8 weeks [1]\n" in shown
    assert "(1): worded (“Similar to placebo in one trial”)" in " ".join(shown.split())
    assert "- not yet reviewed (3): maoi, oxidine, talk\n" in shown
    assert "raised" not in shown.replace("not raised", "")
    everything = find_document(found, in_order(base, found.matches, ""), others=True)
    assert "- raised: 12% v 4% with placebo [1]\n" in text(everything, 80)


def test_answers_to_several_tests_stand_apart(base: KnowledgeBase) -> None:
    facets = Facets(avoid=("weight-gain",), where=("onset.response <= 3 weeks",))
    found = find(base, facets.criteria(base))
    shown = text(find_document(found, in_order(base, found.matches, "")), 120)
    assert (
        "- none-found: weight gain: none found: looked for at 8 weeks [1] · "
        "Onset › response: 2 weeks (adults) [1]\n"
    ) in shown


def test_an_answer_without_sources_ends_with_its_last_line(base: KnowledgeBase) -> None:
    found = find(base, Facets(where=("id = raised and not id = raised",)).criteria(base))
    document = find_document(found, in_order(base, found.matches, ""))
    end = " For professionals who can review these sources; not advice for one patient.\n"
    assert text(document, 80).endswith("; not advice for one\npatient.\n")
    assert markdown(document).endswith(end)
    assert "References" not in fragment(document)


def test_sorting_compares_only_what_compares(base: KnowledgeBase) -> None:
    alike = find(base, Facets(where=("onset.response <= 2 weeks",)).criteria(base))
    order = in_order(base, alike.matches, "onset.response")
    assert [judged.record.id for judged in order.matches] == ["raised", "none-found"]
    unlike = find(base, Facets(where=("onset.response <= 3 weeks",)).criteria(base))
    order = in_order(base, unlike.matches, "onset.response")
    assert dict(order.apart) == {"worded": "another population"}
    assert [judged.record.id for judged in order.matches][:2] == ["raised", "none-found"]
    two = find(base, Facets(where=("id = worded or id = raised",)).criteria(base))
    with pytest.raises(UsageFault) as caught:
        in_order(base, two.matches, "onset.response")
    assert "because they differ in\n  population: “adults”; “adults over 65”\n" in str(caught.value)


def test_missing_values_come_last_and_are_counted(base: KnowledgeBase) -> None:
    asked = Facets(where=("onset.response <= 2 weeks or category = psychotherapy",))
    found = find(base, asked.criteria(base))
    order = in_order(base, found.matches, "onset.response")
    assert [judged.record.id for judged in order.matches] == ["raised", "none-found", "talk"]
    assert order.missing == 1


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("major depressive disorder in adults", ("depress",), True),
        ("postpartum depression in adults; not depression in general", ("depress",), False),
        ("obsessions only; no indication for depression", ("depress",), False),
        ("insomnia", ("depress",), None),
        ("not routinely offered as first-line treatment", ("first line",), False),
    ],
)
def test_affirmed_denied_or_silent(
    sentence: str, words: tuple[str, ...], expected: bool | None
) -> None:
    assert affirms(sentence, words) is expected


def test_short_words_stand_alone() -> None:
    assert mentions("With ECT.", ("ect",))
    assert not mentions("Ectopic beats, effects.", ("ect",))


RATINGS = [
    ("Rated more favourable than others.", Truth.NO, Truth.YES),
    ("Rated less favourable than others.", Truth.YES, Truth.NO),
    ("Rated neutral among antidepressants.", Truth.UNKNOWN, Truth.NO),
    ("Listed without a frequency.", Truth.YES, Truth.NO),
]


@pytest.mark.parametrize(("said", "raised", "better"), RATINGS)
def test_a_guideline_rates_an_adverse_effect(said: str, raised: Truth, better: Truth) -> None:
    assert Raised().weigh(Text.parse(said))[0] is raised
    assert RatedBetter().weigh(Text.parse(said)) == (better, None)


def test_a_rate_is_no_rating() -> None:
    assert RatedBetter().weigh(Rate.parse("3% v 1% placebo")) == (Truth.NO, None)
    assert RatedBetter().weigh_gap(State.NOT_YET_REVIEWED) == (Truth.NO, None)
