"""Progress: in a terminal, after a while, wiped at the end; else nothing."""

from __future__ import annotations

import io

import pytest

from kb.cli import progress
from kb.cli.progress import Progress, begin_progress
from kb.load.base import read_all
from kb.load.progress import listen, stop_listening, told
from tests.conftest import INVENTED


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(progress, "time", found)
    return found


def test_the_line_comes_late_and_goes(clock: Clock) -> None:
    stream = io.StringIO()
    shown = Progress(stream, 0.0)
    for now, done in ((0.5, 1), (1.2, 20), (1.25, 25), (3.0, 50)):
        clock.now = now
        shown("records checked", done, 100)
    assert stream.getvalue() == (
        "\r\x1b[Krecords checked: 20 of 100, about 3 s left"
        "\r\x1b[Krecords checked: 50 of 100, about 2 s left"
    )
    shown.wipe()
    shown.wipe()
    assert stream.getvalue().endswith("left\r\x1b[K")


def test_a_step_that_is_done_leaves_the_line_to_the_answer(clock: Clock) -> None:
    stream = io.StringIO()
    shown = Progress(stream, 0.0)
    clock.now = 1.2
    shown("records checked", 1, 2)
    shown("records checked", 2, 2)
    assert stream.getvalue() == "\r\x1b[Krecords checked: 1 of 2\r\x1b[K"


def test_short_work_shows_nothing(clock: Clock) -> None:
    stream = io.StringIO()
    shown = Progress(stream, 0.0)
    clock.now = 0.9
    shown("records checked", 1, 2)
    shown.wipe()
    assert stream.getvalue() == ""


def test_only_a_terminal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert begin_progress() is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    assert begin_progress() is None
    monkeypatch.setenv("TERM", "xterm")
    assert begin_progress() is not None
    stop_listening()


def test_reading_tells_its_steps() -> None:
    heard: list[tuple[str, int, int]] = []
    listen(lambda *said: heard.append(said))
    try:
        read_all(INVENTED)
        assert list(told("x", "ab")) == ["a", "b"]
    finally:
        stop_listening()
    assert ("records checked", 3, 4) in heard
    assert ("sources checked", 1, 2) in heard
    assert heard[-3:] == [("x", 0, 2), ("x", 1, 2), ("x", 2, 2)]
    assert told("x", "ab") == "ab"
