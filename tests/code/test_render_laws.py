"""Laws of renderers on any words: nothing is lost, cut, obeyed, or different the second time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.article.sync import synced
from kb.ask.compare import compare
from kb.invisible import is_invisible
from kb.load.base import load
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.compose import Wish, publish
from kb.render.archive import settled
from kb.render.data import _FORMULA, as_csv, as_json
from kb.render.gate import safe_link, visible
from kb.render.html import page
from kb.render.layout import line_width, wrapped
from kb.render.layout import words as words_in
from kb.render.markdown import markdown
from kb.render.pub_docx import docx
from kb.render.pub_html import page as pub_page
from kb.render.pub_markdown import markdown as pub_markdown
from kb.render.pub_text import text as pub_text
from kb.render.svg_chart import chart_svg
from kb.render.svg_picture import picture_svg
from kb.render.terminal import text
from kb.view.compare import compare_document
from kb.view.document import (
    Banner,
    Bullets,
    Chart,
    ChartGroup,
    ChartRow,
    Document,
    Grid,
    GridPart,
    GridRow,
    Heading,
    Prose,
    Reference,
    References,
    Role,
    Span,
    Table,
)
from kb.view.picture import Graph, GraphEdge, GraphNode, Histogram, HistogramRow
from tests.code import laws
from tests.conftest import INVENTED, TODAY

ROOT = Path(__file__).resolve().parents[2]
BASE = load(folder=INVENTED, today=TODAY)
ARTICLES = load(folder=Path(__file__).parent / "invented_articles", today=TODAY)
IDS = list(BASE.treatments)
any_text = laws.hostile


def chart(word: str) -> Chart:
    """A chart that says `word` wherever a chart can say something."""
    row = ChartRow(word, word, 0.2, 0.4, side=word, inside=word)
    bare = ChartRow(word, word, side=word)
    return Chart(word, word, ((0.0, word), (1.0, word)), (ChartGroup(word, (row, bare)),))


def graph(word: str) -> Graph:
    """A network of `word`."""
    nodes = (GraphNode(word, 1.0, word), GraphNode("b", 0.5, word))
    return Graph(word, nodes, (GraphEdge(0, 1, 2),), word)


def histogram(word: str) -> Histogram:
    """Ranks of `word`."""
    return Histogram(word, word, (word, "2"), (HistogramRow(word, (0.5, 0.25), word),))


def document(word: str) -> Document:
    """A document with every block, each saying `word` wherever it can."""
    said = (Span(word), Span(word, Role.STRONG))
    grid = Grid((word,), (word,), (word,), (GridPart(word, (GridRow(word, ((said,),)),), word),))
    blocks = (
        Heading(word, 1), Banner(word), Prose(said), Bullets((said,)), grid,
        Table((word, "b"), ((word, word),)), chart(word), graph(word), histogram(word),
        References((Reference(1, word, word, word),)),
    )  # fmt: skip
    return Document(word, word, blocks, {"said": word}, (word,), ((word,), ("b",)))


# The gate


@given(any_text, st.booleans())
def test_the_gate_is_idempotent_and_lets_nothing_invisible_through(word: str, lines: bool) -> None:
    shown = visible(word, lines=lines)
    assert visible(shown, lines=lines) == shown
    assert not any(is_invisible(char) for char in shown if not (lines and char == "\n"))


@given(any_text)
def test_the_gate_keeps_every_visible_character(word: str) -> None:
    kept = "".join(char for char in word if not is_invisible(char))
    assert re.sub(r"<U\+[0-9A-F]{4,6}>", "", visible(word)) == re.sub(
        r"<U\+[0-9A-F]{4,6}>", "", kept
    )


@given(st.one_of(any_text, any_text.map(lambda word: f"https://a.example/{word}")))
def test_a_safe_link_is_an_address_of_the_web_or_nothing(address: str) -> None:
    link = safe_link(address)
    assert link == "" or re.fullmatch(r"https?://[!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]*", link)
    assert bool(link) == address.startswith(("https://", "http://"))
    assert safe_link(link) == link


# Data


@given(st.lists(st.lists(any_text, min_size=2, max_size=2).map(tuple), min_size=1, max_size=4))
def test_a_cell_of_csv_is_never_a_formula_and_keeps_its_words(rows: list[tuple[str, ...]]) -> None:
    shown = as_csv(Document("k", "t", (), {}, ("a", "b"), tuple(rows)))
    read = list(csv.reader(io.StringIO(shown, newline="")))
    assert read[0] == ["a", "b"]
    assert len(read) == len(rows) + 1
    for cells, row in zip(read[1:], rows, strict=True):
        for cell, word in zip(cells, row, strict=True):
            assert not cell.lstrip().startswith(_FORMULA)
            assert cell.removeprefix("'") == visible(word.replace("\u00a0", " ")).removeprefix("'")


@given(st.recursive(any_text, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3)))  # fmt: skip
def test_json_reads_back_as_what_was_said(said: object) -> None:
    shown = as_json(Document("k", "t", (), {"said": said}), "v")
    assert not any(is_invisible(char) for char in shown if char != "\n")

    def through(value: object) -> object:
        if isinstance(value, str):
            return visible(value).replace("\u00a0", " ")
        if isinstance(value, list):
            return [through(item) for item in value]
        assert isinstance(value, dict)
        return {through(key): through(item) for key, item in value.items()}

    assert json.loads(shown)["data"]["said"] == through(said)


# HTML, SVG, Markdown


class Tags(HTMLParser):
    """The tags and the names of attributes of a page, in order, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser


