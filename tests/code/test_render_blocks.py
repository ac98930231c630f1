"""Every block of a document and every part of a publication, in every format, word for word."""

from __future__ import annotations

import io
import json
import re
import sqlite3

import pytest

from kb.render import data_files
from kb.render.chart import draw_chart
from kb.render.compare_page import compare_page
from kb.render.extras import NotInstalled
from kb.render.html import fragment
from kb.render.markdown import markdown
from kb.render.picture import draw_picture
from kb.render.pub_docx import docx
from kb.render.pub_html import fragment as pub_fragment
from kb.render.pub_html import line_html, page
from kb.render.pub_markdown import line_words
from kb.render.pub_markdown import markdown as pub_markdown
from kb.render.pub_pdf import _refuse
from kb.render.pub_pictures import picture_svg as pub_picture
from kb.render.pub_text import text as pub_text
from kb.render.svg_chart import chart_svg
from kb.render.svg_picture import NoPicture, document_svg, picture_svg
from kb.render.terminal import text
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
    Mark,
    Prose,
    Reference,
    References,
    Role,
    Span,
    Table,
    Tables,
    TidyColumn,
    TidyTable,
)
from kb.view.page import Page, PageCell, PageColumn, PageRow, SortKey
from kb.view.picture import Graph, GraphEdge, GraphNode, Histogram, HistogramRow
from kb.view.publication import (
    Entry,
    Figure,
    Head,
    IconGroup,
    Icons,
    Notice,
    Para,
    Picture,
    Points,
    Publication,
    Run,
    Sheet,
    SheetRow,
    Tone,
)

GRAPH = Graph(
    "Net", (GraphNode("one", 1.0, "40 people"), GraphNode("other", 0.25, "10 people")),
    (GraphEdge(0, 1, 3),),
)  # fmt: skip
RANKS = Histogram("Ranks", "place", ("1", "2"), (HistogramRow("one", (0.75, 0.01), "mostly 1st"),))
CHART = Chart(
    "Time", "days", ((0.0, "1 d"), (1.0, "9 d")),
    (ChartGroup("Group", (ChartRow("row", "2 d", 0.2, 0.4, side="beside"),)),),
    ((Mark.SOLID, "a range"),),
)  # fmt: skip
GRID = Grid(
    ("one",), ("o",), ("(a class)",),
    (GridPart("Part", (GridRow("label", (((Span("said", Role.GAP), Span("")),),)),), "a note"),),
)  # fmt: skip
BLOCKS = (
    Heading("Head", 1), Banner("Seen first"), Prose((Span("Plain"), Span("strong", Role.STRONG))),
    Bullets(((Span("point"),),)), GRID, Table(("head", "link"), (("cell", "https://a.example/b"),)),
    CHART, GRAPH, RANKS,
    References((Reference(1, "Words.", "https://a.example/", "read"), Reference(2, "Doi.", "ftp://x"))),
)  # fmt: skip
DOCUMENT = Document("k", "Title", BLOCKS)


def test_every_block_as_markdown() -> None:
    assert markdown(DOCUMENT) == (
        "# Head\n\n> **Seen first**\n\nPlain **strong**\n\n- point\n\n"
        "### Part\n\n| | one<br>(a class) |\n|---|---|\n| label | *said* |\n\n*a note*\n\n\n"
        "| head | link |\n|---|---|\n| cell | <https://a.example/b> |\n\n"
        "Time (days)\n\n|  | interval | value |\n|---|---|---|\n| Group | row | 2 d beside |\n\n"
        "Net\n\n| treatment | size | compared with |\n|---|---|---|\n| one | 40 people | other 3 |\n"
        "| other | 10 people | one 3 |\n\n"
        "Ranks\n\n|  | 1 | 2 | in words |\n|---|---|---|---|\n| one | 75% | 1% | mostly 1st |\n\n"
        "## References\n\n1. Words. <https://a.example/> (read)\n2. Doi. ()\n"
    )


