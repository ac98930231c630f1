"""Names match exactly after folding, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ask.base import KnowledgeBase
from kb.ask.names import NEAR, NameIndex, _nearness, fold, ids_by_class
from kb.model.claim import Answer
from kb.model.treatment import Treatment, fields
from kb.model.vocab import Category, Level
from kb.problems import Candidate, NameAmbiguous, NameNotFound
from tests.code import laws

RECORD = Treatment(id="a", name="a", category=Category.SUPPLEMENT, level=Level.AGENT)


@pytest.mark.parametrize(
    "asked", ["alphine", "ALPHINE", "Alfo", "alpha  Thing", "alpha-thing", "Alphazol®"]
)
def test_every_name_finds_its_record(invented: KnowledgeBase, asked: str) -> None:
    assert invented[asked].id == "alphine"


def test_near_names_give_candidates_only(invented: KnowledgeBase) -> None:
    with pytest.raises(NameNotFound) as caught:
        invented["alphin"]
    assert [c.id for c in caught.value.candidates] == ["alphine", "alphines"]
    assert str(caught.value) == 'No treatment is called "alphin".'


def test_candidates_say_name_and_two_brands(invented: KnowledgeBase) -> None:
    with pytest.raises(NameNotFound) as caught:
        invented["alphazoll"]
    assert caught.value.candidates[0] == Candidate("alphine", "alphine", "Alfo, Alphazol")
    assert caught.value.candidates[1:] == (Candidate("alphines", "alphines", ""),)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("talk", ["talking-cure"]),  # four letters that a name begins with
        ("tal", []),
        ("cure", ["talking-cure"]),  # or holds
        ("talk show of the year", ["talking-cure"]),
        ("show talk", []),
        ("betzine", ["betazine"]),
        ("beta", ["betazine"]),
        ("xyz", []),
    ],
)
def test_what_counts_as_near(invented: KnowledgeBase, asked: str, near: list[str]) -> None:
    with pytest.raises(NameNotFound) as caught:
        invented[asked]
    assert [candidate.id for candidate in caught.value.candidates] == near


@pytest.mark.parametrize(
    ("asked", "name", "nearness"),
    [
        ("abcd", "abcdefghijklmnop", NEAR),  # begins alike; the lengths alone say no more
        ("bcde", "abcdefghijklmnop", NEAR),  # stands within
        ("abc", "abcdefghijklmnop", 0.0),
        ("abcdxxxxxxxx", "abcdyyyyyyyy", NEAR),
        ("abcxxxxxxxxx", "abcyyyyyyyyy", 0.25),
        ("abcdefghij", "abcdefghik", 0.9),
        ("1234567", "7654321abcdef", 2 / 20),  # as near as their lengths allow: looked at
        ("123456", "7654321abcdef", 0.0),
    ],
)
def test_how_near_two_names_are(asked: str, name: str, nearness: float) -> None:
    assert _nearness(asked, name) == pytest.approx(nearness)


def test_a_long_name_is_compared_letter_by_letter() -> None:
    """difflib leaves out frequent letters of 200 and more unless it is told not to."""
    assert _nearness("ab" * 150, "ab" * 150) == 1.0
    assert _nearness("x" + "ab" * 150, "y" + "ab" * 150) == pytest.approx(600 / 602)


def test_a_likeness_of_just_near_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.ask.names._nearness", lambda asked, name: NEAR)
    found = NameIndex({"a": RECORD}, {"a": ("a",)}).candidates("x")
    assert [candidate.id for candidate in found] == ["a"]


@pytest.mark.parametrize(
    ("asked", "never"), [("desvenlafxine", "desvenlafaxine"), ("venlafaxin", "venlafaxine-xr")]
)
def test_no_silent_substitute(shipped: KnowledgeBase, asked: str, never: str) -> None:
    with pytest.raises(NameNotFound) as caught:
        shipped[asked]
    assert never in [c.id for c in caught.value.candidates]


def test_drugs_that_sound_alike_stay_apart(shipped: KnowledgeBase) -> None:
    assert shipped["ketamine"].id == "ketamine-iv"
    assert shipped["esketamine"].id == "esketamine-nasal"
    assert shipped["desvenlafaxine"].id == "desvenlafaxine"
    assert isinstance(NameAmbiguous("x", "treatment", ()), NameNotFound)


def test_candidates_stand_nearest_first_by_their_nearest_name() -> None:
    names = {"abcdefgx": ("z", "y"), "abcdefgh": ("m",), "qqabcdefgh": ("z",), "abcdxxxx": ("m",)}
    records = {key: RECORD.model_copy(update={"id": key}) for key in "myz"}
    found = NameIndex(records, names).candidates("abcdefgi")
    assert [candidate.id for candidate in found] == ["m", "y", "z"]
    nearer = NameIndex(records, {**names, "abcdefgi": ("z",)}).candidates("abcdefgi")
    assert [candidate.id for candidate in nearer] == ["z", "m", "y"]


def test_a_candidate_names_two_brands_at_most() -> None:
    texts = [laws.claim(name) for name in ("One", "Two", "Three")]
    brands = Answer[Any].model_construct(entries=tuple(texts), disagree=False)
    record = laws.having(RECORD, fields()["identity.brands"], brands)
    (found,) = NameIndex({"a": record}, {"alphine": ("a",)}).candidates("alphin")
    assert found == Candidate("a", "a", "One, Two")


def test_members_of_classes_stand_in_order() -> None:
    def record(key: str, level: Level, parent: str | None = None) -> Treatment:
        return RECORD.model_copy(update={"id": key, "level": level, "class_id": parent})

    records = [
        record("b", Level.AGENT, "k"), record("k", Level.CLASS), record("empty", Level.CLASS),
        record("c", Level.AGENT, "elsewhere"), record("a", Level.AGENT, "k"), record("d", Level.AGENT),
    ]  # fmt: skip
    assert ids_by_class({each.id: each for each in records}) == {
        "k": ("b", "a"), "empty": (), "elsewhere": ("c",),
    }  # fmt: skip


def test_two_records_of_one_name_are_told_apart_by_id_alone() -> None:
    twins = {
        key: RECORD.model_copy(update={"id": key, "name": "twin"}) for key in ("twin", "other")
    }
    names = {"twin": ("other", "twin"), "other": ("other",), "both": ("other", "twin")}
    index = NameIndex(twins, names)
    assert (index.find("Twin").id, index.find("other").id) == ("twin", "other")
    with pytest.raises(NameAmbiguous) as caught:
        index.find("both")
    assert [candidate.id for candidate in caught.value.candidates] == ["other", "twin"]
    assert (caught.value.asked, str(caught.value)) == (
        "both", '"both" names more than one treatment.',
    )  # fmt: skip


@given(st.text(max_size=30))
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet="abcdefghijklmnop ", max_size=12))
def test_lookup_finds_only_equal_folded_names(invented: KnowledgeBase, name: str) -> None:
    if name in invented:
        record = invented[name]
        names = (record.id, record.name, *record.aliases, *record.abbreviations, *record.brands)
        assert fold(name) in {fold(n) for n in names}
