"""Wordings that curators judged alike: what they let stand in one order, and what not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.facet_list import Facets
from kb.ask.find import find
from kb.ask.order import Sorted, in_order
from kb.ask.places import Outcome
from kb.ask.ranking import rank
from kb.load.base import load, read_all
from kb.problems import Problem, UsageFault
from kb.render.terminal import text
from kb.view.find import find_document
from kb.view.rank import rank_document
from tests.conftest import TODAY

FOLDER = Path(__file__).parent / "alike"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=FOLDER, today=TODAY)


def ordered(base: KnowledgeBase, ids: Sequence[str]) -> Sorted:
    where = " or ".join(f"id = {one}" for one in ids)
    found = find(base, Facets(where=(where,)).criteria(base))
    assert {judged.record.id for judged in found.matches} == set(ids)
    return in_order(base, found.matches, "onset.response")


def names(order: Sorted) -> list[str]:
    return [judged.record.id for judged in order.matches]


def words(shown: str) -> str:
    return " ".join(shown.replace("\u00a0", " ").split())


def test_wordings_of_one_kind_stand_in_one_order(base: KnowledgeBase) -> None:
    order = ordered(base, ["slow", "quick"])
    assert names(order) == ["quick", "slow"]
    assert [(a.kind.id, a.wordings) for a in order.alike] == [
        ("general", ("adults with low mood", "people in a depressive episode"))
    ]


def test_another_kind_is_refused_by_its_name(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault) as caught:
        ordered(base, ["slow", "hard"])
    expected = "  population: “adults in general”; “adults with resistant low mood”\n"
    assert expected in str(caught.value)


def test_a_wording_in_no_kind_is_comparable_with_itself_only(base: KnowledgeBase) -> None:
    assert names(ordered(base, ["dosed"])) == ["dosed"]
    with pytest.raises(UsageFault, match="population: “20 mg/day”; “adults in general”"):
        ordered(base, ["dosed", "slow"])
    # The value of quick at 20 mg/day stands beside that of dosed; the usual one does not count.
    assert names(ordered(base, ["dosed", "quick"])) == ["quick", "dosed"]


def test_a_kind_does_not_make_unlike_units_comparable(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault, match="unit: “sessions”; “time”"):
        ordered(base, ["counted", "slow"])


def test_what_states_something_else_is_set_apart(base: KnowledgeBase) -> None:
    order = ordered(base, ["slow", "early", "quick", "heir", "silent", "torn"])
    assert names(order) == ["quick", "slow", "early", "heir", "torn", "silent"]
    assert order.apart == {
        "early": "first sign", "heir": "first sign", "torn": "several values that differ",
    }  # fmt: skip
    assert order.missing == 1


def test_another_kind_is_set_apart_where_two_can_be_ordered(base: KnowledgeBase) -> None:
    order = ordered(base, ["slow", "quick", "hard", "counted", "dosed"])
    assert names(order) == ["quick", "slow", "counted", "dosed", "hard"]
    assert order.apart == {
        "counted": "another unit", "dosed": "another population", "hard": "another population",
    }  # fmt: skip
    assert order.words == "ascending order of onset.response, for adults in general"


def test_a_refusal_names_questions_that_work(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault) as caught:
        ordered(base, ["dosed", "slow"])
    assert str(caught.value).endswith(
        "\nSide by side: kb compare dosed slow --fields onset.response\n"
        "If you judge these populations alike: "
        "kb rank dosed slow --by onset.response --across-populations\n"
        "Or sort by name. Nothing was shown."
    )
    rank(base, ["dosed", "slow"], ["onset.response"], across=True)
    with pytest.raises(UsageFault) as other:
        ordered(base, ["counted", "slow"])
    assert "kb rank" not in str(other.value), "no word of the reader's makes units alike"


def test_what_most_state_of_their_own_is_the_order(base: KnowledgeBase) -> None:
    """The class's value counts for no member: kin and early outnumber slow, heir alone would not."""
    assert names(ordered(base, ["early", "kin", "slow"])) == ["early", "kin", "slow"]
    assert ordered(base, ["early", "kin", "slow"]).apart == {
        "slow": "what the field means by itself"
    }
    assert ordered(base, ["heir", "slow"]).apart == {"heir": "first sign"}


def test_the_answer_shows_what_it_is_sorted_by_and_what_was_judged(base: KnowledgeBase) -> None:
    found = find(base, Facets(of_class="kin").criteria(base))
    order = in_order(base, found.matches, "onset.response")
    shown = words(text(find_document(found, order), 80))
    assert "- quick: 1–2 weeks (adults with low mood) [1] also 9 days (20 mg/day) [1]" in shown
    assert (
        "Not in this order, because what is recorded states something else or of others: - early:"
        in shown
    )
    assert "- heir: first sign: class KIN: 4 days (first sign in adults) [1]" in shown
    assert (
        "Judged alike, so that they may stand in one order: - adults in general: "
        "“adults with low mood”; “people in a depressive episode”."
    ) in shown
    data = json.loads(json.dumps(find_document(found, order).data))
    assert data["judged_alike"][0]["population"] == "general"
    assert data["set_apart"]["heir"] == "first sign"