def test_every_block_in_a_terminal() -> None:
    assert text(DOCUMENT, 60) == (
        "Head\n\n! Seen first\n\nPlain strong\n\n- point\n\n"
        + text(Document("", "", (GRID,)), 60)
        + "\nhead  link\n" + "─" * 25 + "\ncell  https://a.example/b\n\n"
        + text(Document("", "", (CHART,)), 60)
        + "\nNet\nBars grow with people. Below each: those it was compared\nwith, and trials.\n"
        "one    ████████████████  40 people\n    other 3\n"
        "other  ████              10 people\n    one 3\n\n"
        "Ranks\nplace\none  █·  mostly 1st\n\n"
        "[1] Words. https://a.example/ (read)\n[2] Doi. ftp://x ()\n"
    )  # fmt: skip


def test_every_block_as_html() -> None:
    shown = fragment(DOCUMENT)
    for whole in (
        "<h1>Head</h1>", '<p class="banner">Seen first</p>', '<ul>\n<li><span class="plain">point',
        '<span class="strong">strong</span>', "<td>cell</td>", f"<figure>{chart_svg(CHART, 'picture-6')}</figure>",
        f"<figure>{picture_svg(GRAPH, 'picture-7')}</figure>", f"<figure>{picture_svg(RANKS, 'picture-8')}</figure>",
        '<tr><td class="gap" colspan="2">a note</td></tr>',
        '<li value="1">Words. <a href="https://a.example/">https://a.example/</a> (read)</li>',
        '<li value="2">Doi. ()</li>',
    ):  # fmt: skip
        assert whole in shown


def test_a_narrow_network_puts_its_words_below() -> None:
    drawn = ["".join(part for part, _ in line) for line in draw_picture(GRAPH, 20)]
    assert drawn[-6:] == ["one", "  40 people", "    other 3", "other", "  10 people", "    one 3"]


def bar(row: ChartRow, width: int = 41) -> list[str]:
    chart = Chart("T", "A", (), (ChartGroup("", (row,)),))
    return ["".join(part for part, _ in line).rstrip() for line in draw_chart(chart, width)][3:]


def test_ends_of_bars() -> None:
    assert bar(ChartRow("a", "", 0.5, 0.6, tail=0.9)) == ["  a" + " " * 19 + "████" + "┄" * 11]
    assert bar(ChartRow("a", "", 0.5, 0.6, open_high=True)) == ["  a" + " " * 19 + "███▶"]
    assert bar(ChartRow("a", "", 0.5, 0.6, open_low=True)) == ["  a" + " " * 19 + "◀███"]
    assert bar(ChartRow("a", "", 0.5, 0.6, tail=0.6)) == bar(ChartRow("a", "", 0.5, 0.6))
    assert bar(ChartRow("a", "", point=0.5)) == ["  a" + " " * 19 + "◆"]


def test_the_line_of_no_difference_and_the_legend() -> None:
    marks = tuple((mark, f"mark {mark.value}") for mark in Mark)[:4]
    chart = Chart("T", "A", (), (ChartGroup("", (ChartRow("a", "", 0.5, 0.6),)),), marks, 0.25)
    drawn = ["".join(part for part, _ in line) for line in draw_chart(chart, 41)]
    assert drawn[2] == " " * 5 + "├" + "─" * 7 + "╂" + "─" * 26
    assert drawn[3].rstrip() == "  a" + " " * 10 + "│" + " " * 8 + "████"
    svg = chart_svg(chart)
    lines = re.findall(r'<line x1="([\d.]+)" y1="\d+" x2="([\d.]+)"[^>]* stroke="#333"', svg)
    assert lines == [("362.5", "362.5")]
    legend = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>mark \w+<', svg)
    assert [x for x, _ in legend] == [legend[0][0], legend[1][0], legend[2][0], legend[0][0]]
    rows = [float(y) for _, y in legend]
    assert rows[0] == rows[1] == rows[2] < rows[3]


