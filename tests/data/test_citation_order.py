"""Citations are numbered in the order in which a reader meets them, in every text."""

from __future__ import annotations

import re

import pytest

from kb.load.base import load
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.compose import Wish, publish
from kb.render.pub_text import text

BASE = load()
SETS = (
    "ketamine ssri snri", "ect cbt sertraline", "st-johns-wort exercise", "lithium aripiprazole",
    "psilocybin esketamine", "sertraline clomipramine phenelzine", "trazodone ssri", "mst ect",
)  # fmt: skip


def out_of_order(words: str) -> list[tuple[int, int]]:
    """Numbers that skip one that has not been cited yet, each after the highest before it."""
    body = re.split(r" (?:References|Sources) -+ ", words.replace("\n", " "))[0]
    found, seen = [], 0
    for mark in re.findall(r"\[(\d[\d,-]*)\]", body):
        for part in mark.split(","):
            low, _, high = part.partition("-")
            for number in range(int(low), int(high or low) + 1):
                if number > seen + 1:
                    found.append((seen, number))
                seen = max(seen, number)
    return found


def test_the_check_finds_what_is_out_of_order() -> None:
    assert out_of_order("One [1]. Three [3] and two [2]. Four [4-5].") == [(1, 3)]
    assert out_of_order("One [1,2]. Again [1]. Three [3]. References ---------- 9 [9]") == []


@pytest.mark.parametrize("length", Length)
@pytest.mark.parametrize("audience", Audience)
def test_citations_come_in_order(audience: Audience, length: Length) -> None:
    names = [one.split() for one in SETS]
    if audience is Audience.CLINICIAN and length is Length.FULL:
        names += [[record.id] for record in BASE]
    wish = Wish(audience, Style.AMA, Locale.US, length)
    wrong = {}
    for asked in names:
        found = out_of_order(text(publish(BASE, asked, wish, "2026-11-25 0123456789ab")))
        if found:
            wrong[" ".join(asked)] = found
    assert len(names) >= len(SETS)
    assert wrong == {}
