"""Places by the reader's own criteria: intervals, flips, refusals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ask.base import KnowledgeBase
from kb.ask.pairs import Why, _beside, read_criterion
from kb.ask.places import Flip, Outcome, Place, by_weight, flips, in_order_given, joined, places
from kb.ask.ranking import rank
from kb.ask.span import Span
from kb.cli.ranking import read_weights
from kb.load.base import load
from kb.problems import UsageFault
from kb.render.terminal import text
from kb.view.rank import ordinal, place_words, rank_document
from tests.conftest import TODAY

A, B, S, O = Outcome.ABOVE, Outcome.BELOW, Outcome.SAME, Outcome.OPEN  # noqa: E741


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=Path(__file__).parent / "ranked", today=TODAY)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [((A,), A), ((S, B), B), ((S, S), S), ((O, A), O), ((A, O), A), ((S, O), O)],
)
def test_the_first_that_sets_apart_decides(outcomes: list[Outcome], expected: Outcome) -> None:
    assert in_order_given(outcomes) is expected


@pytest.mark.parametrize(
    ("outcomes", "weights", "expected"),
    [
        ((A, B), (2, 1), A), ((A, B), (1, 2), B), ((A, B), (1, 1), S),
        ((A, O), (2, 1), A), ((A, O), (1, 1), O), ((A, O), (1, 2), O), ((S, S), (1, 1), S),
    ],
)  # fmt: skip
def test_weight_decides_only_whatever_is_open(
    outcomes: list[Outcome], weights: tuple[int, ...], expected: Outcome
) -> None:
    assert by_weight(outcomes, [Fraction(w) for w in weights]) is expected


@pytest.mark.parametrize(
    ("outcomes", "weights", "expected"),
    [
        ((A, B), None, Flip((0,), (1,))),
        ((S, A), None, Flip((1,), ())),
        ((O, A), None, Flip((0,))),
        ((S, S), None, Flip()),
        ((A, B), (3, 1), Flip((0,), (), ((1, Fraction(3)),))),
        ((A, B, B), (5, 1, 1), Flip((0,), (), ((1, Fraction(4)), (2, Fraction(4))))),
        ((A, O), (1, 1), Flip((1,))),
    ],
)  # fmt: skip
def test_what_would_turn_a_pair(
    outcomes: list[Outcome], weights: tuple[int, ...] | None, expected: Flip
) -> None:
    given_weights = [Fraction(w) for w in weights] if weights else None
    assert flips(outcomes, given_weights) == expected


@given(
    st.lists(st.sampled_from([A, B, S]), min_size=1, max_size=4),
    st.lists(st.integers(1, 5), min_size=4, max_size=4),
)
def test_a_flipping_weight_flips(outcomes: list[Outcome], numbers: list[int]) -> None:
    weights = [Fraction(n) for n in numbers[: len(outcomes)]]
    whole = joined(outcomes, weights)
    for index, limit in flips(outcomes, weights).weights:
        above = [*weights[:index], limit + 1, *weights[index + 1 :]]
        at = [*weights[:index], limit, *weights[index + 1 :]]
        assert joined(outcomes, above) is not whole
        assert joined(outcomes, above) is not S
        assert joined(outcomes, at) is S


values = st.one_of(st.none(), st.integers(0, 3))
matrices = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(values, min_size=width, max_size=width), min_size=2, max_size=4)
)


def pair(one: int | None, two: int | None) -> Outcome:
    if one is None or two is None:
        return O
    return A if one < two else B if one > two else S


def intervals(
    rows: Sequence[Sequence[int | None]], weights: Sequence[Fraction] | None
) -> list[Place]:
    relation = [
        [S if i == j else joined([pair(a, b) for a, b in zip(one, two, strict=True)], weights)
         for j, two in enumerate(rows)]
        for i, one in enumerate(rows)
    ]  # fmt: skip
    return places(relation)


@given(matrices, st.sampled_from([None, (1, 1, 1), (3, 2, 1)]))
def test_whatever_is_unknown_turns_out_the_place_lies_in_the_interval(
    rows: list[list[int | None]], numbers: tuple[int, ...] | None
) -> None:
    weights = [Fraction(n) for n in numbers[: len(rows[0])]] if numbers else None
    found = intervals(rows, weights)
    holes = [(i, j) for i, row in enumerate(rows) for j, cell in enumerate(row) if cell is None]
    for filling in product((-1, 1, 4), repeat=min(len(holes), 4)):
        filled = [list(row) for row in rows]
        for (i, j), value in zip(holes, [*filling, *[2] * len(holes)], strict=False):
            filled[i][j] = value
        for place, known in zip(found, intervals(filled, weights), strict=True):
            assert known.best == known.worst
            assert place.best <= known.best <= place.worst


@given(matrices)
def test_what_is_known_has_one_place(rows: list[list[int | None]]) -> None:
    known = [[0 if cell is None else cell for cell in row] for row in rows]
    for place, row in zip(intervals(known, None), known, strict=True):
        assert place.best == place.worst == 1 + sum(other < row for other in known)


def order(base: KnowledgeBase, names: Sequence[str], by: Sequence[str], **more: bool) -> list[str]:
    found = rank(base, names, by, **more)
    return [f"{p.best}-{p.worst} {r.id}" for p, r in zip(found.places, found.records, strict=True)]


ALL = ("fast", "slow", "likewise", "silent", "kin")


def test_places_on_the_invented_records(base: KnowledgeBase) -> None:
    # fast 1 week, slow and likewise 3 weeks; kin has its class's 2 weeks; silent has nothing.
    assert order(base, ALL, ["onset"]) == [
        "1-2 fast", "1-5 silent", "2-3 kin", "3-4 likewise", "3-4 slow",
    ]  # fmt: skip


def test_a_second_criterion_breaks_the_tie(base: KnowledgeBase) -> None:
    assert order(base, ["slow", "likewise"], ["onset", "nausea"]) == ["1-1 likewise", "2-2 slow"]


def test_not_raised_comes_before_raised_and_less_before_more(base: KnowledgeBase) -> None:
    # nausea: likewise none found; fast 5% over placebo, slow 20% over placebo; kin in words.
    found = order(base, ["fast", "slow", "likewise"], ["nausea"])
    assert found == ["1-1 likewise", "2-2 fast", "3-3 slow"]
    assert order(base, ["slow", "kin"], ["nausea"]) == ["1-2 kin", "1-2 slow"]


def test_higher_response_comes_first_and_overlap_stays_open(base: KnowledgeBase) -> None:
    assert order(base, ["fast", "slow"], ["response"]) == ["1-1 slow", "2-2 fast"]
    found = rank(base, ["slow", "likewise"], ["response"])
    assert [c.why for c in found.pairs[0, 1]] == [Why.OVERLAP]


def test_intervals_that_only_touch_stay_open() -> None:
    """1.40 to 1.65 against 1.65 to 2.07: the true values may be equal."""
    lower = Span("OR", Fraction("1.40"), Fraction("1.65"))
    touching = Span("OR", Fraction("1.65"), Fraction("2.07"))
    apart = Span("OR", Fraction("1.66"), Fraction("2.07"))
    assert _beside(lower, touching, low_first=False) is O
    assert _beside(lower, apart, low_first=False) is B
    assert _beside(lower, apart, low_first=True) is A


def test_unlike_measures_are_refused(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault) as caught:
        rank(base, ["fast", "counted", "slow"], ["onset"])
    assert str(caught.value).startswith(
        "These values of Onset › response cannot stand in one order. They differ in\n"
        "  unit: “sessions”; “time”\n"
    )


def test_unlike_populations_are_refused_unless_the_reader_says_so(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault) as caught:
        rank(base, ["fast", "elsewhere"], ["onset"])
    assert "  population: “adults”; “children”\n" in str(caught.value)
    assert "--across-populations" in str(caught.value)
    found = order(base, ["fast", "elsewhere"], ["onset"], across=True)
    assert found == ["1-1 elsewhere", "2-2 fast"]


def test_the_answer_shows_terms_and_what_would_change_it(base: KnowledgeBase) -> None:
    names = ["slow", "fast", "silent", "kin"]
    document = rank_document(base, names, rank(base, names, ["onset", "nausea"]))
    shown = " ".join(text(document, 80).replace("\u00a0", " ").split())
    assert shown.startswith("Ordered by your criteria: onset, response (less first), then nausea ")
    assert (
        "fast above kin by onset, response (1 week against class FAM: 2 weeks); "
        "another value there would turn it"
    ) in shown
    assert "onset, response: not recorded for silent" in shown
    assert "kin, onset, response (class-level, not a finding on this member): class FAM" in shown
    assert "silent, onset, response (missing): not yet reviewed" in shown
    assert "score" not in shown
    assert "best" not in shown


def test_a_better_later_criterion_is_named_as_a_flip(base: KnowledgeBase) -> None:
    names = ["fast", "likewise"]
    document = rank_document(base, names, rank(base, names, ["onset", "nausea"]))
    words = (
        "fast above likewise by onset, response (1 week against 3 weeks); another value there "
        "would turn it, and so "
    )
    shown = " ".join(text(document, 80).replace("\u00a0", " ").split())
    assert f"{words}would putting nausea first." in shown
    weighted = rank(base, names, ["onset", "nausea"], [Fraction(3), Fraction(1)])
    shown = text(rank_document(base, names, weighted), 80).replace("\u00a0", " ")
    shown = " ".join(shown.split())
    assert f"{words}would a weight of nausea above 3." in shown


@pytest.mark.parametrize(
    ("criterion", "path", "low"),
    [
        ("onset", "onset.response", True), ("remission", "efficacy.remission", False),
        ("weight gain", "adverse.weight-gain", True), ("sessions:low", "dosing.sessions", True),
        ("duration.course", "duration.course", False), ("onset:high", "onset.response", False),
    ],
)  # fmt: skip
def test_criteria(criterion: str, path: str, low: bool) -> None:
    found = read_criterion(criterion.replace(" ", "-"))
    assert (found.path, found.low_first) == (path, low)


@pytest.mark.parametrize(
    ("criterion", "message"),
    [
        ("mechanism.targets", "mechanism.targets holds words, which have no order."),
        ("dosing.maximum", "Say what comes first: dosing.maximum:low or dosing.maximum:high."),
        ("onset:up", '"up" is no direction. '),
        ("adverse", '"adverse" is several fields. '),
        ("onsett", 'No field or section is called "onsett".'),
    ],
)
def test_criteria_that_cannot_be_ordered_by(criterion: str, message: str) -> None:
    with pytest.raises(UsageFault) as caught:
        read_criterion(criterion)
    assert str(caught.value).startswith(message)


def test_weights() -> None:
    assert read_weights("", 2) is None
    assert read_weights("3, 0.5", 2) == [Fraction(3), Fraction(1, 2)]
    for bad in ("3", "a,b", "0,1", "1,-1", "1,1e9"):
        with pytest.raises(UsageFault, match=r"^--weights: "):
            read_weights(bad, 2)


def test_words_for_places() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd",
    ]  # fmt: skip
    assert place_words(Place(2, 5)) == "2nd to 5th"
    assert place_words(Place(1, 1)) == "1st"