def svg_row(row: ChartRow) -> str:
    return chart_svg(Chart("T", "A", (), (ChartGroup("", (row,)),)))


def test_ends_of_bars_in_the_picture() -> None:
    closed = svg_row(ChartRow("a", "", 0.2, 0.4))
    assert 'fill="#' in closed
    assert "<path" not in closed
    high, low = (
        ChartRow("a", "", 0.2, 0.4, open_high=True),
        ChartRow("a", "", 0.2, 0.4, open_low=True),
    )
    assert "l9 8l-9 8z" in svg_row(high)
    assert "l-9 8l9 8z" not in svg_row(high)
    assert "l-9 8l9 8z" in svg_row(low)
    assert "l9 8l-9 8z" not in svg_row(low)
    assert 'stroke-dasharray="3 3"' in svg_row(ChartRow("a", "", 0.2, 0.4, tail=0.6))
    assert 'stroke-dasharray="3 3"' not in svg_row(ChartRow("a", "", 0.2, 0.4, tail=0.3))


def test_the_first_picture_of_a_document_is_drawn() -> None:
    for block, drawn in ((CHART, chart_svg(CHART)), (GRAPH, picture_svg(GRAPH))):
        assert document_svg(Document("k", "t", (Heading("x"), block, RANKS))) == drawn + "\n"
    with pytest.raises(NoPicture):
        document_svg(Document("k", "t", (Heading("x"),)))


ARRAY = Picture("p", "People", "Four of ten.", Icons((IconGroup("a", 4, 10, "four of ten"),)))
LINE = (
    Run("Plain "), Run("strong", Tone.STRONG), Run("soft", Tone.EMPHASIS), Run("1", Tone.RAISED),
    Run(" (A, 2020)", Tone.CITED), Run("site", link="https://a.example/"),
    Run("https://a.example/", link="https://a.example/"), Run("not a link", link="javascript:x"),
)  # fmt: skip
PARTS = (
    Head("Head", 2), Para(LINE), Points((LINE[:1],)), Notice("Seen", ((Run("must be seen"),),)),
    Sheet("Caption", "", ("one",), (SheetRow("row", (((Run("first"),), (Run("second"),)),)),)),
    Figure(0),
)  # fmt: skip
PUBLICATION = Publication(
    "k", "Title", (Run("Stands first."),), "en-GB", PARTS, (ARRAY,),
    (Entry("s", 1, (Run("Source."),)), Entry("t", 0, (Run("Unnumbered."),))),
    imprint=("Reviewed.",), stamp="stamp",
)  # fmt: skip
BARE = Publication("k", "Title", (), "en-US", (), stamp="stamp")


def test_every_part_as_markdown() -> None:
    assert pub_markdown(PUBLICATION) == (
        "# Title\n\n*Stands first.*\n\n## Head\n\n"
        "Plain **strong***soft*<sup>1</sup> (A, 2020)[site](<https://a.example/>)"
        "<https://a.example/>not a link\n\n- Plain \n\n> **Seen**\n>\n> - must be seen\n\n"
        "**Caption**\n\n|   | one |\n|---|---|\n| **row** | first<br>second |\n\n"
        "**Figure 1. People.** Four of ten.\n\n## References\n\n1. Source.\n- Unnumbered.\n\n"
        "---\n\nReviewed.\n\n<small>stamp</small>\n"
    )
    assert pub_markdown(BARE) == "# Title\n\n**\n\n---\n\n\n\n<small>stamp</small>\n"
    assert line_words((Run("<b>", Tone.STRONG),)) == "**\\<b\\>**"


def test_every_part_as_text() -> None:
    assert pub_text(PUBLICATION) == (
        "TITLE\n\nStands first.\n\nHead\n----\n\n"
        "Plain strongsoft [1] (A, 2020)sitehttps://a.example/not a link\n\n- Plain\n\n"
        "Seen\n====\n! must be seen\n\nCaption\n\nrow\n  first; second\n\n"
        "Figure 1. People. Four of ten.\n\nReferences\n----------\n\n1. Source.\n\nUnnumbered.\n\n"
        "Reviewed.\n\nstamp\n"
    )
    assert pub_text(BARE) == "TITLE\n\n\n\n\n\nstamp\n"


