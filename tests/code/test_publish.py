"""Exports of invented records: exact texts, house styles, balance, caveats."""

from __future__ import annotations

import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.load.base import load
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.clinician import SHORT
from kb.publish.compose import Wish, publish
from kb.publish.patient import QUESTIONS
from kb.render.extras import NotInstalled, needed
from kb.render.pub_docx import docx
from kb.render.pub_html import fragment, page
from kb.render.pub_markdown import markdown
from kb.render.pub_pdf import pdf
from kb.render.pub_text import text
from kb.view.publication import Notice, Publication

HERE = Path(__file__).parent
GOLDEN = HERE.parents[0] / "golden" / "export"
TODAY = datetime.date(2026, 11, 24)
TWO = ("dripamine", "gamazine")


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    return load(folder=HERE / "invented_articles", today=TODAY)


def made(base: KnowledgeBase, *names: str, **wish: object) -> Publication:
    return publish(base, names, Wish(**wish), "2026-11-21 0123456789ab")  # type: ignore[arg-type]


CASES = {
    "comparison-short": (TWO, {}),
    "comparison-full": (TWO, {"length": Length.FULL, "style": Style.VANCOUVER}),
    "comparison-patient": (TWO, {"audience": Audience.PATIENT, "style": Style.APA}),
    "summary-apa-gb": (("gamazine",), {"style": Style.APA, "locale": Locale.UK}),
    "summary-patient": (("gamazine",), {"audience": Audience.PATIENT, "length": Length.FULL}),
}
WRITERS = {"md": markdown, "html": page, "txt": text}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("suffix", WRITERS)
def test_export_is_as_recorded(
    request: pytest.FixtureRequest, base: KnowledgeBase, name: str, suffix: str
) -> None:
    names, wish = CASES[name]
    shown = WRITERS[suffix](made(base, *names, **wish))
    path = GOLDEN / f"{name}.{suffix}"
    if request.config.getoption("--golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(shown.encode())
    assert path.exists(), "run the tests with --golden and read what they wrote"
    assert shown == path.read_bytes().decode()


@pytest.mark.parametrize("writer", [docx, pdf], ids=["docx", "pdf"])
def test_file_formats_are_the_same_on_a_second_run(base: KnowledgeBase, writer: object) -> None:
    if writer is pdf:
        try:
            needed("weasyprint", "pdf", "A PDF")
        except NotInstalled as error:
            pytest.skip(f"the system's Pango library is not there: {error}")
    first = writer(made(base, *TWO))  # type: ignore[operator]
    second = writer(made(base, *TWO))  # type: ignore[operator]
    assert first == second
    assert len(first) > 5000


def test_docx_holds_the_same_words_as_markdown(base: KnowledgeBase) -> None:
    import io

    from docx import Document

    publication = made(base, *TWO)
    document = Document(io.BytesIO(docx(publication)))
    words = " ".join(p.text for p in document.paragraphs).replace("\u00a0", " ")
    assert publication.stamp in words
    assert "At 24 hours, 64% of people given intravenous dripamine responded" in words
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "64 in 100 v 28 in 100 with placebo, at 24 hours3".replace("\u00a0", " ") in [
        cell.replace("\u00a0", " ") for cell in cells
    ]
    pictures = [s._inline.docPr.get("descr") for s in document.inline_shapes]
    assert len(pictures) == 4
    assert all(pictures)
    assert pictures[-1].startswith("Logarithmic scale of time")


def test_benefit_and_harm_have_equal_room() -> None:
    topics = {heading: len(topics) for heading, topics in SHORT}
    assert topics["Benefit"] == topics["Harm"]
    sides = [side for side, _, _ in QUESTIONS]
    assert sides.count("benefit") == sides.count("harm") == 3


def notices(publication: Publication, title: str) -> list[str]:
    return [
        "".join(run.text for run in item)
        for part in publication.parts
        if isinstance(part, Notice) and part.title == title
        for item in part.items
    ]


def test_required_statements_put_themselves_in(base: KnowledgeBase) -> None:
    found = " ".join(notices(made(base, *TWO, audience=Audience.PATIENT), "Required statements"))
    assert "In the US, intravenous dripamine is used off label for depression" in found
    assert "US labeling for gamazine carries a boxed warning: suicidal thoughts" in found
    assert "No boxed warning was found for intravenous dripamine" in found
    assert "call the local emergency number or a crisis line" in found


def test_no_crisis_wording_where_suicide_is_no_topic(base: KnowledgeBase) -> None:
    found = " ".join(notices(made(base, "dripamine"), "Required statements"))
    assert "crisis" not in found


def test_american_and_british_text_differ_in_spelling_only(base: KnowledgeBase) -> None:
    us = text(made(base, "dripamine", locale=Locale.US))
    uk = text(made(base, "dripamine", locale=Locale.UK))
    assert "approved for anesthesia only" in us.replace("\n", " ")
    assert "anaesthesia" in uk
    assert "anesthesia" not in uk


def test_a_past_review_date_stands_first(base: KnowledgeBase) -> None:
    late = load(folder=HERE / "invented_articles", today=datetime.date(2028, 1, 1))
    publication = made(late, "dripamine")
    first = publication.parts[0]
    assert isinstance(first, Notice)
    assert first.title == "Past review"
    assert notices(made(base, "dripamine"), "Past review") == []


def test_next_review_follows_the_oldest_reading(base: KnowledgeBase) -> None:
    assert made(base, *TWO).imprint[:2] == (
        "Sources read between 2026-11-18 and 2026-11-20.",
        "Next review due 2027-11-18.",
    )


def test_class_statement_is_owned_by_the_class(base: KnowledgeBase) -> None:
    words = text(made(base, "gamazine")).replace("\n", " ")
    assert "GAMAs as a class, a difference from control first shows after 1 week" in words


def test_disagreeing_sources_are_all_told_and_not_averaged(base: KnowledgeBase) -> None:
    words = text(made(base, *TWO, length=Length.FULL)).replace("\n", " ")
    assert "Sources disagree on intravenous dripamine, and no figure here is an average" in words
    assert "a median of 18 days" in words
    assert "a median of 57 days" in words


def test_no_sentence_opens_like_the_one_before(base: KnowledgeBase) -> None:
    words = text(made(base, *TWO, length=Length.FULL)).replace("\n", " ")
    openings = [" ".join(s.split()[:4]) for s in words.split(". ") if len(s.split()) > 6]
    assert len(openings) > 20
    assert [a for a, b in pairwise(openings) if a == b] == []


def test_fragment_has_neither_page_nor_style(base: KnowledgeBase) -> None:
    shown = fragment(made(base, "gamazine"))
    assert shown.startswith("<h1>")
    assert "<style" not in shown
    assert "<html" not in shown


def test_hostile_data_is_shown_and_not_obeyed(base: KnowledgeBase) -> None:
    record = base["gamazine"].model_copy(update={"name": "<script>x</script>`**[a](b)"})
    hostile = KnowledgeBase({"gamazine": record}, base.sources, TODAY)
    publication = made(hostile, "gamazine")
    assert "<script>" not in page(publication)
    assert "&lt;script&gt;" in page(publication)
    assert "\\<script\\>" in markdown(publication)
    assert docx(publication)[:2] == b"PK"
