"""The timeline: positions on the axis, words in place of bars, both pictures."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ask.base import KnowledgeBase
from kb.ask.compare import compare
from kb.model.duration import Duration
from kb.render.svg_picture import NoPicture, document_svg
from kb.render.terminal import text
from kb.view.document import Chart, ChartRow, Document, Mark
from kb.view.timeline import FIRST, KINDS, LAST, TIMES, _interval, place_of, timeline_document

RESPONSE, ONE_DOSE = KINDS[1], KINDS[4]


def test_ends_of_the_axis() -> None:
    assert place_of(FIRST) == 0
    assert place_of(LAST) == 1
    assert place_of(Fraction(1, 60)) == 0
    assert place_of(10 * LAST) == 1


@given(st.fractions(min_value=1, max_value=17000), st.fractions(min_value=1, max_value=17000))
def test_later_never_stands_further_left(one: Fraction, other: Fraction) -> None:
    assert (place_of(one) <= place_of(other)) == (one <= other) or place_of(one) == place_of(other)


def bar(kind_text: str, *, lasts: bool = False) -> ChartRow:
    kind = ONE_DOSE if lasts else RESPONSE
    return _interval(kind, Duration.parse(kind_text), "x", kind_text, kind_text)


def test_bounds_are_drawn_as_stated() -> None:
    week, month = place_of(Fraction(168)), place_of(Fraction(672))
    between = bar("1-4 weeks")
    assert (between.low, between.high, between.tail, between.open_high) == (
        week,
        month,
        None,
        False,
    )
    at_least = bar("at least 4 weeks")
    assert (at_least.low, at_least.open_high) == (month, True)
    within = bar("within 1 week")
    assert (within.low, within.high) == (0.0, week)
    lasts = bar("1-4 weeks", lasts=True)
    assert (lasts.low, lasts.high, lasts.tail) == (0.0, week, month)
    up_to = bar("up to 4 weeks", lasts=True)
    assert (up_to.low, up_to.high, up_to.tail) == (0.0, 0.0, month)
    assert bar("5 years").open_high
    assert bar("10 minutes").open_low


def chart_of(document: Document) -> Chart:
    return next(block for block in document.blocks if isinstance(block, Chart))


def test_gaps_and_denials_stand_in_words(invented: KnowledgeBase) -> None:
    document = timeline_document(compare(invented, ["alphine", "betazine", "talking-cure"], TIMES))
    rows = {g.heading: {r.label: r for r in g.rows} for g in chart_of(document).groups}
    assert rows["alphine"]["full trial"].words == "not applicable"
    assert rows["alphine"]["full trial"].low is None
    assert rows["betazine"]["response"].words == "not so: 2–4\u00a0weeks"
    assert rows["betazine"]["response"].low is None
    assert rows["talking cure"]["response"].words == "not yet reviewed"


def test_class_values_are_labelled(invented: KnowledgeBase) -> None:
    document = timeline_document(compare(invented, ["alphine"], TIMES))
    row = next(r for r in chart_of(document).groups[0].rows if r.label == "response")
    assert row.inside == "2–4\u00a0weeks (class ALPH)"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_words_are_the_same_at_every_width(invented: KnowledgeBase, width: int) -> None:
    document = timeline_document(compare(invented, ["alphines", "alphine"], TIMES))

    def words(at: int) -> set[str]:
        return set(re.findall(r"[\w.,;:()%–-]+", text(document, at).replace("─", " ")))

    assert words(width) == words(100)
    assert max(len(line) for line in text(document, width).splitlines()) <= width


def test_svg_is_well_formed_and_described(invented: KnowledgeBase) -> None:
    document = timeline_document(compare(invented, ["alphines"], TIMES))
    root = ElementTree.fromstring(document_svg(document))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    title, desc = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert desc is not None
    assert title.text.startswith("Onset and duration of effect. Logarithmic scale of time;")  # type: ignore[union-attr]
    said = desc.text or ""
    assert said.startswith("alphines (ALPH). first: 1 week. response: 2–4 weeks. full trial: ")


def test_a_document_without_a_chart_has_no_svg(invented: KnowledgeBase) -> None:
    with pytest.raises(NoPicture):
        document_svg(Document("x", "x", ()))


def test_words_find_room_beside_the_bar_or_below() -> None:
    from kb.render.chart import draw_chart
    from kb.view.document import ChartGroup

    def drawn(row: ChartRow) -> list[str]:
        chart = Chart("T", "A", ((0.0, "1 h"),), (ChartGroup("", (row,)),))
        return ["".join(p for p, _ in line).rstrip() for line in draw_chart(chart, 41)][3:]

    assert drawn(ChartRow("a", "", 0.0, 0.1, inside="four")) == ["  a  ████ four"]
    assert drawn(ChartRow("a", "", 0.9, 1.0, inside="four", mark=Mark.DENSE)) == [
        "  a                            four ▓▓▓▓"
    ]
    long = "words that find no room here at all"
    assert drawn(ChartRow("a", "", 0.0, 1.0, inside=long))[1] == f"     {long}"


def test_words_in_the_picture_are_never_cut() -> None:
    from kb.render.svg_chart import WIDTH, _height, _side_of_bar, chart_svg
    from kb.view.document import ChartGroup

    long = "56% v 39% with maintenance at 52 weeks; HR 2.06 (95% CI 1.56 to 2.7) v maintenance " * 2
    rows = (
        ChartRow("a", "", 0.0, 0.1, inside="short"),
        ChartRow("a", "", 0.9, 1.0, inside="short words"),
        ChartRow("a", "", 0.0, 1.0, inside=long),
        ChartRow("a", long * 2),
    )
    assert [_side_of_bar(row, 690) for row in rows[:3]] == ["right", "left", "below"]
    assert [_height(row, 690) for row in rows] == [1, 1, 3, 4]
    svg = chart_svg(Chart("T", "A", (), (ChartGroup("", rows),)))
    for x, anchor, words in re.findall(r'<text x="([\d.]+)"[^>]*anchor="(\w+)"[^>]*>([^<]*)', svg):
        reach = float(x) + (len(words) * 6.8 if anchor == "start" else 0)
        assert reach <= WIDTH + 1, words
