"""What the values of the models refuse, word for word, and the ends of their ranges."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from pathlib import Path

import pytest

from kb.load.evidence import read_index, read_result
from kb.model.composite import Approval, _count, _year
from kb.model.dose import Dose
from kb.model.duration import Duration, TimeUnit
from kb.model.fault import ValueFault
from kb.model.network import NAN, Network, PairResult
from kb.model.network_index import Family, Index
from kb.model.number import Range, format_number, parse_number, parse_range
from kb.model.outcome import Result
from kb.model.pace import Pace
from kb.model.plain import LONGEST
from kb.model.rate import SMPC_WORDS, Rate, parse_share
from kb.model.relation import _yes_no
from kb.model.slot import Amount
from kb.model.source import _long
from kb.model.text import Course, Finding, Text, check_plain
from kb.model.vocab import (
    GAP_STATES,
    PAPERS,
    VOCABULARIES,
    RegulatoryStatus,
    State,
    Use,
)
from kb.problems import UsageFault


def fault(read: object, *given: object) -> tuple[str, str, int, int]:
    with pytest.raises(ValueFault) as caught:
        read(*given)  # type: ignore[operator]
    return caught.value.what, caught.value.remedy, caught.value.start, caught.value.width


def test_a_plain_number_is_digits() -> None:
    remedy = "Write digits, with a digit before any decimal point: 0.5, 12.5, 1,000."
    for text in (".5", "1e3", "-1", "١", "1,00", "", "1.", "1234567890"):
        assert fault(parse_number, text, 3) == (
            f'"{text}" is not a plain number', remedy, 3, len(text),
        )  # fmt: skip


def test_zeros_that_mislead_are_refused() -> None:
    assert fault(parse_number, "5.0", 2) == (
        '"5.0" has a trailing zero, which is misread as ten times the number', "Write 5.", 2, 3,
    )  # fmt: skip
    assert fault(parse_number, "1,250.50")[1] == "Write 1250.5."
    assert fault(parse_number, "05", 1) == (
        '"05" has a leading zero', "Remove the leading zero.", 1, 2,
    )  # fmt: skip
    assert [parse_number(text) for text in ("0", "0.5", "10", "1,000")] == [
        0, Decimal("0.5"), 10, 1000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "shown"),
    [("1E+4", "10,000"), ("9999", "9999"), ("10000.50", "10,000.5"), ("-12345", "-12,345"),
     ("-9999", "-9999"), ("100", "100"), ("0.0", "0")],
)  # fmt: skip
def test_numbers_are_shown_without_zeros_and_exponents(number: str, shown: str) -> None:
    assert format_number(Decimal(number)) == shown


def test_ranges_go_up() -> None:
    assert parse_range("50 – 200").text == "50–200"
    assert parse_range("50", 7) == Range(Decimal(50), Decimal(50))
    assert fault(parse_range, "a-b", 4) == (
        '"a-b" is not a number or a range', "Write one number or two with a hyphen: 50, 50-200.", 4, 3,
    )  # fmt: skip
    assert fault(parse_range, "200-50", 1) == (
        "the range goes down", "Write the lower number first: 50-200.", 1, 6,
    )  # fmt: skip
    assert fault(parse_range, "5-5") == (
        "the range has the same number twice", "Write the number once.", 0, 3,
    )  # fmt: skip
    # The caret stands below the faulty end.
    assert fault(parse_range, "1-2.0", 6)[2:] == (8, 3)
    assert fault(parse_range, "01-2", 6)[2:] == (6, 2)


def test_a_value_is_written_as_text_or_given_as_itself() -> None:
    week = Duration.parse("1 week")
    assert Duration._accept(week) is week
    assert Duration._accept("1 week") == week
    assert fault(Duration._accept, 7) == ("a duration is written as text", Duration.syntax, 0, 0)
    assert fault(Rate._accept, ["1%"])[0] == "a rate is written as text"


def test_years_counts_and_yes() -> None:
    assert [_year(text) for text in ("1991", "2026-11")] == ["1991", "2026-11"]
    for given in ("91", "2026-1", "1891", 1991):
        assert fault(_year, given) == (f'"{given}" is not a year', "Write 1991 or 1991-12.", 0, 0)
    assert [_count(given) for given in ("1,200", "7", 3)] == [1200, 7, 3]
    for given in ("a few", "-1", "1.5", "12345678"):
        assert fault(_count, given) == (f'"{given}" is not a count', "Write a whole number.", 0, 0)
    assert [_yes_no(given) for given in ("yes", "no", True, False)] == [True, False, True, False]
    assert fault(_yes_no, "true")[:2] == ('"true" is neither yes nor no', "Write yes or no.")


def test_long_text_of_a_source() -> None:
    assert _long("x" * 500) == "x" * 500
    assert fault(_long, 5) == ("this must be text", "Write one line of text.", 0, 0)
    assert fault(_long, "x" * 501) == (
        "the text has 501 characters; 500 is the most",
        "Split it into several claims, or shorten it.", 500, 1,
    )  # fmt: skip


def test_plain_text_is_bounded() -> None:
    check_plain("x" * LONGEST)
    assert fault(Text.parse, "x" * (LONGEST + 3)) == (
        "the text has 283 characters; 280 is the most",
        "Split it into several claims, or shorten it.", 280, 3,
    )  # fmt: skip
    assert fault(Text.parse, "a\u200bb")[1] == "Remove it."
    assert fault(Text.parse, "")[1] == "Write the text, or a gap such as not-reported."


def test_shares_of_people() -> None:
    assert fault(parse_share, "3 of 0")[1] == "Give the number of people."
    assert fault(parse_share, "7 of 5") == (
        '"7 of 5" is more than everybody', "Check the figures.", 0, 6,
    )  # fmt: skip
    assert parse_share("100%").high == 1
    assert parse_share("about 10-30%").text == "about 10–30%"
    assert (parse_share("1 in 4").low, parse_share("1 in 4").text) == (0.25, "1 in 4")
    assert fault(Rate.parse, "many")[:2] == ('"many" is not a rate', Rate.syntax)
    assert Rate.parse("26% v 12% placebo at 8 weeks").at == Duration.parse("8 weeks")
    assert {Finding.parse(word).text for word in SMPC_WORDS} == {
        f"{word} ({meaning})" for word, meaning in SMPC_WORDS.items()
    }


def test_what_is_shown_may_be_written() -> None:
    for kind, shown in (
        (Pace, "2–3 sessions a week"), (Rate, "26% v 12% with placebo at 8 weeks"),
        (Finding, "common (1 in 100 to 1 in 10)"), (Result, "OR 1 (95% CrI 0.5 to 2) v placebo"),
        (Course, "about 10% v 5% with placebo; OR 2"),
    ):  # fmt: skip
        assert kind.parse(shown).text == shown
    assert isinstance(Course.parse("about 10% v 5% with placebo; OR 2").value, Result)
    assert isinstance(Finding.parse("about 10%").value, Rate)
    assert isinstance(Finding.parse("about 10% of those who stop").value, Text)


def test_text_that_begins_like_a_number_must_be_one() -> None:
    for kind, text in (
        (Finding, "10% or so"),
        (Finding, "<many"),
        (Course, ">x"),
        (Course, "OR x"),
    ):
        with pytest.raises(ValueFault):
            kind.parse(text)
    assert fault(Finding.parse, "") == fault(Course.parse, "") == fault(Text.parse, "")


def test_doses_say_what_is_wrong() -> None:
    assert fault(Dose.parse, "50 mcg/day") == (
        '"mcg" is an abbreviation that is misread',
        'Write "micrograms", "units" or "once a day" in full.', 3, 3,
    )  # fmt: skip
    assert fault(Dose.parse, "much")[1] == Dose.syntax
    assert fault(Dose.parse, "50 mg") == (
        '"50 mg" does not say per what', "Add /day, /dose or another period.", 5, 0,
    )  # fmt: skip
    assert fault(Dose.parse, "about 84 or 56 mg/dose") == (
        "the strengths are not in ascending order", "List the lowest first, each once.", 6, 8,
    )  # fmt: skip
    three = Dose.parse("5, 10 or 20 mg/dose")
    assert (three.text, three.choices, three.amount) == (
        "5, 10 or 20 mg/dose", ("5", "10", "20"), Range(Decimal(5), Decimal(20)),
    )  # fmt: skip
    assert Dose.parse("0.5 mg/kg over 40-60 min").text == "0.5 mg/kg over 40–60 minutes"
    assert Dose.parse("1 mg/day over 2 hours").text == "1 mg/day over 2 hours"
    assert Dose.parse("up to 10 mg once a day").order_key() == ("mg /day", 10, 10)
    assert Dose.parse("1 mg/kg/day").order_key()[0] == "mg/kg /day"


def test_outcomes_say_what_is_wrong() -> None:
    assert fault(Result.parse, "52%; and so on") == (
        '"and so on" is not an outcome', Result.syntax, 5, 9,
    )  # fmt: skip
    assert fault(Result.parse, "OR two")[:2] == ('"OR two" is not an effect', Result.syntax)
    assert fault(Result.parse, "OR 1; OR 2")[0] == '"OR 2" is not an outcome'
    assert fault(Result.parse, "RR 0.5 (-1 to 2)")[0] == "a ratio cannot be negative"
    assert fault(Result.parse, "RR 3 (1 to 2)")[1] == (
        "Write the lower end first, and check the figures."
    )
    found = Result.parse("RD -5% (90% CI -8% to -2%) v placebo at 8 weeks").effect
    assert found is not None
    assert (found.interval, found.percent, found.text) == (
        "90% CI", True, "RD -5% (90% CI -8% to -2%) v placebo at 8 weeks",
    )  # fmt: skip
    assert Result.parse("OR 1").text == "OR 1"
    assert Result.parse("RR 0.1 (0 to 2)").text == "RR 0.1 (95% CI 0 to 2)"
    assert fault(Result.parse, "RR 0 (0 to 2)")[0] == "a ratio cannot be 0"


def test_paces_and_amounts() -> None:
    assert Pace.parse("1 session/day").text == "1 session a day"
    assert Pace.parse("2 sessions/week").unit is TimeUnit.WEEK
    assert fault(Pace.parse, "often") == ('"often" is not a pace of sessions', Pace.syntax, 0, 5)
    assert Amount.parse("20 sessions").text == "20 sessions"
    assert Amount.parse("1 session").text == "1 session"
    assert Amount.parse("50 mg/day").text == "50 mg/day"


def test_vocabularies_are_closed_and_told_apart() -> None:
    assert len(VOCABULARIES) == 19
    assert len(GAP_STATES) == 6
    assert State.VALUE not in GAP_STATES
    assert [kind.value for kind in sorted(PAPERS)] == [
        "meta-analysis", "network-meta-analysis", "observational", "review", "trial",
    ]  # fmt: skip
    for vocabulary in VOCABULARIES:
        members = list(vocabulary)
        assert len({member.label for member in members}) == len(members)
        assert all(
            member.definition.endswith((".", ")")) or member.definition for member in members
        )
        assert all(vocabulary(member.value) is member for member in members)


def network() -> Network:
    return Network(
        "n", "N", "response", "OR", False, "respond", "a", 3, 90, 0.0, 0.95, 1.96, NAN, (), (), {}, {}
    )  # fmt: skip


def pair(share: float) -> PairResult:
    nothing = (NAN,) * 5
    return PairResult(0, 1, 1.0, 0.5, 0.8, 0.6, share, 2, 40, 0.0, *nothing)


def test_what_is_direct_and_what_is_not() -> None:
    found = network()
    assert bool(found.direct(pair(0.0))) is False
    assert found.direct(pair(1.0)).effect == 0.8
    assert bool(found.indirect(pair(1.0))) is False
    assert found.indirect(pair(0.0)).effect == 1.0
    half = found.indirect(pair(0.5))
    assert (half.effect, half.se) == (pytest.approx(1.2), pytest.approx(0.5 / math.sqrt(0.5)))
    assert found.gap(pair(0.5)).effect == pytest.approx(-0.4)
    assert math.isnan(found.part(1.0, 0.0).p)


def test_an_index_of_networks() -> None:
    one = Family("f", "F", "", "", "", ("f-response",), {"a": "A", "b": "B", "c": "A"})
    other = Family("g", "G", "", "", "", (), {"x": "X"})
    index = Index((one, other))
    assert [family and family.id for family in map(index.family_of, ("a", "x", "z"))] == [
        "f", "g", None,
    ]  # fmt: skip
    assert (one.holds("a", "b"), one.holds("a", "c"), one.holds("a", "z")) == (True, False, False)
    assert [(f.id, a, b) for f, a, b in index.pairs(["b", "a", "c"])] == [
        ("f", "b", "a"), ("f", "b", "c"),
    ]  # fmt: skip
    assert index.pairs(["x", "a", "b", "c"]) == []
    assert index.across(["a", "x"]) == [(one, other)]


def test_results_of_networks_from_files(tmp_path: Path) -> None:
    assert read_index(tmp_path) == Index(())
    path = tmp_path / "n.json"
    for content, words in (
        (None, "cannot be read: no such file or directory."),
        ("{", f"is not JSON. Write it with `kb evidence fit FILE -o {path}`."),
        ("[]", "holds no fitted network: not the results of a network. Write it with "),
        (json.dumps({"data": {"network": {"format": "treatment-kb network 1"}}}),
         "holds no fitted network: the results of a network are incomplete. Write it with "),
    ):  # fmt: skip
        if content is not None:
            path.write_text(content)
        with pytest.raises(UsageFault) as caught:
            read_result(path)
        assert str(caught.value).startswith(f"{path} {words}")


def test_alone_or_added_stands_with_the_status_and_never_after_a_clause_of_the_indication() -> None:
    status, told = RegulatoryStatus.OFF_LABEL, "depression; labelled for fibromyalgia only"
    assert Approval(value=status, indication=told, use=Use.EITHER).text == (
        "off-label, alone or added: depression; labelled for fibromyalgia only"
    )
    approved = RegulatoryStatus.APPROVED
    assert Approval(value=approved, year="2019", use=Use.ALONE).text == "approved 2019, alone"
    assert Approval(value=approved, year="2019", indication="x").text == "approved 2019: x"
    assert Approval(value=approved).text == "approved"
