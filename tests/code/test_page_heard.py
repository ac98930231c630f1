"""The comparison page by keyboard alone and as a screen reader tells it: names, roles, states."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.load.base import load
from kb.publish.arranging import arranged
from kb.publish.choices import Locale
from kb.render.compare_page import compare_page
from tests.code.chromium import PROGRAM, Browser, Heard, browser

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed")
CONTROLS = {"link", "button", "checkbox", "searchbox", "DisclosureTriangle"}


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    page = arranged(base, [], ["dripamine", "gamazine"], Locale.US, "2026-11-21 0123456789ab")
    found = tmp_path_factory.mktemp("page") / "page.html"
    found.write_text(compare_page(page), encoding="utf-8")
    return found


def named(heard: list[Heard], role: str) -> list[str]:
    return [one.name.replace("\u00a0", " ") for one in heard if one.role == role]


def state(heard: list[Heard], role: str, name: str, key: str) -> object:
    (found,) = [one for one in heard if (one.role, one.name) == (role, name)]
    return found.states.get(key)


def test_every_control_has_a_name_of_its_own(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    chrome.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    controls = [one for one in chrome.heard() if one.role in CONTROLS]
    assert len(controls) > 60
    assert [one for one in controls if not one.name.strip()] == []
    assert all(one.states.get("focusable") for one in controls)
    inside = [one.name for one in controls if one.role != "link"]
    assert sorted(n for n in set(inside) if inside.count(n) > 1) == []


def test_the_page_is_told_in_order(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    heard = chrome.heard()
    assert heard[0].name == "Treatments of depression, side by side"
    assert heard[1] == Heard("link", "Skip to the table", heard[1].states)
    landmarks = [(one.role, one.name) for one in heard if one.role in
                 ("banner", "main", "region", "contentinfo", "status", "table")]  # fmt: skip
    assert landmarks == [
        ("banner", ""), ("main", ""), ("region", "Arrange the table"), ("status", ""),
        ("region", "Comparison"),
        ("table", "Order as asked. Open “Sources” in a cell for what it rests on."),
        ("region", "Between the treatments"),
        ("contentinfo", ""),
    ]  # fmt: skip
    assert named(heard, "heading") == [
        "Treatments of depression, side by side", "Before you read",
        "Between the treatments", "Compared directly", "Used together", "From one to another",
        "References",
    ]  # fmt: skip
    assert state(heard, "status", "", "live") == "polite"


def test_heads_of_rows_and_columns_are_told_without_their_buttons(
    chrome: Browser, path: Path
) -> None:
    chrome.open(path)
    heard = chrome.heard()
    assert named(heard, "columnheader") == [
        "Intravenous dripamine formulation", "Gamazine agent, class example gamazine inhibitors",
    ]  # fmt: skip
    rows = named(heard, "rowheader")
    assert "Onset: Response" in rows
    assert [row for row in rows if "Hide" in row or "Order" in row] == []
    assert "Sources: Onset: Response, Gamazine" in named(heard, "DisclosureTriangle")
    assert "Order by First separation" in named(heard, "button")


def focus(chrome: Browser, selector: str) -> None:
    chrome.run(f"document.querySelector({selector!r}).focus()")


GAMAS = "Example gamazine inhibitors (GAMAs)"
SAID = "document.getElementById('said').textContent"
CAPTION = "document.getElementById('order').textContent"
HEADS = (
    "[...document.querySelectorAll('thead th')].filter(c=>!c.hidden).map(c=>c.dataset.id).join()"
)


def test_states_follow_the_keyboard(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    focus(chrome, "#picks input[value=gamazines]")
    assert state(chrome.heard(), "checkbox", GAMAS, "checked") == "false"
    chrome.key(" ")
    assert state(chrome.heard(), "checkbox", GAMAS, "checked") == "true"
    assert chrome.run(SAID) == f"{GAMAS} shown; 3 picked."
    focus(chrome, "#rows-summary")
    assert state(chrome.heard(), "DisclosureTriangle", "Rows", "expanded") is False
    chrome.key("Enter")
    assert state(chrome.heard(), "DisclosureTriangle", "Rows", "expanded") is True
    focus(chrome, "tr[data-row=onset-response] td[data-id=gamazine] summary")
    name = "Sources: Onset: Response, Gamazine"
    chrome.key("Enter")
    assert state(chrome.heard(), "DisclosureTriangle", name, "expanded") is True


def test_orders_are_told_and_can_be_taken_back(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    first = chrome.run(HEADS)
    focus(chrome, "#picks input[value=dripamine-iv]")
    chrome.key(" ")
    focus(chrome, "#picks input[value=gamazines]")
    chrome.key(" ")
    focus(chrome, "tr[data-row=onset-first-separation] button.sort")
    chrome.key("Enter")
    words = "By First separation, lowest first."
    assert (chrome.run(SAID), chrome.run(CAPTION)) == (words, words)
    button = "Order by First separation"
    assert state(chrome.heard(), "button", button, "pressed") == "true"
    assert named(chrome.heard(), "table")[0].startswith(words)
    chrome.key("Enter")
    assert chrome.run(SAID) == "By First separation, highest first."
    assert chrome.run("document.activeElement.ariaLabel") == button
    focus(chrome, "#reset")
    chrome.key("Enter")
    assert (chrome.run(SAID), chrome.run(CAPTION)) == ("As at first.", "Order as asked.")
    assert chrome.run(HEADS) == first
    assert state(chrome.heard(), "button", button, "pressed") == "false"


def test_a_refusal_is_told_and_changes_nothing(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    focus(chrome, "tr[data-row=dosing-maximum] button.sort")
    chrome.key("Enter")
    assert chrome.run(SAID).startswith("Not put in order by Maximum: fewer than two")
    assert chrome.run(CAPTION) == "Order as asked."
    assert state(chrome.heard(), "button", "Order by Maximum", "pressed") == "false"


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("find", "gamalo", "1 treatment has “gamalo” in a name."),
        ("find", "gama", "2 treatments have “gama” in a name."),
        ("filter", "dissociation", "1 row holds “dissociation”."),
        ("filter", "no such words", "0 rows hold “no such words”."),
    ],
)
def test_typing_is_answered_in_the_live_region(
    chrome: Browser, path: Path, field: str, words: str, said: str
) -> None:
    chrome.open(path)
    focus(chrome, f"#{field}")
    chrome.type(words)
    assert chrome.run(SAID) == said


def test_rows_shown_and_hidden_are_told(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    focus(chrome, "#rows-summary")
    chrome.key("Enter")
    focus(chrome, "#rows input[value=onset-response]")
    chrome.key(" ")
    assert chrome.run(SAID) == "Onset: Response hidden."
    chrome.key(" ")
    assert chrome.run(SAID) == "Onset: Response shown."


def test_tab_leaves_no_control_out_and_traps_nobody(chrome: Browser, path: Path) -> None:
    chrome.open(path)
    count = chrome.run(
        "[...document.querySelectorAll('a,button,input,summary,[tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility() && e.getClientRects().length).length"
    )
    where = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
    seen: list[int] = []
    for _ in range(count + 2):
        chrome.key("Tab")
        seen.append(chrome.run(where))
    order = seen[:count]
    assert len(set(order)) == count
    assert order == sorted(order)


def test_without_scripts_no_control_is_told_that_does_nothing(chrome: Browser, path: Path) -> None:
    chrome.open(path, scripts=False)
    heard = chrome.heard()
    assert {one.role for one in heard} & {"button", "checkbox", "searchbox"} == set()
    assert len(named(heard, "columnheader")) == 3