def test_every_part_as_html() -> None:
    assert line_html(LINE) == (
        "Plain <strong>strong</strong><em>soft</em>&#8288;<sup>1</sup>"
        '<span class="cite"> (A, 2020)</span><a href="https://a.example/">site</a>'
        '<a href="https://a.example/">https://a.example/</a>not a link'
    )
    shown = pub_fragment(PUBLICATION)
    assert '<ol class="references">\n<li value="1">Source.</li>' in shown
    assert (
        f"<figure>\n{pub_picture(ARRAY)}\n<figcaption>Figure 1. Four of ten.</figcaption>" in shown
    )
    assert "references" not in pub_fragment(BARE)
    assert "ld+json" not in page(BARE)
    assert '<html lang="en-US">' in page(BARE)


def test_large_denominators_say_what_a_sign_stands_for() -> None:
    many = Picture("p", "P", "D", Icons((IconGroup("a", 40, 1000, "40 of 1000"),)))
    drawn = pub_picture(many)
    assert "Each sign stands for 10 people." in drawn
    assert drawn.count("<circle") == 100
    assert drawn.count('r="4.5"') == 4
    assert "stands for" not in pub_picture(ARRAY)


def test_nothing_is_fetched_for_a_pdf() -> None:
    with pytest.raises(ValueError, match=r"^nothing is fetched: https://a\.example/x$"):
        _refuse("https://a.example/x", 1, more=2)


def test_every_part_as_a_word_file(monkeypatch: pytest.MonkeyPatch) -> None:
    library = pytest.importorskip("docx")

    def opened(publication: Publication):  # type: ignore[no-untyped-def]
        return library.Document(io.BytesIO(docx(publication)))

    found = opened(PUBLICATION)
    assert [(p.style.name, p.text) for p in found.paragraphs if p.text] == [
        ("Title", "Title"), ("Subtitle", "Stands first."), ("Heading 1", "Head"),
        ("Normal", "Plain strongsoft1 (A, 2020)sitehttps://a.example/not a link"),
        ("List Bullet", "Plain "), ("Caption", "Caption"),
        ("Caption", "Figure 1. People. Four of ten."), ("Heading 1", "References"),
        ("kb references", "1.\tSource."), ("kb references", "Unnumbered."),
        ("kb imprint", "Reviewed."), ("kb stamp", "stamp"),
    ]  # fmt: skip
    runs = {run.text: run for p in found.paragraphs for run in p.runs}
    assert (runs["strong"].bold, runs["soft"].italic, runs["1"].font.superscript) == (True,) * 3
    assert len(found.inline_shapes) == 1
    links = {rel.target_ref for rel in found.part.rels.values() if rel.is_external}
    assert links == {"https://a.example/"}
    bare = opened(BARE)
    assert [p.text for p in bare.paragraphs if p.text] == ["Title", "stamp"]
    assert (found.sections[0].page_width.cm, bare.sections[0].page_width.cm) == (
        pytest.approx(21, abs=0.01), pytest.approx(21.59, abs=0.01),
    )  # fmt: skip

    def absent(_: Picture) -> bytes:
        raise NotInstalled("png", "A picture")

    monkeypatch.setattr("kb.render.pub_docx.picture_png", absent)
    without = opened(PUBLICATION)
    assert len(without.inline_shapes) == 0
    assert "Figure 1. People. Four of ten." in [p.text for p in without.paragraphs]


def test_narrow_tables_stand_one_line_a_cell_and_leave_blanks_out() -> None:
    table = Table(("name", "first", "second"), (("a", "longword", ""),))
    assert text(Document("k", "t", (table,)), 14) == "a\n  first:\n  longword\n"


