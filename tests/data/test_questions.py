"""The page of fifteen questions: every command runs, and prints what the page shows."""

from __future__ import annotations

import functools
import re
import shlex
from pathlib import Path

import pytest

from kb.cli.main import main
from kb.load import base as loading
from tests.conftest import TODAY

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
BLOCK = re.compile(r"^```console\n\$ (?P<command>kb [^\n]+)\n(?P<output>.*?)^```$", re.M | re.S)
SHOWN = 24
"""Lines of an answer that the page shows."""

COMMANDS = [match["command"] for match in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


def first_lines(text: str) -> str:
    """What the page shows of an answer."""
    lines = text.splitlines()
    rest = len(lines) - SHOWN
    more = [f"… and {rest} more lines"] if rest > 0 else []
    return "\n".join([*lines[:SHOWN], *more]) + "\n"


def test_the_page_answers_fifteen_questions() -> None:
    headings = re.findall(r"^## (\d+)\. ", PAGE.read_text(encoding="utf-8"), re.M)
    assert headings == [str(number) for number in range(1, 16)]
    assert len(COMMANDS) == 15


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_what_the_page_shows(
    command: str,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The long way, on a fixed day: reviews fall due as time goes on, and the page must not.
    monkeypatch.setattr("kb.cli.quick.understood", lambda arguments: None)
    monkeypatch.setattr(loading, "load", functools.partial(loading.load, today=TODAY))
    code = main([*shlex.split(command)[1:], "--width", "80"])
    captured = capsys.readouterr()
    assert code == 0, captured.err
    shown = first_lines(captured.out)
    text = PAGE.read_text(encoding="utf-8")
    match = next(m for m in BLOCK.finditer(text) if m["command"] == command)
    if request.config.getoption("--golden"):
        text = text[: match.start("output")] + shown + text[match.end("output") :]
        PAGE.write_text(text, encoding="utf-8")
    else:
        assert match["output"] == shown
