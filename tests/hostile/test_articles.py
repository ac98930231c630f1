"""Articles and drafts that would keep a program busy for ever, and numbers past all range."""

from __future__ import annotations

import pytest

from kb.article.checking import check_draft
from kb.article.draft import LONGEST, parse_draft
from kb.article.marks import MOST, MOST_PROBLEMS, parse_article
from kb.ask.base import KnowledgeBase
from tests.code.test_cli import run

VALUE = "<!-- kb:value alphine.dosing.usual --><!-- /kb -->\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- kb:" * 200_000, "a marker that does not end on its line"),
        ("<!-- kb:value x -->\n" * 50_000, "a marker inside another one, which begins in line 1"),
        ("<!-- /kb -->" * 100_000, "an end marker without a beginning"),
    ],
    ids=["open", "inside", "ends"],
)
def test_a_heap_of_faulty_markers_is_told_in_part(text: str, message: str) -> None:
    found = parse_article(text, "a.md", html=True).problems
    assert {p.message for p in found[:MOST_PROBLEMS]} == {message}
    assert [(p.code, p.message) for p in found[MOST_PROBLEMS:]] == [("E009", "more faulty markers")]


def test_an_article_holds_so_many_markers_and_no_more() -> None:
    good = parse_article(VALUE * MOST, "a.md", html=False)
    assert (len(good.blocks), good.problems) == (MOST, ())
    (problem,) = parse_article(VALUE * (MOST + 1), "a.md", html=False).problems
    assert (problem.code, problem.message, problem.place.line) == (
        "E009", "more than 2,000 markers", MOST + 1
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["<!--" * 400_000, "<a " * 500_000, "<script>" * 200_000, "<b>x</b> " * 100_000, "`a` " * 200_000,
     "```\n" * 100_000, "`" * 1_900_000, "." * 1_900_000, "x" + " " * 1_900_000 + "y", "1" * 1_900_000,
     "10 mg " * 300_000, "a\u0301" * 600_000, "(" * 1_900_000, "- " * 900_000, "**" * 900_000,
     "<style>x</style>" * 100_000, "&amp;" * 300_000],
    ids=lambda text: ascii(text[:9]),
)  # fmt: skip
def test_a_heap_of_signs_is_read(text: str) -> None:
    """Each took minutes or longer where the time grows with the square of the length."""
    draft = parse_draft(text, "a.md", html=False)
    assert len(draft.plain) == len(text)
    assert max((len(s.words) for s in draft.sentences), default=0) <= LONGEST


def test_a_long_sentence_is_read_in_pieces(invented: KnowledgeBase) -> None:
    words = "alphine is given at 900 mg/day and " * 100
    draft = parse_draft(words, "a.md", html=False)
    assert len(draft.sentences) > 3
    assert "".join(" ".join(s.words for s in draft.sentences).split()) == "".join(words.split())
    for sentence in draft.sentences:
        assert words[sentence.start :].startswith(sentence.words[:20])
    found = check_draft(invented, words, "a.md", html=False)
    assert "E701" in {problem.code for problem in found}


def test_what_opens_a_script_and_never_closes_it_is_a_tag() -> None:
    draft = parse_draft("One <script a>two three. <!-- four five", "a.html", html=True)
    assert draft.plain == "One           two three. <!-- four five"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "ssri", "--width", "9" * 5000], "--width"), (["show", "ssri", "--width", "\u0668\u0660"], "--width"),
        (["stale", "--days", "999999999"], "--days"), (["stale", "--days", "9" * 5000], "--days"),
        (["audit", "--worst", "-1"], "--worst"), (["check", "README.md", "--grade", "nan"], "--grade"),
        (["find", "--onset-within", "0d"], "--onset-within"), (["find", "--where", "(" * 20_000], "nested too deeply"),
        (["find", "--where", "not " * 9_000 + "route = oral"], "nested too deeply"),
        (["find", "--where", f"onset.response <= {'9' * 5000} weeks"], "is not a duration"),
        (["trial", "sertraline", "--dose", "0 mg/day", "--weeks", "6"], "a dose of nothing"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)  # fmt: skip
def test_a_number_past_range_is_a_usage_fault(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
