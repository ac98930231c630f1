"""Networks as models and as data: exact numbers, and nothing lost on the way to a file and back."""

from __future__ import annotations

import datetime
import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from kb.load.evidence import read_index, read_network, read_result
from kb.model.claim import Citation, plain, read_date, term
from kb.model.dose import Dose
from kb.model.fault import ValueFault
from kb.model.frame import kind_within
from kb.model.network import NAN, Network, Node, PairResult
from kb.model.network_data import COMPACT, network_data, network_from, rounded
from kb.model.network_index import Family
from kb.model.relation import Switch
from kb.model.slot import slot
from kb.model.source import _matching
from kb.model.treatment import _walk, fields
from kb.model.vocab import Use
from kb.problems import NameNotFound

PAIR = PairResult(
    0, 1, 0.5, 0.25, 0.4, 0.3, 0.75, 2, 40, 0.04, 0.45, 0.2, 0.35, 0.28, 0.7
)  # fmt: skip
NODES = (
    Node("a", 3, 60, 20, 0.8, 1.0, 1.2, 2.0, (0.7, 0.3)),
    Node("b", 2, 40, None, 0.2, 1.0, 1.8, 2.0, (0.3, 0.7)),
)
NETWORK = Network(
    "n", "Net", "response", "OR", False, "respond", "b", 3, 100, 0.04, 0.95, 1.96, 12.7, NODES,
    (PAIR,), {"model": "random"}, {"Q": 1.23456789}, "s2020", "data.csv", "abc", "CC", "f", ("note",),
)  # fmt: skip


def test_a_network_comes_back_from_its_data() -> None:
    again = network_from(json.loads(json.dumps(network_data(NETWORK))))
    assert again == NETWORK
    short = network_from(network_data(NETWORK, 3, compact=True))
    assert short.statistics == {"Q": 1.23}
    assert (short.pairs[0].effect, short.pairs[0].trials) == (0.5, 2)
    assert math.isnan(short.pairs[0].common)
    assert list(network_data(NETWORK, compact=True)["pairs"]) == list(COMPACT)


def test_what_is_no_number_is_null_and_comes_back() -> None:
    data = network_data(replace(NETWORK, t=NAN, people=None))
    assert (data["t"], data["people"]) == (None, None)
    again = network_from(data)
    assert math.isnan(again.t)
    assert (again.people, again.nodes[1].events) == (None, None)
    assert (rounded(1.23456, 3), rounded(NAN, 3), rounded("x", 3), rounded(7, 3)) == (
        1.23, None, "x", 7,
    )  # fmt: skip


def test_columns_of_unequal_length_are_refused() -> None:
    data = network_data(NETWORK)
    data["pairs"]["effect"] = [0.5, 0.6]
    with pytest.raises(ValueError, match=r"^the results of a network are incomplete$"):
        network_from(data)


def test_estimates_and_their_intervals() -> None:
    found = NETWORK.part(0.5, 0.25)
    assert (found.lower, found.upper) == (pytest.approx(0.01), pytest.approx(0.99))
    assert found.p == pytest.approx(0.0455, abs=1e-4)
    assert (found.effect, found.se) == (0.5, 0.25)
    assert NETWORK.prediction(PAIR) == (
        pytest.approx(0.5 - 12.7 * math.sqrt(0.1025)), pytest.approx(0.5 + 12.7 * math.sqrt(0.1025)),
    )  # fmt: skip
    assert replace(NETWORK, tau2=-1.0).prediction(PAIR)[0] == pytest.approx(0.5 - 12.7 * 0.25)


def test_a_pair_may_be_asked_either_way_round() -> None:
    assert NETWORK.pair("a", "b") is PAIR
    turned = NETWORK.pair("b", "a")
    assert turned == PairResult(
        1, 0, -0.5, 0.25, -0.4, 0.3, 0.75, 2, 40, 0.04, -0.45, 0.2, -0.35, 0.28, 0.7
    )
    assert turned.turned() == PAIR
    assert (NETWORK.node("b"), "a" in NETWORK, "c" in NETWORK) == (NODES[1], True, False)
    assert (NETWORK.is_ratio, replace(NETWORK, measure="SMD").is_ratio) == (True, False)
    with pytest.raises(KeyError):
        NETWORK.pair("a", "c")


