"""Laws of yes, no and unknown beyond the tables, and of the language that they are asked in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.ask.criteria import Criterion
from kb.ask.truth import Cause, Ground, Truth, Verdict, either, every, negated, of_entries
from kb.ask.where import parse_where
from kb.load.base import load
from tests.conftest import INVENTED, TODAY

BASE = load(folder=INVENTED, today=TODAY)
Y, N, U = Truth.YES, Truth.NO, Truth.UNKNOWN
truths = st.sampled_from(list(Truth))
grounds = st.builds(
    lambda path, truth: Ground(path, truth, cause=Cause.GAP if truth is U else None),
    st.sampled_from(["a.b", "c.d", "e.f"]), truths,
)  # fmt: skip
verdicts = st.builds(Verdict, truths, st.lists(grounds, max_size=3, unique=True).map(tuple))


@given(verdicts)
def test_and_and_or_of_the_same_are_the_same(one: Verdict) -> None:
    assert every([one, one]) == one
    assert either([one, one]) == one


@given(verdicts, verdicts)
def test_absorption(one: Verdict, other: Verdict) -> None:
    assert every([one, either([one, other])]).truth is one.truth
    assert either([one, every([one, other])]).truth is one.truth


@given(verdicts)
def test_unknown_absorbs_what_does_not_decide(one: Verdict) -> None:
    assert every([one, Verdict(U)]).truth is (N if one.truth is N else U)
    assert either([one, Verdict(U)]).truth is (Y if one.truth is Y else U)


@given(st.lists(verdicts, max_size=4))
def test_what_is_neutral_changes_nothing(found: list[Verdict]) -> None:
    assert every([*found, Verdict(Y)]) == every(found)
    assert either([*found, Verdict(N)]) == either(found)


@given(st.lists(verdicts, max_size=4))
def test_every_ground_comes_from_a_part_and_none_stands_twice(found: list[Verdict]) -> None:
    given_grounds = [ground for verdict in found for ground in verdict.grounds]
    for join in (every, either):
        kept = join(found).grounds
        assert set(kept) <= set(given_grounds)
        assert len(set(kept)) == len(kept)


@given(st.lists(grounds, min_size=1, max_size=4), st.booleans())
def test_the_order_of_entries_does_not_decide(found: list[Ground], disagree: bool) -> None:
    forwards = of_entries(found, disagree=disagree)
    backwards = of_entries(found[::-1], disagree=disagree)
    assert forwards.truth is backwards.truth
    assert len(forwards.grounds) == len(found)


# The language: trees of tests, written with as few brackets as they need.

ATOMS = (
    "onset.response <= 3 weeks", "route = oral", "class = alphines", "route != nasal",
    "warnings.boxed mentions testing", "onset.response is not-reported", "nausea is not value",
)  # fmt: skip
Tree = tuple[object, ...]
trees: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(ATOMS).map(lambda atom: ("test", atom)),
    lambda inner: st.one_of(
        inner.map(lambda one: ("not", one)),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
    ),
    max_leaves=8,
)
BINDS = {"or": 0, "and": 1, "not": 2, "test": 3}


def sparse(tree: Tree) -> str:
    """The tree with no bracket that it does not need."""
    kind = str(tree[0])
    if kind == "test":
        return str(tree[1])

    def part(inner: Tree, *, right: bool = False) -> str:
        looser = BINDS[str(inner[0])] < BINDS[kind] or (right and inner[0] == kind)
        return f"({sparse(inner)})" if looser else sparse(inner)

    if kind == "not":
        return f"not {part(tree[1])}"  # type: ignore[arg-type]
    return f"{part(tree[1])} {kind} {part(tree[2], right=True)}"  # type: ignore[arg-type]


def full(tree: Tree) -> str:
    """The tree with every bracket, but for chains of one word that bind to the left."""
    if tree[0] == "test":
        return f"({tree[1]})"
    if tree[0] == "not":
        return f"(not {full(tree[1])})"  # type: ignore[arg-type]
    left = tree[1]
    first = full(left)[1:-1] if left[0] == tree[0] else full(left)  # type: ignore[index,arg-type]
    return f"({first} {tree[0]} {full(tree[2])})"  # type: ignore[arg-type]


def read(text: str) -> Criterion:
    return parse_where(text, BASE)


@given(trees)
def test_what_is_written_is_what_was_meant(tree: Tree) -> None:
    assert read(sparse(tree)) == read(full(tree))


@given(trees, st.sampled_from(["", " ", "\t", "  \n"]), st.booleans())
def test_blanks_and_case_of_the_joining_words_do_not_matter(
    tree: Tree, blank: str, upper: bool
) -> None:
    text = sparse(tree)
    changed = text.replace("(", f"({blank}").replace(")", f"{blank})").replace(" ", f" {blank}")
    for word in ("and", "or", "not"):
        changed = changed.replace(f" {word} ", f" {word.upper()} ") if upper else changed
    assert read(f"{blank}{changed}{blank}") == read(text)


@given(st.sampled_from(["onset.response <= ", "dosing.maximum = ", "route = ", "boxed mentions "]),
       st.sampled_from(["3 weeks", "20 mg/day", "oral", "testing"]), st.sampled_from("\"'"))  # fmt: skip
def test_quotation_marks_change_no_value(test: str, value: str, mark: str) -> None:
    def outcome(text: str) -> object:
        try:
            return read(text)
        except ValueError as fault:
            return type(fault), getattr(fault, "what", "")

    assert outcome(f"{test}{mark}{value}{mark}") == outcome(f"{test}{value}")


@given(trees, trees)
def test_a_reader_may_turn_both_sides_round(one: Tree, two: Tree) -> None:
    for word in ("and", "or"):
        there, back = read(full((word, one, two))), read(full((word, two, one)))
        for record in BASE:
            first, second = there.judge(BASE, record), back.judge(BASE, record)
            assert first.truth is second.truth
            assert set(first.grounds) == set(second.grounds)


@given(trees)
def test_not_twice_is_the_same_question(tree: Tree) -> None:
    once, thrice = read(f"not {full(tree)}"), read(f"not not not {full(tree)}")
    for record in BASE:
        assert once.judge(BASE, record) == thrice.judge(BASE, record)
        assert once.judge(BASE, record) == negated(read(full(tree)).judge(BASE, record))