def test_rank_compares_within_a_kind_and_says_so(base: KnowledgeBase) -> None:
    found = rank(base, ["slow", "quick", "early"], ["onset"])
    at = {record.id: index for index, record in enumerate(found.records)}
    assert found.outcome(at["quick"], at["slow"]) is Outcome.ABOVE
    assert found.outcome(at["early"], at["slow"]) is Outcome.OPEN
    shown = words(text(rank_document(base, ["slow", "quick", "early"], found), 80))
    assert "- adults in general: “adults with low mood”; “people in a depressive episode”." in shown
    assert (
        "early and slow are not decided: onset, response: not comparable, early “adults in general; "
        "first sign” against slow “adults in general”."
    ) in shown


def test_rank_refuses_another_kind(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault, match="“adults in general”; “adults with resistant low mood”"):
        rank(base, ["slow", "hard"], ["onset"])
    across = rank(base, ["slow", "hard"], ["onset"], across=True)
    shown = text(rank_document(base, ["slow", "hard"], across), 80)
    assert "Judged alike" not in shown
    assert "on your word" in shown


def problems(tmp_path: Path, populations: str) -> list[tuple[int, int, str, str]]:
    for name in ("treatments.yaml", "sources.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "populations.yaml").write_text(populations, encoding="utf-8")
    found: list[Problem] = read_all(tmp_path).problems
    assert all(problem.place.file == "data/populations.yaml" for problem in found)
    return [(p.place.line, p.place.column, p.code, p.message) for p in found]


HEAD = "- id: general\n  name: adults\n  definition: Not selected.\n"


@pytest.mark.parametrize(
    ("populations", "expected"),
    [
        (f"{HEAD}  wordings: [adults with low mood]\n", []),
        (
            f"{HEAD}  wordings:\n    - adults with low moods\n",
            [(5, 7, "E212", 'no claim is worded "adults with low moods"')],
        ),
        (
            f"{HEAD}  wordings: [adults with low mood, adults with low mood]\n",
            [(4, 36, "E213", '"adults with low mood" already belongs to general')],
        ),
        (
            f"{HEAD}  wordings: [adults with low mood]\n"
            "- id: other\n  name: adults\n  definition: As well.\n  wordings:\n"
            "    - adults with low mood\n",
            [(9, 7, "E213", '"adults with low mood" already belongs to general')],
        ),
        (
            f"{HEAD}  wordings: [adults with low mood]\n"
            f"{HEAD}  wordings: [people in a depressive episode]\n",
            [(5, 3, "E203", 'a second kind of population is called "general"')],
        ),
        (f"{HEAD}  wordings: []\n", [(4, 3, "E104", "a kind without wordings")]),
        (f"{HEAD}  words: [adults with low mood]\n", [
            (1, 3, "E103", 'the key "wordings" is missing'),
            (4, 3, "E102", '"words" is not a key that is known here'),
        ]),
        ("- general\n", [(1, 3, "E101", "a kind of population must be a mapping")]),
    ],
)  # fmt: skip
def test_every_fault_of_the_file_has_its_place(
    tmp_path: Path, populations: str, expected: list[tuple[int, int, str, str]]
) -> None:
    assert problems(tmp_path, populations) == expected


def test_a_broken_record_raises_no_complaints_on_wordings(tmp_path: Path) -> None:
    """What a record that could not be read says is not known."""
    for name in ("sources.yaml", "populations.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "treatments.yaml").write_text("- id: slow\n", encoding="utf-8")
    assert {p.place.file for p in read_all(tmp_path).problems} == {"data/treatments.yaml"}


def test_an_overlay_adds_kinds_and_is_named(tmp_path: Path) -> None:
    over = tmp_path / "mine"
    over.mkdir()
    (over / "treatments.yaml").write_text("- id: silent\n", encoding="utf-8")
    (over / "populations.yaml").write_text(
        "- id: same\n  name: adults by my own judgement\n  definition: Mine.\n"
        '  wordings: ["20 mg/day"]\n', encoding="utf-8"
    )  # fmt: skip
    mine = load([over], folder=FOLDER, today=TODAY)
    kind = mine.population_of("20 mg/day")
    assert kind is not None
    assert (kind.origin, kind.id) == ("mine", "same")
    assert mine.population_of("adults with low mood") is not None


def test_the_snapshot_carries_the_kinds(base: KnowledgeBase) -> None:
    again = load(folder=FOLDER, today=TODAY)
    assert list(again.populations) == ["general", "general-first", "resistant"]
    assert dict(again.populations.items()) == dict(base.populations.items())


def test_a_short_word_names_the_field_asked_for_most(base: KnowledgeBase) -> None:
    found = find(base, Facets(where=("id = slow or id = quick",)).criteria(base))
    assert in_order(base, found.matches, "onset").words == "ascending order of onset.response"
    with pytest.raises(UsageFault, match="--sort takes one field; duration has several"):
        in_order(base, found.matches, "duration")
