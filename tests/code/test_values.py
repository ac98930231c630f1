"""Value types: what parses, what is shown, what is refused and where."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model.dose import UNITS, Dose
from kb.model.duration import Duration
from kb.model.fault import ValueFault
from kb.model.number import format_number, parse_number
from kb.model.outcome import Result
from kb.model.pace import Pace
from kb.model.rate import Rate
from kb.model.text import Course, Finding, Text


@pytest.mark.parametrize(
    ("kind", "written", "shown"),
    [
        (Duration, "2-4 weeks", "2–4 weeks"),
        (Duration, "1 day", "1 day"),
        (Duration, "about 26 hours", "about 26 hours"),
        (Duration, "median 18 days", "median 18 days"),
        (Duration, "6-12 sessions", "6–12 sessions"),
        (Dose, "50-200 mg/day", "50–200 mg/day"),
        (Dose, "56 or 84 mg/dose", "56 or 84 mg/dose"),
        (Dose, "0.5 mg/kg over 40 min", "0.5 mg/kg over 40 minutes"),
        (Dose, "10 mg once a day", "10 mg once a day"),
        (Dose, "25-50 micrograms/day", "25–50 micrograms/day"),
        (Dose, "up to 1,000 mg/day", "up to 1000 mg/day"),
        (Dose, "6 mg/24 hours", "6 mg/24 hours"),
        (Pace, "2-3 sessions/week", "2–3 sessions a week"),
        (Rate, "26% v 12% placebo", "26% v 12% with placebo"),
        (Rate, "27 of 49", "27 of 49"),
        (Rate, "<1%", "<1%"),
        (Rate, "common", "common (1 in 100 to 1 in 10)"),
        (Result, "OR 1.67 (1.55 to 1.82) v placebo at 8 weeks",
         "OR 1.67 (95% CI 1.55 to 1.82) v placebo at 8 weeks"),
        (Result, "52% v 37% placebo at 8 weeks; RR 1.4 (1.2 to 1.6)",
         "52% v 37% with placebo at 8 weeks; RR 1.4 (95% CI 1.2 to 1.6)"),
        (Result, "SMD -0.3 (CrI -0.4 to -0.2) v placebo",
         "SMD -0.3 (95% CrI -0.4 to -0.2) v placebo"),
        (Finding, "rises with dose", "rises with dose"),
        (Finding, "10-30%", "10–30%"),
        (Course, "Relapse is common.", "Relapse is common."),
        (Duration, "0-2 weeks", "0–2 weeks"),
        (Pace, "0-1 sessions/week", "0–1 sessions a week"),
        (Rate, "0%", "0%"),
        (Rate, "0 of 49", "0 of 49"),
        (Rate, "1 in 8.3", "1 in 8.3"),
        (Result, "OR 0.03 (0.00 to 0.5)", "OR 0.03 (95% CI 0 to 0.5)"),
        (Result, "SMD 0 (-0.2 to 0.2)", "SMD 0 (95% CI -0.2 to 0.2)"),
        (Result, "NNT -8 (-20 to -5)", "NNT -8 (95% CI -20 to -5)"),
        (Result, "RD 14% (4% to 24%)", "RD 14% (95% CI 4% to 24%)"),
        (Result, "MD -12% v placebo", "MD -12% v placebo"),
    ],
)  # fmt: skip
def test_shows_what_the_source_states(kind: type, written: str, shown: str) -> None:
    assert kind.parse(written).text == shown


@pytest.mark.parametrize(
    ("kind", "written", "what", "start", "width"),
    [
        (Duration, "4-2 weeks", "the range goes down", 0, 3),
        (Duration, "soon", '"soon" is not a duration', 0, 4),
        (Duration, "2.0 weeks", '"2.0" has a trailing zero, which is misread as ten times the number', 0, 3),
        (Dose, "200-50 mg/day", "the range goes down", 0, 6),
        (Dose, "50 mcg/day", '"mcg" is an abbreviation that is misread', 3, 3),
        (Dose, "50 mg", '"50 mg" does not say per what', 5, 0),
        (Dose, "5.0 mg/day", '"5.0" has a trailing zero, which is misread as ten times the number', 0, 3),
        (Dose, ".5 mg/day", '".5 mg/day" is not a dose', 0, 9),
        (Dose, "84 or 56 mg/dose", "the strengths are not in ascending order", 0, 8),
        (Rate, "126%", '"126%" is more than everybody', 0, 4),
        (Rate, "3 of 0", "a share of nobody has no rate", 0, 6),
        (Rate, "2.5 of 10", '"2.5 of 10" counts parts of people', 0, 9),
        (Duration, "0 weeks", "a duration of nothing", 0, 1),
        (Duration, "within 0 days", "a duration of nothing", 7, 1),
        (Duration, "0 sessions", "a duration of nothing", 0, 1),
        (Pace, "0 sessions/week", "a pace of nothing", 0, 1),
        (Dose, "0 mg/day", "a dose of nothing", 0, 1),
        (Dose, "up to 0 mg/day", "a dose of nothing", 6, 1),
        (Dose, "0-10 mg/day", "a dose of nothing", 0, 4),
        (Dose, "0 or 10 mg/dose", "a dose of nothing", 0, 7),
        (Dose, "10 or 10 mg/dose", "the strengths are not in ascending order", 0, 8),
        (Dose, "5 mg over 0 hours", "an infusion of nothing", 10, 1),
        (Dose, "5 mg over 60-40 min", "the range goes down", 10, 5),
        (Result, "OR 0 (0 to 0)", "a ratio cannot be 0", 0, 13),
        (Result, "HR 0.0 v placebo", "a ratio cannot be 0", 0, 16),
        (Result, "OR 5%", "OR is not a percentage", 0, 5),
        (Result, "SMD -0.3%", "SMD is not a percentage", 0, 9),
        (Result, "NNT 0", "a number needed to treat is 1 or more", 0, 5),
        (Result, "NNT 7 (0.5 to 9)", "a number needed to treat is 1 or more", 0, 16),
        (Result, "RD 1.2", "a risk difference is 100% at most, or 1", 0, 6),
        (Result, "RD -140%", "a risk difference is 100% at most, or 1", 0, 8),
        (Result, "RD 5% (0.02 to 8)", "the estimate and its interval are not both per cent", 0, 17),
        (Result, "RD 5 (2% to 8%)", "the estimate and its interval are not both per cent", 0, 15),
        (Finding, "-1%", '"-1%" begins with no word and is no number known here', 0, 1),
        (Finding, "0/0", '"0/0" begins with no word and is no number known here', 0, 1),
        (Course, "−2% at 8 weeks", '"−2% at 8 weeks" begins with no word and is no number known here', 0, 1),
        (Result, "OR 2 (0.5 to 1.5) v placebo", "the interval does not hold the estimate", 6, 10),
        (Result, "OR -2 v placebo", "a ratio cannot be negative", 0, 15),
        (Text, "a\u202eb", "an invisible character (U+202E) stands in the text", 1, 1),
        (Text, " ", "the text is empty", 0, 0),
    ],
)  # fmt: skip
def test_refuses_and_marks_the_fault(
    kind: type, written: str, what: str, start: int, width: int
) -> None:
    with pytest.raises(ValueFault) as caught:
        kind.parse(written)
    assert (caught.value.what, caught.value.start, caught.value.width) == (what, start, width)


NUMBERS = st.decimals(min_value=0, max_value=99999, places=3).map(lambda d: d.normalize())
POSITIVE = NUMBERS.filter(bool)


@given(NUMBERS)
def test_numbers_round_trip(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@given(
    NUMBERS, POSITIVE, st.sampled_from(["hours", "days", "weeks", "months", "years", "sessions"])
)
def test_durations_round_trip_and_keep_their_unit(a: Decimal, b: Decimal, unit: str) -> None:
    low, high = sorted((a, b))
    text = format_number(low) if low == high else f"{format_number(low)}-{format_number(high)}"
    parsed = Duration.parse(f"{text} {unit}")
    assert Duration.parse(parsed.text) == parsed
    assert f"{parsed.unit.value}s" == unit


@given(POSITIVE, st.sampled_from(UNITS), st.sampled_from(["/day", "/dose", " twice a day"]))
def test_doses_round_trip(number: Decimal, unit: str, per: str) -> None:
    parsed = Dose.parse(f"{format_number(number)} {unit}{per}")
    assert Dose.parse(parsed.text) == parsed


@given(st.integers(1, 500), st.integers(1, 500))
def test_order_of_durations_is_that_of_time(days: int, hours: int) -> None:
    first, second = Duration.parse(f"{days} days"), Duration.parse(f"{hours} hours")
    assert (first.order_key() < second.order_key()) == (days * 24 < hours)


def test_sessions_are_not_time() -> None:
    sessions = Duration.parse("6 sessions")
    assert sessions.order_key()[0] != Duration.parse("6 weeks").order_key()[0]
    with pytest.raises(ValueError, match="no length in time"):
        sessions.hours()


@given(st.text(max_size=40))
def test_parsers_raise_nothing_but_value_faults(text: str) -> None:
    for kind in (Duration, Dose, Pace, Rate, Result, Finding, Course, Text):
        with contextlib.suppress(ValueFault):
            assert kind.parse(text).text
