"""Every shipped record can be published, with the statements that it must carry."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from kb.ask.base import KnowledgeBase
from kb.publish.caveats import has_required
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.compose import Wish, publish
from kb.publish.stamp import field_code, find_stamps
from kb.render.pub_text import text
from kb.view.publication import Notice

FAULTS = {
    "two blanks": r"[^\n ]  +\S", "a blank before a stop": r" \.(?!\d)", "two stops": r"\.\.(?!\.)",
    "None": r"\bNone\b(?! found|:)", "a word twice": r"\b(\w{3,}) \1\b(?!-)", "empty brackets": r"\(\)",
}  # fmt: skip


@pytest.mark.parametrize("audience", Audience)
def test_every_record_reads_as_prose(shipped: KnowledgeBase, audience: Audience) -> None:
    seen = 0
    wish = Wish(audience, Style.VANCOUVER, Locale.US, Length.FULL)
    for record in shipped:
        shown = text(publish(shipped, [record.id], wish, "2026-11-24 abcdef012345"), 10**6)
        body = re.split(r"\n(?:References|Sources|Required statements)\n", shown)[0]
        for name, pattern in FAULTS.items():
            found = re.search(pattern, body)
            assert found is None, (record.id, name, body[found.start() - 80 :][:160])
        for line in body.split("\n"):
            assert line.count("(") == line.count(")"), (record.id, line)
        (stamp,) = find_stamps(shown)
        assert stamp.ids[0]
        seen += 1
    assert seen > 70


def test_frames_seldom_repeat_from_one_sentence_to_the_next(shipped: KnowledgeBase) -> None:
    """Recorded words may open alike; frames of ours may not do so often."""
    wish = Wish(Audience.CLINICIAN, Style.VANCOUVER, Locale.US, Length.FULL)
    alike = pairs = 0
    for record in shipped:
        shown = text(publish(shipped, [record.id], wish, "2026-11-24 abcdef012345"), 10**6)
        body = re.split(r"\n(?:References|Required statements)\n", shown)[0].split("\n", 20)[-1]
        for paragraph in body.split("\n"):
            opening = [" ".join(s.split()[:4]) for s in paragraph.split(". ") if len(s.split()) > 6]
            pairs += max(len(opening) - 1, 0)
            alike += sum(a == b for a, b in pairwise(opening))
    assert pairs > 1000
    assert alike / pairs < 0.02


def test_required_statements_are_never_missing(shipped: KnowledgeBase) -> None:
    seen = 0
    for record in shipped:
        if not has_required(shipped, record):
            continue
        parts = publish(shipped, [record.id], Wish(), "2026-11-24 abcdef012345").parts
        boxes = [p for p in parts if isinstance(p, Notice) and p.title == "Required statements"]
        words = " ".join(run.text for line in boxes[0].items for run in line)
        assert re.search(
            "boxed warning|off label|investigational|withdrawn|[Nn]ot authorized", words
        ), record.id
        seen += 1
    assert seen > 30


def test_field_codes_of_the_stamp_are_distinct() -> None:
    from kb.model.treatment import fields

    codes = [field_code(path) for path in fields()]
    assert len(set(codes)) == len(codes) > 100


def test_an_earliest_time_is_never_told_as_the_time_to_response(shipped: KnowledgeBase) -> None:
    """The UK text of sertraline names the first sign of an effect, which is no response."""
    names = ["sertraline", "esketamine-nasal"]
    for audience, told in (
        (Audience.CLINICIAN, "7 days (earliest time at which an effect may be seen)"),
        (Audience.PATIENT, "A source gives 7 days as the earliest time at which an effect may be seen."),
    ):  # fmt: skip
        wish = Wish(audience, Style.VANCOUVER, Locale.UK, Length.FULL)
        made = publish(shipped, names, wish, "2026-11-24 abcdef012345")
        shown = text(made, 10**6).replace("\u00a0", " ")
        assert told in re.sub(r" ?\[[0-9,–-]+\]", "", shown)
        assert "relief is reported after 7 days" not in shown
        assert not any("response 7 days" in p.spoken.replace("\u00a0", " ") for p in made.pictures)