def test_shipped_networks_are_found_by_name(tmp_path: Path) -> None:
    family = {
        "label": "L", "about": "A", "apart": "P", "caution": "C", "networks": ["n"],
        "treatments": {"a": "A"},
    }  # fmt: skip
    (tmp_path / "index.json").write_text(json.dumps({"families": {"f": family}}))
    (tmp_path / "n.json").write_text(json.dumps(network_data(NETWORK)))
    assert read_index(tmp_path).families == (
        Family("f", "L", "A", "P", "C", ("n",), {"a": "A"}),
    )  # fmt: skip
    assert read_network(tmp_path, "n") == NETWORK
    with pytest.raises(NameNotFound) as caught:
        read_network(tmp_path, "m")
    assert str(caught.value) == 'No outcome is called "m".'
    assert [(c.id, c.name) for c in caught.value.candidates] == [("n", "n")]
    (tmp_path / "whole.json").write_text(json.dumps({"data": {"network": network_data(NETWORK)}}))
    for name in ("whole.json", "n.json"):
        assert read_result(tmp_path / name) == NETWORK


# What the models build when they are imported, built anew.


def test_a_term_is_read_by_its_value() -> None:
    read = term(Use).func
    assert (read("alone"), read(Use.ADDED)) == (Use.ALONE, Use.ADDED)  # type: ignore[call-arg]
    for given in ("Alone", 7, None):
        with pytest.raises(ValueFault) as caught:
            read(given)  # type: ignore[call-arg]
        assert (caught.value.what, caught.value.remedy) == (
            f'"{given}" is not one of the values allowed here',
            "Write one of: alone, added, either.",
        )


def test_a_citation_is_a_source_and_a_place() -> None:
    found = Citation.parse("smith2020 table 2")
    assert (found.source, found.locator) == ("smith2020", "table 2")
    assert Citation.parse(found) is found
    assert Citation.parse("smith2020").locator == ""
    for given in ("Smith 2020", "", 7):
        with pytest.raises(ValueFault) as caught:
            Citation.parse(given)
        assert caught.value.what == f'"{given}" is not a citation'


def test_text_dates_and_addresses_are_read_or_taught() -> None:
    day = datetime.date(2026, 11, 24)
    assert (read_date("2026-11-24"), read_date(day), plain("a b")) == (day, day, "a b")
    doi = _matching(r"10\.\d{4,9}/\S+", "a DOI", "Write it from 10. on, bare.").func
    assert doi("10.1234/x") == "10.1234/x"  # type: ignore[call-arg]
    for read, given, words in (
        (read_date, "24.11.2026", ('"24.11.2026" is not a date', "Write year-month-day: 2026-11-24.")),
        (read_date, "2026-02-30", ("there is no day 2026-02-30", "Check the month and the day.")),
        (plain, 7, ("this must be text", "Write one line of text.")),
        (doi, "10.12/x", ('"10.12/x" is not a DOI', "Write it from 10. on, bare.")),
        (doi, "10.١٢٣٤/x", ('"10.١٢٣٤/x" is not a DOI', "Write it from 10. on, bare.")),
        (doi, 7, ('"7" is not a DOI', "Write it from 10. on, bare.")),
        (Dose.parse, "5, 05 or 10 mg/day", ('"05" has a leading zero', "Remove the leading zero.")),
    ):  # fmt: skip
        with pytest.raises(ValueFault) as caught:
            read(given)  # type: ignore[operator]
        assert (caught.value.what, caught.value.remedy) == words
        assert caught.value.start == 0


def test_the_one_field_of_a_relation() -> None:
    info = Switch.field_info()
    assert (info.path, info.attribute, info.kind.__name__) == ("switch.rule", "rule", "SwitchRule")
    assert info.description == Switch.model_fields["rule"].description


def test_fields_are_described_as_they_are_declared() -> None:
    found = {info.path: info for info in _walk()}
    assert list(found) == list(fields())
    assert all(info == fields()[path] for path, info in found.items())
    made = slot("Label", "Description.", "example", inherits=True)
    assert (made.title, made.description, made.examples, made.json_schema_extra) == (
        "Label", "Description.", ["example"], {"inherits": True},
    )  # fmt: skip
    assert found["onset.first-separation"].attribute == "first_separation"


def test_the_kind_within_an_annotation() -> None:
    from kb.model.claim import Answer
    from kb.model.duration import Duration

    assert kind_within(Answer[Duration]) is Duration
    assert kind_within(list[int]) is int
