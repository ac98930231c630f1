"""Words that people try as commands: each leads to a command that runs."""

from __future__ import annotations

import shlex
from collections import Counter

import pytest
from typer.main import get_command

from kb.cli.app import app
from kb.cli.guesses import GUESSES, guess
from kb.cli.main import main
from tests.code.test_cli import run

NAMES = set(get_command(app).commands)  # type: ignore[attr-defined]


def test_a_guess_is_answered_with_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "washout", "fluoxetine", "phenelzine")
    assert (code, out) == (2, "")
    assert err == ('No command is called "washout". For that: kb switch fluoxetine phenelzine\n')


def test_case_and_underscores_do_not_count() -> None:
    assert guess("Side_Effects") == "kb effects sertraline escitalopram"
    assert guess("nonsense") == ""


def test_a_word_that_means_nothing_here_is_refused_by_typer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = run(capsys, "xyzzy")
    assert code == 2
    assert "No such command 'xyzzy'" in err


def test_no_word_is_a_command_or_stands_twice() -> None:
    words = [word for listed in GUESSES.values() for word in listed.split()]
    assert len(words) > 100
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert set(words) & NAMES == set()


@pytest.mark.parametrize(
    "command", [c for c in GUESSES if not c.startswith(("-", "evidence", "export"))]
)
def test_every_suggested_command_runs(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*shlex.split(command), "--width", "80"]) == 0
    assert capsys.readouterr().out


def test_options_that_switch_something_on_have_no_opposite(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("find", "compare", "predictors", "validate", "guidelines", "search"):
        _, out, _ = run(capsys, command, "--help")
        assert "--no-" not in out.replace("--no-sources", "")
