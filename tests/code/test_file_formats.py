"""DOCX and PDF of invented records: words, styles, tables, headings, alternative texts."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kb.load.base import load
from kb.publish.choices import Audience, Locale
from kb.publish.compose import Wish, publish
from kb.render.extras import NotInstalled, needed
from kb.render.pub_docx import docx
from kb.render.pub_html import page
from kb.render.pub_pdf import pdf
from kb.view.publication import Publication
from tests.code.chromium import PROGRAM, browser
from tests.file_formats import docx_lines, pdf_lines

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "export"
NAMES = {"comparison": ("dripamine", "gamazine"), "summary": ("gamazine",)}
CASES = [(kind, a, x) for kind in NAMES for a in Audience for x in Locale]


def made(kind: str, audience: Audience, locale: Locale) -> Publication:
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    wish = Wish(audience, locale=locale)
    return publish(base, NAMES[kind], wish, "2026-11-21 0123456789ab")


@pytest.mark.parametrize(("kind", "audience", "locale"), CASES)
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_file_is_as_recorded(
    request: pytest.FixtureRequest, kind: str, audience: Audience, locale: Locale, suffix: str
) -> None:
    publication = made(kind, audience, locale)
    if suffix == "docx":
        lines = docx_lines(docx(publication))
    else:
        try:
            needed("weasyprint", "pdf", "A PDF")
        except NotInstalled as error:
            pytest.skip(f"the system's Pango library is not there: {error}")
        lines = pdf_lines(pdf(publication))
    shown = "\n".join(lines) + "\n"
    path = GOLDEN / f"{kind}-{audience.value}-{locale.value}.{suffix}.txt"
    if request.config.getoption("--golden"):
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), "run the tests with --golden and read what they wrote"
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed")
def test_a_phone_needs_no_sideways_scrolling_and_keeps_the_table(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    publication = made("comparison", Audience.PATIENT, Locale.US)
    path.write_text(page(publication), encoding="utf-8")
    with browser(tmp_path / "profile") as chrome:
        chrome.open(path, width=360)
        wide = "Math.max(...[...document.querySelectorAll('.scroll')].map(e=>e.scrollWidth-e.clientWidth))"
        assert chrome.run(wide) <= 0
        assert chrome.run("document.documentElement.scrollWidth") <= 360
        first = "getComputedStyle(document.querySelector('td[data-head]'),'::before').content"
        assert chrome.run(first) == '"Intravenous dripamine"'
        heard = chrome.heard()
        roles = [one.role for one in heard]
        assert roles.count("table") == 1
        assert next(one.name for one in heard if one.role == "rowheader") == "What is it?"
        assert roles.count("cell") >= 24
