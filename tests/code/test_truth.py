"""The laws of three-valued logic, and spans against limits."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ask.span import Order, Span, compared, span_of
from kb.ask.truth import Cause, Ground, Truth, Verdict, either, every, negated, of_entries
from kb.model.dose import Dose
from kb.model.duration import Duration
from kb.model.rate import Rate
from kb.model.text import Finding

truths = st.sampled_from(list(Truth))
verdicts = st.builds(Verdict, truths)
Y, N, U = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("one", "two", "both", "any_of"),
    [
        (Y, Y, Y, Y), (Y, N, N, Y), (Y, U, U, Y),
        (N, Y, N, Y), (N, N, N, N), (N, U, N, U),
        (U, Y, U, Y), (U, N, N, U), (U, U, U, U),
    ],
)  # fmt: skip
def test_tables_are_kleenes(one: Truth, two: Truth, both: Truth, any_of: Truth) -> None:
    pair = [Verdict(one), Verdict(two)]
    assert every(pair).truth is both
    assert either(pair).truth is any_of


@given(verdicts)
def test_not_twice_changes_nothing(one: Verdict) -> None:
    assert negated(negated(one)) == one
    assert (negated(one).truth is U) == (one.truth is U)


@given(st.lists(verdicts, max_size=5))
def test_de_morgan(found: list[Verdict]) -> None:
    assert negated(every(found)).truth is either(map(negated, found)).truth
    assert negated(either(found)).truth is every(map(negated, found)).truth


@given(st.lists(verdicts, max_size=5), st.lists(verdicts, max_size=5))
def test_order_and_grouping_do_not_matter(one: list[Verdict], two: list[Verdict]) -> None:
    for join in (every, either):
        assert join([*one, *two]).truth is join([*two, *one]).truth
        assert join([join(one), join(two)]).truth is join([*one, *two]).truth


@given(verdicts, verdicts, verdicts)
def test_and_distributes_over_or(one: Verdict, two: Verdict, three: Verdict) -> None:
    left = every([one, either([two, three])]).truth
    assert left is either([every([one, two]), every([one, three])]).truth


@given(st.lists(truths, min_size=1, max_size=4))
def test_knowing_more_never_overturns_an_answer(found: list[Truth]) -> None:
    """Replacing an unknown by either answer leaves a decided whole as it was."""
    for join in (every, either):
        whole = join(map(Verdict, found)).truth
        if whole is U:
            continue
        for known in (Y, N):
            filled = [known if truth is U else truth for truth in found]
            assert join(map(Verdict, filled)).truth is whole


def test_of_nothing() -> None:
    assert every([]).truth is Y
    assert either([]).truth is N


def test_only_deciding_grounds_are_kept() -> None:
    a, b = (Verdict(t, (Ground("x.y", t, fact=t.value),)) for t in (N, U))
    assert every([a, b]).grounds == a.grounds
    assert either([a, b]).grounds == b.grounds


def test_one_claim_that_fits_is_enough_and_the_others_stay() -> None:
    yes, no = Ground("x.y", Y), Ground("x.y", N)
    verdict = of_entries([no, yes])
    assert verdict.truth is Y
    assert verdict.grounds == (no, yes)


def test_sources_that_disagree_are_unknown_only_if_they_answer_differently() -> None:
    yes, no = Ground("x.y", Y), Ground("x.y", N)
    torn = of_entries([no, yes], disagree=True)
    assert torn.truth is U
    assert {ground.cause for ground in torn.grounds} == {Cause.DISAGREE}
    assert of_entries([yes, yes], disagree=True).truth is Y


@pytest.mark.parametrize(
    ("recorded", "limit", "at_most", "at_least"),
    [
        ("1 week", "7 days", Y, Y),
        ("2-4 weeks", "4 weeks", Y, U),
        ("2-4 weeks", "2 weeks", U, Y),
        ("2-4 weeks", "3 weeks", U, U),
        ("2-4 weeks", "1 week", N, Y),
        ("2-4 weeks", "5 weeks", Y, N),
        ("within 5 days", "1 week", Y, N),
        ("within 5 days", "3 days", U, U),
        ("at least 2 weeks", "3 weeks", U, U),
        ("at least 2 weeks", "1 week", N, Y),
        ("more than 4 weeks", "4 weeks", N, Y),
        ("less than 4 weeks", "4 weeks", Y, N),
        ("about 4 weeks", "4 weeks", Y, Y),
        ("median 18 days", "2 weeks", N, Y),
    ],
)
def test_durations_against_limits(
    recorded: str, limit: str, at_most: Truth, at_least: Truth
) -> None:
    span, point = span_of(Duration.parse(recorded)), span_of(Duration.parse(limit))
    assert span is not None
    assert point is not None
    assert compared(span, Order.AT_MOST, point) is at_most
    assert compared(span, Order.AT_LEAST, point) is at_least


def test_scales_are_kept_apart() -> None:
    values = (
        Duration.parse("3 sessions"), Duration.parse("3 days"), Dose.parse("3 mg/day"),
        Dose.parse("3 mg/dose"), Dose.parse("3 mg/kg/day"), Rate.parse("3%"),
    )  # fmt: skip
    scales = [span.scale for value in values if (span := span_of(value))]
    assert len(set(scales)) == len(values)
    assert span_of(Finding.parse("Common in trials.")) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("26% v 12% placebo", Fraction(26, 100), Fraction(26, 100)),
        ("<1%", Fraction(0), Fraction(1, 100)),
        ("more than 10%", Fraction(1, 10), Fraction(1)),
        ("common", Fraction(1, 100), Fraction(1, 10)),
        ("27 of 54", Fraction(1, 2), Fraction(1, 2)),
    ],
)
def test_rates_as_spans(text: str, low: Fraction, high: Fraction) -> None:
    span = span_of(Rate.parse(text))
    assert span is not None
    assert (span.low, span.high) == (low, high)


fractions = st.fractions(min_value=0, max_value=50, max_denominator=8)


@given(fractions, fractions, fractions, st.floats(0, 1))
def test_a_decided_comparison_holds_for_every_point_of_the_span(
    one: Fraction, two: Fraction, limit: Fraction, where: float
) -> None:
    low, high = sorted((one, two))
    span, point = Span("time", low, high), Span("time", limit, limit)
    inside = low + (high - low) * Fraction(where)
    truths_of = {
        Order.LESS: inside < limit, Order.AT_MOST: inside <= limit,
        Order.AT_LEAST: inside >= limit, Order.MORE: inside > limit,
    }  # fmt: skip
    for order, holds in truths_of.items():
        found = compared(span, order, point)
        assert found is U or (found is Y) == holds
        if low == high:
            assert found is not U
