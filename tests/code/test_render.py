"""Renderers: the same words everywhere, nothing cut, nothing obeyed."""

from __future__ import annotations

import re

import pytest

from kb.ask.base import KnowledgeBase
from kb.render.data import as_csv, as_json
from kb.render.gate import visible
from kb.render.html import page
from kb.render.markdown import markdown
from kb.render.terminal import text
from kb.view.compare import compare_document
from kb.view.document import Document, Heading, Prose, Span, Table
from kb.view.words import glued, listed

WIDTHS = (40, 60, 80, 120, 200, 300)
HOSTILE = [
    "\x1b[31mred", "\u202eevil", "zero\u200bwidth", "[bold]x[/bold]", "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0", "![x](javascript:y)", "\x9b31m", "a|b", "`code`",
]  # fmt: skip


def words(shown: str) -> set[str]:
    """Words without the brackets and colons that belong to a layout."""
    return {word.strip("():") for word in re.sub(r"[─\s]+", " ", shown).split()}


@pytest.mark.parametrize(
    "names", [["alphine", "betazine", "alphines"], ["alphine", "talking-cure"]]
)
def test_same_words_at_every_width(invented: KnowledgeBase, names: list[str]) -> None:
    document = compare_document(invented.compare(names))
    found = [words(text(document, width)) for width in WIDTHS]
    assert len(found[0]) > 100
    assert all(each == found[0] for each in found)


@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_stay_with_their_units(invented: KnowledgeBase, width: int) -> None:
    shown = text(compare_document(invented.compare(["alphine", "betazine", "alphines"])), width)
    for whole in ("2.5 mg/day", "5–10 mg/day", "2–4 weeks", "6–8 weeks", "1 week"):
        assert whole in shown


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_lines_fit_the_width(invented: KnowledgeBase, width: int) -> None:
    shown = text(compare_document(invented.compare(["alphine", "betazine", "alphines"])), width)
    assert max(len(line) for line in shown.splitlines()) <= width


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_is_shown_and_not_obeyed(evil: str) -> None:
    document = Document(
        "x", evil, (Heading(evil, 1), Prose((Span(evil),)), Table((evil,), ((evil,),))),
        {"x": evil}, (evil,), ((evil,),),
    )  # fmt: skip
    outputs = [
        text(document, 80),
        markdown(document),
        page(document),
        as_csv(document),
        as_json(document, "v"),
    ]
    for output in outputs:
        assert not set(output) & set("\x1b\x9b\u202e\u200b")
    assert "<script>alert" not in page(document)
    assert "<script>alert" not in markdown(document)
    assert not any(cell.startswith("=") for cell in as_csv(document).splitlines())
    if "[bold]" in evil:
        assert "[bold]x[/bold]" in text(document, 80)


def test_gate_makes_control_characters_visible() -> None:
    assert visible("a\x1bb\u202ec") == "a<U+001B>b<U+202E>c"
    assert visible("plain – text é") == "plain – text é"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("for 2-4 weeks", "for 2–4\u00a0weeks"),
        ("50 mg twice", "50\u00a0mg twice"),
        ("5-HT2A", "5-HT2A"),
        ("2026-11-24", "2026-11-24"),
        ("SMD -0.3", "SMD\u00a0−0.3"),
    ],
)
def test_numbers_are_tied(given: str, expected: str) -> None:
    assert glued(given) == expected


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("ect", "ect"),
        ("ketamine, intravenous|ect", "ketamine, intravenous and ect"),
        ("ect|cbt|tca", "ect, cbt and tca"),
        ("ect|cbt|this and that", "ect, cbt, and this and that"),
        (
            "ketamine, intravenous|ect|this and that",
            "ketamine, intravenous; ect; and this and that",
        ),
    ],
)
def test_names_do_not_run_together(names: str, words: str) -> None:
    assert listed(names.split("|")) == words
