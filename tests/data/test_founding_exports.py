"""The founding comparison in every format: the same bytes twice, and nothing lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.cli.handing import Form, Sort, made
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.compose import Wish, publish
from kb.render.extras import NotInstalled, needed
from kb.view.publication import (
    Figure,
    Head,
    Line,
    Notice,
    Para,
    Points,
    Publication,
    Sheet,
)
from tests.file_formats import docx_lines, pdf_lines, pdf_words, plain

GOLDEN = Path(__file__).parents[1] / "golden" / "export"
NAMES = {"comparison": ("ketamine", "ssri", "snri"), "summary": ("ketamine",)}
CASES = [
    # All tests of one case run in one process, so that its files are made once for all of them.
    pytest.param(kind, a, x, marks=pytest.mark.xdist_group(f"founding-{kind}-{a.value}-{x.value}"))
    for kind in NAMES
    for a in Audience
    for x in Locale
]
cases = pytest.mark.parametrize(("kind", "audience", "locale"), CASES)
Case = tuple[str, Audience, Locale]
FIRST: dict[tuple[Case, Sort], bytes] = {}


def published(base: KnowledgeBase, kind: str, audience: Audience, locale: Locale) -> Publication:
    wish = Wish(audience, Style.AMA, locale, Length.SHORT)
    return publish(base, NAMES[kind], wish, "2026-11-24 abcdef012345")


def first(base: KnowledgeBase, case: Case, sort: Sort) -> bytes:
    """The file of a case, made the first time that it is asked for."""
    if (case, sort) not in FIRST:
        FIRST[case, sort] = made(published(base, *case), sort, Form(sort))
    return FIRST[case, sort]


def _pdf_or_skip() -> None:
    try:
        needed("weasyprint", "pdf", "A PDF")
    except NotInstalled as error:
        pytest.skip(f"the system's Pango library is not there: {error}")


@cases
@pytest.mark.parametrize("sort", Sort)
def test_every_format_is_the_same_on_a_second_run(
    shipped: KnowledgeBase, kind: str, audience: Audience, locale: Locale, sort: Sort
) -> None:
    if sort is Sort.PDF:
        _pdf_or_skip()
    one = first(shipped, (kind, audience, locale), sort)
    assert made(published(shipped, kind, audience, locale), sort, Form(sort)) == one
    assert len(one) > 2000


def text(line: Line) -> str:
    return plain("".join(run.text for run in line))


def pieces(publication: Publication) -> Iterator[tuple[str, str]]:
    """Everything that a file must say, in order, with what it is."""
    yield "title", publication.title
    yield "line", text(publication.standfirst)
    for part in publication.parts:
        match part:
            case Head():
                yield "head", part.text
            case Para():
                yield "line", text(part.line)
            case Points():
                yield from (("line", text(item)) for item in part.items)
            case Notice():
                yield "line", part.title
                yield from (("line", text(item)) for item in part.items)
            case Sheet():
                yield "line", part.caption
                yield from (("line", column) for column in part.columns)
                for row in part.rows:
                    yield "line", row.label
                    yield from (("line", text(line)) for cell in row.cells for line in cell)
            case Figure():
                yield "picture", publication.pictures[part.index].spoken
    yield from (("line", text(entry.line)) for entry in publication.references)
    yield from (("line", line) for line in (*publication.imprint, publication.stamp))


@cases
def test_a_word_file_holds_every_piece_in_order(
    shipped: KnowledgeBase, kind: str, audience: Audience, locale: Locale
) -> None:
    publication = published(shipped, kind, audience, locale)
    lines = docx_lines(first(shipped, (kind, audience, locale), Sort.DOCX))
    whole, at, seen = "\n".join(lines), 0, 0
    for what, words in pieces(publication):
        mark = {"title": "[Title] ", "head": "[Heading 1] ", "picture": " | "}.get(what, "")
        found = whole.find(mark + plain(words), at)
        assert found >= 0, (what, words[:80])
        at = found + len(mark + plain(words)) - 1
        seen += 1
    assert seen > 40


@cases
def test_a_pdf_holds_every_piece_and_its_structure(
    shipped: KnowledgeBase, kind: str, audience: Audience, locale: Locale
) -> None:
    _pdf_or_skip()
    publication = published(shipped, kind, audience, locale)
    raw = first(shipped, (kind, audience, locale), Sort.PDF)
    words, lines = pdf_words(raw), pdf_lines(raw)
    # In a table the lines of neighbouring cells mix: there, each word by itself.
    tables = {text(line) for part in publication.parts if isinstance(part, Sheet)
              for row in part.rows for cell in row.cells for line in cell}  # fmt: skip
    for what, said in pieces(publication):
        if what == "picture":
            assert any(plain(said) in line for line in lines if line.startswith("picture")), said
        elif plain(said) in tables:
            bare = re.findall(r"[A-Za-z]{4,}", said)
            assert all(word[:4] in words for word in bare), said
        else:
            assert re.sub(r"\s+", "", plain(said)) in words, said[:80]
    heads = [part.text for part in publication.parts if isinstance(part, Head)]
    outlined = [line.partition(": ")[2] for line in lines if line.startswith("heading 2")]
    assert [head for head in outlined if head in heads] == heads
    assert f"language: {locale.value}" in lines
    assert f"stamp: {publication.stamp}" in lines


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@cases
def test_the_outline_is_as_recorded(
    request: pytest.FixtureRequest, shipped: KnowledgeBase,
    kind: str, audience: Audience, locale: Locale, suffix: str,
) -> None:  # fmt: skip
    """Styles, headings, tables and pictures; the words are the records' and change with them."""
    if suffix == "pdf":
        _pdf_or_skip()
    raw = first(shipped, (kind, audience, locale), Sort(suffix))
    shown = "\n".join(outline(docx_lines(raw) if suffix == "docx" else pdf_lines(raw))) + "\n"
    path = GOLDEN / f"founding-{kind}-{audience.value}-{locale.value}.{suffix}.txt"
    if request.config.getoption("--golden"):
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), "run the tests with --golden and read what they wrote"
    assert shown == path.read_text(encoding="utf-8")


def outline(lines: list[str]) -> list[str]:
    """Headings, tables with their labels and pictures by title; runs of other styles once."""
    found: list[str] = []
    for line in lines:
        mark = re.match(
            r"\[(?:Heading|Title|picture|table)|heading|picture|language|kinds|page", line
        )
        style = re.match(r"\[[^\]]+\]", line)
        if mark:
            short = line if line.startswith(("[", "heading", "kinds")) else line[:60]
            found.append(re.sub(r"(\[picture\] [^|]*) \|.*", r"\1", short))
        elif style and found[-1:] != [style[0]]:
            found.append(style[0])
        elif line.startswith("kb cell:"):
            found.append(line.partition(" | ")[0])
    return found
