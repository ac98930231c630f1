"""Two implementations of lookup, inheritance and filter agree; `make naive` compares 10,000."""

from __future__ import annotations

import random
from collections import Counter

from kb.ask.truth import Truth
from kb.ask.where import parse_where
from tests.code import naive_where
from tests.code.naive import disagreements, plain


def test_two_implementations_agree() -> None:
    assert disagreements(150, seed=7) == []


def test_two_implementations_of_where_agree() -> None:
    assert naive_where.disagreements(150, seed=7) == []


def test_a_disagreement_of_the_class_is_one_of_its_members_too() -> None:
    claims = [
        {"value": value, "denied": False, "when": None, "sure": None}
        for value in ("1 day", "2-4 weeks")
    ]
    nothing = {"entries": [], "disagree": False}
    torn = {"entries": claims, "disagree": True}
    records = [
        {"id": key, "name": key, "level": level, "category": "supplement", "class": parent,
         "fields": {"onset.response": held, "dosing.route": nothing, "warnings.boxed": nothing}}
        for key, level, parent, held in (("r0", "class", None, torn), ("r1", "agent", "r0", nothing))
    ]  # fmt: skip
    base = naive_where.built(records)
    test = parse_where("onset.response <= 1 week", base)
    assert [test.judge(base, record).truth for record in base] == [Truth.UNKNOWN, Truth.UNKNOWN]
    assert naive_where.judged(("limit", "<=", "1 week"), records[1], records) == "unknown"


def test_the_conditions_tried_are_of_every_kind_and_answer() -> None:
    chance = random.Random(3)
    kinds, answers = set(), Counter[str]()
    for _ in range(300):
        records = naive_where.generated(chance)
        node = naive_where.tree(chance)
        kinds.add(node[0])
        answers.update(naive_where.judged(node, record, records) for record in records)
    assert kinds == {
        "limit",
        "route",
        "mentions",
        "whole",
        "sure",
        "when",
        "state",
        "record",
        "and",
        "or",
        "not",
    }
    assert min(answers.values()) > 100
    assert len(answers) == 3


def test_the_naive_one_folds_for_itself() -> None:
    assert [plain(name) for name in ("ALFÁ", "al-fa", "delta®", "a  b")] == [
        "alfa",
        "al fa",
        "delta",
        "a b",
    ]
