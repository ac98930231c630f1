"""The comparison page in a real browser: picking, filtering, sorting, printing, keys, a phone."""

from __future__ import annotations

import base64
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.load.base import load
from kb.publish.arranging import arranged
from kb.publish.choices import Locale
from kb.render.compare_page import compare_page
from tests.code.chromium import PROGRAM, Browser, browser

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 24)
needs_browser = pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=HERE / "invented_articles", today=TODAY)


@pytest.fixture(scope="module")
def html(base: KnowledgeBase) -> str:
    page = arranged(base, [], ["dripamine", "gamazine"], Locale.US, "2026-11-21 0123456789ab")
    return compare_page(page)


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def path(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("page") / "page.html"
    found.write_text(html, encoding="utf-8")
    return found


HEADS = (
    "[...document.querySelectorAll('thead th')].filter(c=>!c.hidden).map(c=>c.dataset.id).join()"
)
ROWS = "[...document.querySelectorAll('tr[data-row]')].filter(r=>!r.hidden).map(r=>r.dataset.row)"
SAID = "document.getElementById('said').textContent"


def test_page_is_one_file_without_network_and_the_same_twice(
    base: KnowledgeBase, html: str
) -> None:
    again = arranged(base, [], ["dripamine", "gamazine"], Locale.US, "2026-11-21 0123456789ab")
    assert compare_page(again) == html
    assert "default-src &#x27;none&#x27;" in html
    outside = re.findall(
        r"(?:src|href)=\"(?!#|https://doi\.org|https://example\.org|https://pubmed)", html
    )
    assert outside == []
    assert "@import" not in html
    assert "url(" not in html


def test_structure_for_assistive_technology(html: str) -> None:
    assert '<html lang="en-US">' in html
    for control in re.findall(r'<input type="search" id="(\w+)"', html):
        assert f'<label for="{control}">' in html
    assert html.count("<h1>") == 1
    assert '<a class="skip" href="#table">' in html
    assert 'role="status" aria-live="polite"' in html
    assert re.search(r'<th scope="col" data-id="gamazine"', html)
    assert re.search(r'<th scope="row" aria-label="Onset: Response"', html)


def test_colours_have_enough_contrast() -> None:
    css = (HERE.parents[1] / "kb/render/page.css").read_text()
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", css))
    for name in ("ink", "quiet", "blue"):
        assert contrast(colours[name], "#ffffff") >= 4.5
        assert contrast(colours[name], colours["wash"]) >= 4.5
    assert contrast("#7a3b00", colours["wash"]) >= 4.5
    assert contrast("#6b7177", colours["wash"]) >= 3
    assert contrast("#0072b2", "#ffffff") >= 3


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@needs_browser
def test_nothing_is_asked_of_the_network_and_no_script_fails(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    assert chrome.requests == [path.as_uri()]
    assert chrome.run("document.documentElement.className") == "js"
    assert chrome.run(HEADS) == "dripamine-iv,gamazine"
    assert chrome.run("document.getElementById('count').textContent") == "2 picked"


@needs_browser
def test_picking_shows_and_hides_columns(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    chrome.run("document.querySelector('#picks input[value=gamazines]').click()")
    assert chrome.run(HEADS) == "dripamine-iv,gamazine,gamazines"
    chrome.run("document.querySelector('#picks input[value=dripamine-iv]').click()")
    assert chrome.run(HEADS) == "gamazine,gamazines"
    hidden = "[...document.querySelectorAll('td[data-id=dripamine-iv]')].every(c=>c.hidden)"
    assert chrome.run(hidden) is True


@needs_browser
def test_finding_by_brand_narrows_the_choices(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    chrome.run("document.getElementById('find').focus()")
    chrome.type("gamalo")
    shown = "[...document.querySelectorAll('#picks label')].filter(l=>!l.hidden).map(l=>l.textContent).join()"
    assert chrome.run(shown) == "Gamazine"


@needs_browser
def test_filtering_keeps_rows_that_hold_the_words(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    before = len(chrome.run(ROWS))
    chrome.run("document.getElementById('filter').focus()")
    chrome.type("dissociation")
    assert chrome.run(ROWS) == ["adverse-dissociation"]
    assert chrome.run(SAID) == "1 row holds “dissociation”."
    chrome.run("document.getElementById('reset').click()")
    assert len(chrome.run(ROWS)) == before


@needs_browser
def test_rows_hide_but_warnings_stay(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    chrome.run("document.querySelector('tr[data-row=onset-response] button.hide').click()")
    assert "onset-response" not in chrome.run(ROWS)
    assert chrome.run("document.activeElement.id") == "rows-summary"
    assert chrome.run("document.querySelectorAll('tr[data-kept]').length") == 4
    assert chrome.run("document.querySelectorAll('tr[data-kept] button.hide').length") == 0


@needs_browser
def test_sorting_orders_equals_and_refuses_the_rest(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    chrome.run("document.querySelector('#picks input[value=gamazines]').click()")
    click = "document.querySelector('tr[data-row={}] button.sort').click()"
    chrome.run(click.format("onset-first-separation"))
    assert chrome.run(SAID) == "Not put in order by First separation: population differs."
    assert chrome.run(HEADS) == "dripamine-iv,gamazine,gamazines"
    chrome.run("document.querySelector('#picks input[value=dripamine-iv]').click()")
    chrome.run(click.format("onset-first-separation"))
    assert chrome.run(SAID) == "By First separation, lowest first."
    chrome.run(click.format("dosing-maximum"))
    assert chrome.run(SAID).startswith("Not put in order by Maximum: fewer than two")


@needs_browser
def test_alphabetical_order(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    chrome.run("document.querySelector('#picks input[value=gamazines]').click()")
    chrome.run("document.getElementById('alphabet').click()")
    assert chrome.run(HEADS) == "gamazines,gamazine,dripamine-iv"


@needs_browser
def test_everything_can_be_done_by_keyboard(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    chrome.key("Tab")
    assert chrome.run("document.activeElement.className") == "skip"
    seen = []
    for _ in range(60):
        chrome.key("Tab")
        here = chrome.run(
            "document.activeElement.id || document.activeElement.value || document.activeElement.textContent.slice(0,20)"
        )
        seen.append(here)
        if here == "gamazines":
            chrome.key(" ")
        if here == "alphabet":
            chrome.key("Enter")
            break
    assert chrome.run(HEADS) == "gamazines,gamazine,dripamine-iv"
    assert "find" in seen
    outline = chrome.run("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    chrome.run(
        "document.querySelector('tr[data-row=onset-response] td[data-id=dripamine-iv] summary').focus()"
    )
    chrome.key("Enter")
    opened = "document.querySelector('tr[data-row=onset-response] td[data-id=dripamine-iv] details').open"
    assert chrome.run(opened) is True
    words = chrome.run("document.querySelector('td details[open] li').textContent")
    assert words.endswith("drip2019, figure 1, read 2026-11-18")
    target = chrome.run(
        "document.querySelector(document.querySelector('td details[open] a').getAttribute('href')).textContent"
    )
    assert "Dripamine by infusion" in target


@needs_browser
def test_targets_are_large_enough(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    small = "[...document.querySelectorAll('button,summary,#picks label')].filter(e=>e.offsetParent&&e.getBoundingClientRect().height<24).map(e=>e.outerHTML)"
    assert chrome.run(small) == []


@needs_browser
def test_a_narrow_phone_needs_no_sideways_scrolling(chrome: Browser, path: Path) -> None:
    chrome.open(path, width=320)
    assert chrome.run("document.documentElement.scrollWidth <= 320") is True
    named = "getComputedStyle(document.querySelector('tr[data-row=onset-response] td[data-id=gamazine]'),'::before').content"
    assert chrome.run(named) == '"Gamazine"'


@needs_browser
def test_without_scripts_it_is_a_plain_table(chrome: Browser, path: Path) -> None:
    chrome.open(path, scripts=False)
    chrome.call("Emulation.setScriptExecutionDisabled", value=False)
    assert chrome.run("document.documentElement.className") == ""
    assert chrome.run("getComputedStyle(document.querySelector('.tools')).display") == "none"
    assert chrome.run("[...document.querySelectorAll('thead th')].length") == 3
    assert chrome.run("getComputedStyle(document.querySelector('.row-buttons')).display") == "none"


@needs_browser
def test_printing_leaves_the_controls_out(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    raw = base64.b64decode(chrome.call("Page.printToPDF", landscape=True)["data"])
    assert raw.startswith(b"%PDF")
    chrome.call("Emulation.setEmulatedMedia", media="print")
    assert chrome.run("getComputedStyle(document.querySelector('.tools')).display") == "none"
    assert (
        chrome.run("getComputedStyle(document.querySelector('thead')).display")
        == "table-header-group"
    )


BETWEEN = "[...document.querySelectorAll('#between li')].filter(i=>!i.hidden).map(i=>i.dataset.relation).join()"


@needs_browser
def test_what_stands_between_treatments_follows_the_picks(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    assert chrome.run(BETWEEN) == (
        "dripamine-v-gamazine,gamazines-with-dripamine,gamazine-to-dripamine"
    )
    chrome.run("document.querySelector('#picks input[value=gamazines]').click()")
    chrome.run("document.querySelector('#picks input[value=gamazine]').click()")
    assert chrome.run(BETWEEN) == "gamazines-with-dripamine"
    heads = "[...document.querySelectorAll('#between .group')].filter(g=>!g.hidden).length"
    assert chrome.run(heads) == 1
    chrome.run("document.querySelector('#picks input[value=dripamine-iv]').click()")
    assert chrome.run(BETWEEN) == ""
    assert chrome.run("document.getElementById('between-none').hidden") is False


def test_without_scripts_every_relation_is_told(html: str) -> None:
    part = html.partition('<section id="between"')[2].partition("<h2>References")[0]
    assert part.count("<li data-relation=") == 3
    assert '<p id="between-none" hidden>' in part
    assert (
        'data-one="gamazine gamazines" data-other="dripamine-iv">GAMAs (members included) together '
        "with intravenous dripamine are contraindicated: invented danger; not together (US)"
    ) in part.replace("\n", " ")
