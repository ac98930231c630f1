"""The browser: its state without a terminal, and its keys in a screen of 80 by 24."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from kb.ask.base import KnowledgeBase
from kb.cli.browsing import export
from kb.cli.main import main
from kb.problems import UsageFault
from kb.tui.app import Browser
from kb.tui.lines import NARROWEST, column_width, label_width, table_lines
from kb.tui.screens import Reader
from kb.tui.state import State
from kb.view.document import Document


def state(base: KnowledgeBase, *picked: str) -> State:
    return State(base, list(picked))


def test_nothing_picked_shows_nothing(invented: KnowledgeBase) -> None:
    empty = state(invented)
    assert empty.document() is None
    assert empty.grid() is None


def test_rows_follow_filter_task_and_differences(invented: KnowledgeBase) -> None:
    here = state(invented, "alphine", "alphines")

    def rows() -> list[str]:
        document = here.document()
        assert document is not None
        return [row["field"] for row in document.data["rows"]]

    everything = rows()
    here.words = "transporter"
    assert "mechanism.targets" in rows()
    assert len(rows()) < len(everything)
    here.words = ""
    here.task = "stopping"
    assert rows()[0] == "stopping.symptoms"
    here.task, here.differences = "all rows", True
    assert 0 < len(rows()) < len(everything)
    here.next_task()
    assert here.task == "choosing"


def test_names_are_filtered_and_picked_ones_stay(invented: KnowledgeBase) -> None:
    here = state(invented, "talking-cure")
    here.names = "Alfo"
    assert [record.id for record in here.listed()] == ["alphine", "talking-cure"]
    here.toggle("talking-cure")
    assert [record.id for record in here.listed()] == ["alphine"]


@pytest.mark.parametrize("room", [47, 80, 200])
def test_no_word_is_cut_in_a_column(invented: KnowledgeBase, room: int) -> None:
    grid = state(invented, "alphine", "betazine", "alphines").grid()
    assert grid is not None
    width = column_width(grid, room)
    assert width >= NARROWEST
    for line in table_lines(grid, width):
        assert all(len(part) <= label_width(grid) for part in line.label.plain.splitlines())
        for cell in line.cells:
            assert all(len(part) <= width for part in cell.plain.splitlines())


def played(
    base: KnowledgeBase,
    act: Callable[[Browser, Pilot[None]], Awaitable[None]],
    *picked: str,
    save: Callable[[Document, Path], None] = export,
) -> Browser:
    """The browser after `act` pressed its keys, in 80 by 24."""

    async def run() -> Browser:
        app = Browser(state(base, *picked), save)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await act(app, pilot)
            await pilot.pause()
        return app

    return asyncio.run(run())


def test_picking_changes_the_comparison(invented: KnowledgeBase) -> None:
    async def act(app: Browser, pilot: Pilot[None]) -> None:
        assert app.query_one("#empty", Static).display
        await pilot.press("space", "down", "space")
        await pilot.pause()
        assert app.state.picked == ["alphine", "alphines"]
        assert [str(c.label) for c in app.table.ordered_columns] == ["", "alphine", "alphines"]
        assert app.table.row_count == len(app.rows) > 10
        await pilot.press("space")
        await pilot.pause()
        assert [str(c.label) for c in app.table.ordered_columns] == ["", "alphine"]

    played(invented, act)


def test_enter_on_a_cell_says_why(invented: KnowledgeBase) -> None:
    async def act(app: Browser, pilot: Pilot[None]) -> None:
        # Two picks on a narrow screen begin with the table.
        at = next(i for i, row in enumerate(app.rows) if row.path == "onset.response")
        app.table.move_cursor(row=at, column=2)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Reader)
        assert isinstance(app.screen.document, Document)
        assert app.screen.document.title == "alphines › Onset › response"
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, Reader)

    played(invented, act, "alphine", "alphines")


def test_filter_task_and_pane_keys(invented: KnowledgeBase) -> None:
    async def act(app: Browser, pilot: Pilot[None]) -> None:
        await pilot.press("slash", *"nausea", "enter")
        await pilot.pause()
        assert [row.path for row in app.rows if row.path] == ["adverse.nausea"]
        await pilot.press("slash", *["backspace"] * 6, "enter", "d", "t")
        await pilot.pause()
        assert (app.state.words, app.state.differences, app.state.task) == ("", True, "choosing")
        await pilot.press("p")
        await pilot.pause()
        assert app.query_one("#list", OptionList).display
        await pilot.press("p")
        await pilot.pause()
        assert not app.query_one("#list", OptionList).display

    played(invented, act, "alphine", "alphines")


def test_a_narrow_screen_shows_the_list_or_the_table(invented: KnowledgeBase) -> None:
    async def act(app: Browser, pilot: Pilot[None]) -> None:
        assert not app.query_one("#list", OptionList).display, "two picks begin with the table"
        assert app.focused is app.table
        await pilot.press("tab")
        await pilot.pause()
        assert app.query_one("#list", OptionList).display
        assert app.focused is app.names_list
        await pilot.press("down", "down", "space", "tab")
        await pilot.pause()
        assert app.state.picked == ["alphine", "alphines", "betazine"]
        assert not app.query_one("#list", OptionList).display
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        assert app.query_one("#list", OptionList).display, "there is room for both again"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not app.query_one("#list", OptionList).display

    played(invented, act, "alphine", "alphines")


def test_a_list_hidden_by_hand_stays_hidden(invented: KnowledgeBase) -> None:
    async def act(app: Browser, pilot: Pilot[None]) -> None:
        await pilot.press("p")
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        assert not app.query_one("#list", OptionList).display

    played(invented, act, "alphine")


def test_export_writes_what_is_on_screen(invented: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "out.json"

    async def act(app: Browser, pilot: Pilot[None]) -> None:
        await pilot.press("slash", *"nausea", "enter", "e")
        await pilot.pause()
        app.screen.query_one("#line").value = str(target)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()

    played(invented, act, "alphine")
    answer = json.loads(target.read_text(encoding="utf-8"))
    assert [row["field"] for row in answer["data"]["rows"]] == ["adverse.nausea"]


def test_an_unknown_suffix_is_refused(invented: KnowledgeBase, tmp_path: Path) -> None:
    document = state(invented, "alphine").document()
    assert document is not None
    with pytest.raises(UsageFault, match="has no known suffix"):
        export(document, tmp_path / "out.exe")
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_it_says_what_to_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["browse", "ssri"]) == 2
    assert "kb browse needs a terminal" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("kb.tui")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual", None)
    monkeypatch.setitem(sys.modules, "textual.app", None)
    assert main(["browse", "ssri"]) == 2
    assert "treatment-kb[tui]" in capsys.readouterr().err
