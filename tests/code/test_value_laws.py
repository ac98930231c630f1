"""Laws of the values: what is shown can be written again, order is total, faults have a place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ask.literal import read_duration, read_limit, read_term
from kb.ask.names import fold
from kb.ask.span import Order, Span, compared, span_of
from kb.ask.truth import Truth
from kb.model.dose import Dose
from kb.model.duration import Bound, Duration
from kb.model.fault import ValueFault
from kb.model.number import format_number, parse_number
from kb.model.outcome import Result
from kb.model.pace import Pace
from kb.model.rate import Rate
from kb.model.slot import Amount
from kb.model.text import Course, Finding, Text
from kb.model.vocab import VOCABULARIES, Term
from kb.view.words import glued
from tests.code import laws

KINDS: dict[type[Any], st.SearchStrategy[str]] = {
    Duration: laws.durations(), Dose: laws.doses(), Pace: laws.paces, Rate: laws.rates(),
    Result: laws.results(), Text: laws.words,
    Amount: st.one_of(laws.doses(), laws.durations(st.just("session"))),
    Finding: st.one_of(laws.rates(), laws.words), Course: st.one_of(laws.results(), laws.words),
}  # fmt: skip


def again(kind: type[Any], written: str) -> None:
    """What is shown for a value reads as that value, and is shown in the same words."""
    value = kind.parse(written)
    assert kind.parse(value.text) == value
    assert kind.parse(value.text).text == value.text


@given(laws.durations(st.just("session")))
def test_sessions_round_trip(written: str) -> None:
    again(Duration, written)


@given(laws.durations())
def test_durations_with_bounds_round_trip(written: str) -> None:
    again(Duration, written)


@given(laws.doses())
def test_doses_with_strengths_and_infusions_round_trip(written: str) -> None:
    again(Dose, written)


@given(laws.paces)
def test_paces_round_trip(written: str) -> None:
    again(Pace, written)


@given(laws.rates())
def test_rates_round_trip(written: str) -> None:
    again(Rate, written)


@given(laws.results())
def test_outcomes_round_trip(written: str) -> None:
    again(Result, written)


@given(st.data(), st.sampled_from([Amount, Finding, Course]))
def test_values_of_either_kind_round_trip(data: st.DataObject, kind: type[Any]) -> None:
    again(kind, data.draw(KINDS[kind]))


@given(laws.sentences)
def test_text_round_trips(written: str) -> None:
    try:
        again(Text, written)
    except ValueFault as fault:
        assert fault.what.startswith("an invisible character")  # noqa: PT017


@given(st.data(), st.sampled_from([Duration, Dose, Pace, Rate]))
def test_either_dash_is_the_same(data: st.DataObject, kind: type[Any]) -> None:
    plain = data.draw(KINDS[kind]).replace("–", "-")
    assert kind.parse(plain) == kind.parse(plain.replace("-", "–"))


@given(st.data(), st.sampled_from([Duration, Dose, Pace, Rate, Result]), st.integers(0, 60))
def test_a_digit_of_another_script_is_no_number(
    data: st.DataObject, kind: type[Any], where: int
) -> None:
    written = data.draw(KINDS[kind].filter(lambda text: any(char.isdigit() for char in text)))
    places = [at for at, char in enumerate(written) if char.isdigit()]
    at = places[where % len(places)]
    with pytest.raises(ValueFault):
        kind.parse(written[:at] + chr(0x0660 + int(written[at])) + written[at + 1 :])


@given(st.data(), st.sampled_from(list(KINDS)), st.integers(0, 60), st.characters())
def test_a_fault_lies_within_what_was_written(
    data: st.DataObject, kind: type[Any], where: int, char: str
) -> None:
    written = data.draw(KINDS[kind])
    at = where % (len(written) + 1)
    changed = written[:at] + char + written[at + 1 :]
    try:
        kind.parse(changed)
    except ValueFault as fault:
        assert 0 <= fault.start <= fault.start + fault.width <= len(changed)  # noqa: PT017
        assert fault.what  # noqa: PT017
        assert fault.remedy  # noqa: PT017


@given(laws.durations(laws.timed), laws.durations(laws.timed), laws.durations(laws.timed))
def test_durations_in_time_have_one_total_order(one: str, two: str, three: str) -> None:
    keys = [Duration.parse(text).order_key() for text in (one, two, three)]
    assert {key[0] for key in keys} == {"time"}
    a, b, c = keys
    assert [a < b, a == b, a > b].count(True) == 1
    assert not (a <= b <= c) or a <= c
    assert all(low <= high for _, low, high in keys)


@given(st.integers(1, 900), st.integers(2, 900), st.sampled_from(["hour", "day", "week", "year"]))
def test_more_of_a_unit_is_longer(number: int, more: int, unit: str) -> None:
    shorter = Duration.parse(f"{number} {unit}s").order_key()
    assert shorter < Duration.parse(f"{number + more} {unit}s").order_key()


@given(laws.doses(), laws.doses())
def test_doses_are_ordered_within_one_unit_and_period_only(one: str, two: str) -> None:
    first, second = Dose.parse(one), Dose.parse(two)
    same = first.order_key()[0] == second.order_key()[0]
    periods = [d.per if d.per != "once a day" else "/day" for d in (first, second)]
    assert same == (
        (first.unit, first.per_kg, periods[0]) == (second.unit, second.per_kg, periods[1])
    )


@given(laws.numbers, laws.numbers)
def test_the_order_of_numbers_is_kept_when_they_are_written(one: Any, two: Any) -> None:
    read = [parse_number(format_number(number)) for number in (one, two)]
    assert (read[0] < read[1], read[0] == read[1]) == (one < two, one == two)


@given(st.sampled_from([term for vocabulary in VOCABULARIES for term in vocabulary]), st.booleans())
def test_a_term_is_found_by_key_and_by_label(term: Term, upper: bool) -> None:
    for name in (term.value, term.label):
        asked = name.upper() if upper else f"  {name} "
        found = read_term(type(term), asked)
        assert found is term or fold(name) in (fold(found.value), fold(found.label))


@given(st.integers(1, 999), st.sampled_from(["h", "d", "w", "mo", "y"]), st.booleans())
def test_short_durations_mean_the_long_ones(number: int, unit: str, spaced: bool) -> None:
    long = {"h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}[unit]
    short = f"{number}{' ' if spaced else ''}{unit}"
    assert read_duration(short) == read_duration(f"{number} {long}")


spans = st.builds(
    lambda low, more, open_low, open_high: Span("time", low, None if more is None else low + more, open_low, open_high),
    st.fractions(0, 20, max_denominator=4), st.none() | st.fractions(Fraction(1, 4), 9, max_denominator=4),
    st.booleans(), st.booleans(),
)  # fmt: skip
limits = st.fractions(0, 30, max_denominator=4).map(lambda at: Span("time", at, at))


@given(spans, limits)
def test_opposite_comparisons_are_opposite(span: Span, limit: Span) -> None:
    turned = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}
    for one, other in ((Order.LESS, Order.AT_LEAST), (Order.AT_MOST, Order.MORE)):
        assert compared(span, one, limit) is turned[compared(span, other, limit)]


@given(spans, limits)
def test_what_is_less_is_at_most(span: Span, limit: Span) -> None:
    assert compared(span, Order.LESS, limit) is not Truth.YES or (
        compared(span, Order.AT_MOST, limit) is Truth.YES
    )
    assert compared(span, Order.MORE, limit) is not Truth.YES or (
        compared(span, Order.AT_LEAST, limit) is Truth.YES
    )


@given(laws.durations(laws.timed))
def test_a_limit_is_one_bare_number(written: str) -> None:
    value = Duration.parse(written)
    single = value.bound is Bound.EXACT and value.amount.low == value.amount.high
    if single:
        assert read_limit(Duration, written, single=True) == span_of(value)
    else:
        with pytest.raises(ValueFault):
            read_limit(Duration, written, single=True)


@given(laws.sentences)
def test_tying_numbers_to_units_twice_changes_nothing(text: str) -> None:
    assert glued(glued(text)) == glued(text)