PLAIN = tags(page(document("plain"))).found


@given(any_text)
def test_no_words_add_a_tag_or_an_attribute(word: str) -> None:
    assume(len(word.split()) == 1 and not word.startswith("http"))
    parsed = tags(page(document(word)))
    assert parsed.found == PLAIN
    assert visible(word) in parsed.words


@given(any_text)
def test_pictures_are_well_formed_and_say_their_words(word: str) -> None:
    for drawn in (chart_svg(chart(word)), picture_svg(graph(word)), picture_svg(histogram(word))):
        root = ElementTree.fromstring(drawn)
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert (title.text or "").startswith(visible(word.replace("\u00a0", " ")))
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert names <= {"svg", "title", "desc", "rect", "g", "line", "path", "text", "circle"}


@given(any_text)
def test_a_table_of_markdown_has_as_many_cells_as_it_should(word: str) -> None:
    shown = markdown(Document("k", "t", (Table(("a", "b"), ((word, word), ("c", word))),)))
    lines = shown.rstrip("\n").split("\n")
    assert len(lines) == 4
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines} == {3}


# Lines


@given(st.lists(any_text, max_size=6), st.integers(20, 300))
def test_wrapping_keeps_every_word_in_order(said: list[str], width: int) -> None:
    paragraph = tuple(Span(word) for word in said)
    lines = wrapped(paragraph, width)
    assert [word for line in lines for word in line] == words_in(paragraph)
    assert all(line_width(line) <= width or len(line) == 1 for line in lines)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True), st.integers(20, 300))
def test_the_words_are_the_same_at_every_width(names: list[str], width: int) -> None:
    shown = compare_document(compare(BASE, names, ["onset", "dosing", "adverse", "warnings"]))

    def said(at: int) -> set[str]:
        return {w.strip("():") for w in re.sub(r"[─\s]+", " ", text(shown, at)).split()}

    assert said(width) == said(100)


@given(any_text, st.integers(20, 300))
def test_a_terminal_gets_no_sign_that_it_would_obey(word: str, width: int) -> None:
    shown = text(document(word), width)
    assert not any(is_invisible(char) for char in shown if char != "\n")


