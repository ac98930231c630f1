"""Switching and combining on the invented base: direction, classes, exceptions, gaps in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.combining import combined, partner
from kb.ask.combining_any import with_anything
from kb.ask.switching import switching
from kb.load.base import read_all
from kb.model.vocab import Verdict
from kb.problems import NameNotFound, UsageFault
from kb.render.terminal import text
from kb.view.alone import alone_document
from kb.view.related import combine_document, switch_document


def test_a_class_rule_reaches_a_member_and_says_so(invented: KnowledgeBase) -> None:
    found = switching(invented, "Alfo", "talking cure")
    assert [r.scope for r in found.rules] == [
        "a rule for the class alphines that covers its members"
    ]
    assert [r.answer.values[0].text for r in found.rules] == [
        "drug-free interval: at least 2 weeks; danger: an invented danger; an invented reason"
    ]


def test_an_excepted_member_has_no_rule(invented: KnowledgeBase) -> None:
    found = switching(invented, "betazine", "talking-cure")
    assert found.rules == ()
    shown = text(switch_document(found), 200)
    assert (
        "! No rule is recorded for going from betazine to talking cure. That is a gap in this "
        "knowledge base: it does not mean that no interval is needed.\n" in shown
    )


def test_direction_matters(invented: KnowledgeBase) -> None:
    there = switching(invented, "alphine", "talking-cure")
    back = switching(invented, "talking-cure", "alphine")
    assert there.rules == back.back
    assert there.back == back.rules
    assert back.rules[0].answer.values[0].text == "direct switch"
    only_back = text(switch_document(switching(invented, "talking-cure", "alphines")), 200)
    assert "The other direction has a rule; it may not be turned round." in " ".join(
        only_back.split()
    )


def test_a_switch_needs_two_treatments(invented: KnowledgeBase) -> None:
    with pytest.raises(UsageFault, match=r"Name two different treatments: kb switch FROM TO\."):
        switching(invented, "alphine", "Alfo")


def test_verdicts_gravest_first(invented: KnowledgeBase) -> None:
    (pair,) = combined(invented, ["alphine", "Gammapam"])
    assert pair.verdicts == (Verdict.CAUTION, Verdict.RECOMMENDED)
    turned = combined(invented, ["gammas", "alphine"])
    assert turned[0].verdicts == pair.verdicts


def test_no_rule_is_said_in_words(invented: KnowledgeBase) -> None:
    pairs = combined(invented, ["betazine", "talking-cure"])
    assert pairs[0].verdicts == ()
    shown = text(combine_document(invented, pairs), 200)
    assert (
        "recorded: no rule recorded: a gap in this knowledge base, which says nothing about "
        "the pair" in shown
    )


def test_all_pairs_in_the_order_asked(invented: KnowledgeBase) -> None:
    pairs = combined(invented, ["talking-cure", "alphine", "gammas"])
    assert [(p.one.id, p.other.id) for p in pairs] == [
        ("talking-cure", "alphine"),
        ("talking-cure", "gammas"),
        ("alphine", "gammas"),
    ]


@pytest.mark.parametrize("names", [["alphine"], ["alphine", "Alfo"], ["gammas", "gammas"]])
def test_combining_needs_two(invented: KnowledgeBase, names: list[str]) -> None:
    with pytest.raises(UsageFault):
        combined(invented, names)


def test_one_name_is_shown_with_whatever_a_rule_names(invented: KnowledgeBase) -> None:
    found = with_anything(invented, "alphine")
    assert [(p.other.id, p.verdicts[0]) for p in found.pairs] == [
        ("gammas", Verdict.CAUTION), ("talking-cure", Verdict.CAUTION),
    ]  # fmt: skip
    shown = text(alone_document(invented, found), 80).replace("\u00a0", " ")
    assert shown.startswith("alphine together with anything\n")
    assert "- caution: gammas, talking-cure\n" in shown
    assert "Rules are recorded with 2 partners. What is not here is not recorded" in shown
    drug = with_anything(invented, "gammapam")
    assert [p.other.id for p in drug.pairs] == ["alphine"]


def test_one_name_without_a_rule_reads_as_a_gap(invented: KnowledgeBase) -> None:
    found = with_anything(invented, "betazine")
    assert not found.pairs
    assert "Rules are recorded with no partner." in text(alone_document(invented, found), 200)


def test_an_unknown_partner_shows_candidates_only(invented: KnowledgeBase) -> None:
    with pytest.raises(NameNotFound) as caught:
        partner(invented, "gammapan")
    assert [c.id for c in caught.value.candidates] == ["gammas"]


FAULTS = """- id: one
  from: alphine
  to: nobody
  rule: {value: washout, interval: 14 days, cite: [trial2020 p1], read: [2026-11-24]}
- id: two
  from: alphine
  to: talking-cure
  members: yes
  rule: {value: sprint, cite: [nosource p1]}
- id: three
  form: alphine
  to: talking-cure
  rule: {value: washout, intervall: 2 weeks}
- id: four
  from: alphine
  to: talking-cure
  members: yes
  rule: {value: washout, interval: 2 weeks}
"""


def test_faults_of_relations_are_placed(tmp_path: Path, invented: KnowledgeBase) -> None:
    folder = tmp_path / "over"
    (folder / "relations").mkdir(parents=True)
    (folder / "relations" / "switching.yaml").write_text(FAULTS)
    (folder / "treatments.yaml").write_text("- id: alphine\n")
    from tests.conftest import INVENTED

    found = read_all(INVENTED, [folder]).problems
    assert sorted((p.place.line, p.place.column, p.code, p.record) for p in found) == [
        (1, 3, "E210", "one"),
        (9, 17, "E104", "two"),
        (9, 32, "E201", "two"),
        (10, 3, "E103", "three"),
        (11, 3, "E102", "three"),
        (13, 26, "E102", "three"),
        (14, 3, "E211", "four"),
        (18, 9, "E205", "four"),
    ]
    remedies = {(p.record, p.place.line): p.remedy for p in found}
    assert remedies["three", 11] == "Did you mean for or from?"
    assert remedies["three", 13] == "Did you mean interval?"