def test_sizes_in_the_pictures() -> None:
    bars = picture_svg(Histogram("R", "p", ("1", "2"), (HistogramRow("one", (0.75, 0.375), "w"),)))
    assert re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', bars) == [
        ("191.0", "60.0", "24.0", "34.0"), ("217.0", "77.0", "24.0", "17.0"),
    ]  # fmt: skip
    two = HistogramRow("two", (1.0,), "second")
    assert "one: w. two: second.</desc>" in picture_svg(
        Histogram("R", "p", ("1",), (HistogramRow("one", (1.0,), "w"), two))
    )
    net = picture_svg(GRAPH)
    assert re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', net) == [
        ("450.0", "90.0", "22.0"), ("450.0", "590.0", "13.0"),
    ]  # fmt: skip
    assert 'stroke-width="9.70"' in net
    assert (
        "one: 40 people; compared with other (3). other: 10 people; compared with one (3)." in net
    )


CELL = PageCell(((Run("said"),),), ("1|A source",), SortKey((("unit", "days"),), 2.5))
PAGE = Page(
    "T", "", "en-US",
    (PageColumn("a", "A", "agent", "g", "a alfa", True), PageColumn("b", "B", "", "g", "b", False)),
    (PageRow("r", "Row", "Part", (CELL, PageCell((), (), gap=True))),
     PageRow("k", "Kept", "Part", (CELL, CELL), kept=True)),
    Notice("N", ()), (), (), "stamp", "whole stamp",
)  # fmt: skip


def test_the_controls_of_the_page_that_a_reader_arranges() -> None:
    shown = compare_page(PAGE)
    assert re.findall(r'<input type="checkbox"[^>]*>', shown) == [
        '<input type="checkbox" value="a" data-words="a alfa" checked>',
        '<input type="checkbox" value="b" data-words="b">',
        '<input type="checkbox" value="r" checked>',
    ]
    assert "<span>Part: Row</span>" in shown
    assert "<span>Part: Kept</span>" not in shown
    sort = "{&quot;scale&quot;: {&quot;unit&quot;: &quot;days&quot;}, &quot;value&quot;: 2.5}"
    assert f'<td data-id="a" data-name="A" data-sort="{sort}"><p>said</p>' in shown
    assert '<td data-id="b" data-name="B" class="gap"></td>' in shown
    assert '<li><a href="#s1">1</a> A source</li>' in shown
    assert (shown.count('class="small sort"'), shown.count('class="small hide"')) == (2, 1)
    assert 'aria-label="Hide Row"' in shown
    assert '<tr data-row="k" data-kept>' in shown
    assert '<tr data-row="r">' in shown
    lines = shown.splitlines()
    for whole in (
        '<a class="skip" href="#table">Skip to the table</a>', "</ul></section>",
        '<label for="find">Find a treatment by any name</label><br>',
    ):  # fmt: skip
        assert whole in lines


def test_empty_cells_and_keys_of_data_files() -> None:
    table = TidyTable(
        "claims", (TidyColumn("id", "text", "n"), TidyColumn("field", "text", "n"),
                   TidyColumn("treatment", "text", "n")), (("1", "", "=x"),), key="id",
    )  # fmt: skip
    cited = TidyTable(
        "citations", (TidyColumn("claim", "text", "n"), TidyColumn("source", "text", "n")), ()
    )
    tables = Tables((table, cited))
    assert json.loads(data_files.as_json(tables, {"a": "b"})) == {
        "about": {"a": "b"}, "claims": [{"id": "1", "field": None, "treatment": "=x"}],
        "citations": [],
    }  # fmt: skip
    assert data_files.as_csv(tables) == b"id,field,treatment\r\n1,,'=x\r\n"
    made = sqlite3.connect(":memory:")
    made.deserialize(data_files.as_sqlite(tables, {"a": "b"}))
    keys = [row[1] for row in made.execute("pragma table_info(claims)") if row[5]]
    assert keys == ["id"]
    assert list(made.execute("select * from claims")) == [("1", None, "=x")]
    assert list(made.execute("select * from about")) == [("a", "b")]