@given(laws.words, st.floats(0, 1), st.floats(0, 1), st.integers(40, 200))
def test_a_bar_stays_within_the_lines(word: str, one: float, other: float, width: int) -> None:
    low, high = sorted((one, other))
    row = ChartRow(word[:20], "", low, high, inside=word[:12], open_low=True, open_high=True)
    shown = text(Document("", "", (Chart("T", "A", (), (ChartGroup("", (row,)),)),)), width)
    assert all(len(line) <= width for line in shown.splitlines())
    assert shown.count("▶") == 1


# Exports, articles, surroundings

wishes = st.builds(
    Wish, audience=st.sampled_from(Audience), length=st.sampled_from(Length),
    style=st.sampled_from(Style), locale=st.sampled_from(Locale),
)  # fmt: skip
exported = st.lists(st.sampled_from(["dripamine", "gamazine"]), min_size=1, max_size=2, unique=True)


@settings(max_examples=20)
@given(exported, wishes)
def test_an_export_is_the_same_on_a_second_run(names: list[str], wish: Wish) -> None:
    first, second = (publish(ARTICLES, names, wish, "2026-11-21 0123456789ab") for _ in range(2))
    for writer in (pub_markdown, pub_page, pub_text):
        assert writer(first).encode() == writer(second).encode()


@settings(max_examples=4)
@given(exported, wishes)
def test_a_word_file_is_the_same_on_a_second_run(names: list[str], wish: Wish) -> None:
    publication = publish(ARTICLES, names, wish, "2026-11-21 0123456789ab")
    made = docx(publication)
    assert made == docx(publication)
    assert settled(made) == made


MARKERS = (
    "<!-- kb:value gamazine.dosing.max show=value --><!-- /kb -->",
    "<!-- kb:compare dripamine gamazine fields=onset -->\n<!-- /kb -->",
    "- a point\n  <!-- kb:caveats dripamine -->\n  <!-- /kb -->",
    "<!-- kb:references style=apa locale=en-GB -->\n<!-- /kb -->",
    "<!-- kb:stamp -->\n<!-- /kb -->",
)
prose = st.text(alphabet="abc é.,'\n#-", max_size=20)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(prose, st.sampled_from(MARKERS)), max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
def test_an_article_filled_twice_is_filled_once(parts: list[tuple[str, str]], end: str) -> None:
    article = "\n\n".join(f"{words.strip()}\n\n{marker}" for words, marker in parts)
    article = article.replace("\n", end)
    once = synced(ARTICLES, article, "a.md", "2026-11-21 0123456789ab", html=False)
    twice = synced(ARTICLES, once.text, "a.md", "2026-11-21 0123456789ab", html=False)
    assert twice.text == once.text
    assert (twice.changes, twice.edits, twice.diff) == ((), (), "")
    blank = re.compile(r"<!-- kb:.*?<!-- /kb -->", re.S)
    assert blank.sub("", once.text) == blank.sub("", article)


ASKED = (
    ("compare", "ketamine", "ssri", "--json"), ("list", "--format", "csv"),
    ("show", "sertraline", "onset", "--format", "html"), ("find", "--onset-within", "7d", "--json"),
    ("export", "summary", "sertraline", "--audience", "patient"),
)  # fmt: skip


@cache
def printed(
    asked: tuple[str, ...], seed: str = "0", locale: str = "C.UTF-8", zone: str = "UTC"
) -> bytes:
    """What the program prints in a process of its own."""
    around = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *asked], capture_output=True, check=True, cwd=ROOT,
        env={**os.environ, **around},
    )  # fmt: skip
    return done.stdout


@settings(max_examples=6)
@given(
    st.sampled_from(ASKED), st.integers(0, 2**32 - 1).map(str),
    st.sampled_from(["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"]),
    st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Los_Angeles"]),
)  # fmt: skip
def test_seed_locale_and_zone_change_no_byte(
    asked: tuple[str, ...], seed: str, locale: str, zone: str
) -> None:
    assert printed(asked, seed, locale, zone) == printed(asked)
