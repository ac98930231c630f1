"""The short way answers as the long way does, or leaves the call to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.cli.main import main
from kb.cli.quick import COMMANDS, understood

ROOT = Path(__file__).resolve().parents[2]
PLAIN = [
    ["compare", "ketamine", "ssri", "snri"],
    ["compare", "ect", "cbt", "--fields", "onset,duration", "--differences"],
    ["compare", "ect", "cbt", "--json", "--fields", "onset"],
    ["compare", "ssri"],
    ["compare", "ssri", "SSRI"],
    ["show", "Zoloft", "dosing", "warnings", "--width", "120"],
    ["show", "sertraline", "--format", "html"],
    ["show", "sertraline", "-f", "csv"],
    ["show", "desvenlafxine"],
    ["why", "ketamine", "onset.response", "--format", "markdown"],
    ["why", "ketamine", "onset.respons"],
    ["sources", "cipriani2018"],
    ["sources", "nothing"],
    ["list", "--class", "ssri"],
    ["list", "--level", "atom"],
    ["list", "--status", "US:approved", "--json"],
    ["list", "--width", "10"],
    ["find", "--class", "ssri"],
    ["find", "--class", "nothing"],
    ["find"],
    ["find", "--onset-within", "7d", "--others", "--reasons"],
    ["find", "--status", "US:approved", "--for", "resistant", "--json"],
    ["find", "--avoid", "weight-gain", "--avoid", "nausea", "--format", "csv"],
    ["find", "--where", "regulatory.us.use = alone", "--where", "predictors.replicated = yes"],
    ["find", "--where", "onset.response.sure = moderate and dosing.usual >= 20 mg/day"],
    ["find", "--where", "onset.respons <= 1 week"],
    ["find", "--line", "canmat-2023:first", "--sort", "name", "--pregnancy"],
    ["search", "torsade"],
    ["search", "weight gain", "--all", "--format", "markdown"],
    ["search", "torsaade", "--json"],
]
LONG = [
    [], ["--help"], ["show"], ["show", "--help"], ["why", "ketamine"], ["why", "a", "b", "c"],
    ["list", "more"], ["show", "ssri", "--form", "csv"], ["show", "ssri", "--format", "CSV"],
    ["show", "ssri", "--width", "x"], ["show", "ssri", "--width", "-1"], ["show", "ssri", "--width=80"],
    ["show", "ssri", "-fcsv"], ["show", "ssri", "-o"], ["show", "--", "ssri"], ["show", ""],
    ["show", "ssri", "--data", "x.yaml"], ["show", "ssri", "--json", "--json"], ["audit"],
    ["find", "ssri"], ["find", "--level", "class", "--level", "agent"], ["find", "--where"], ["search"],
    ["find", "--others", "--others"], ["search", ""], ["find", "--where", "-x = y"],
    ["compare", "a", "b", "--no-differences"], ["compare", "a", "b", "--unknown", "x"],
]  # fmt: skip


def answers(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> tuple[int, str, str]:
    code = main(arguments)
    found = capsys.readouterr()
    return code, found.out, found.err


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_both_ways_say_the_same(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    assert understood(arguments) is not None
    short = answers(capsys, arguments)
    monkeypatch.setattr("kb.cli.quick.understood", lambda _: None)
    assert answers(capsys, arguments) == short


@pytest.mark.parametrize("arguments", LONG, ids=" ".join)
def test_what_is_not_certain_is_left_to_typer(arguments: list[str]) -> None:
    assert understood(arguments) is None


def test_overlays_and_completion_are_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KB_DATA", "_KB_COMPLETE"):
        monkeypatch.setenv(name, "x")
        assert understood(["show", "ssri"]) is None
        monkeypatch.delenv(name)
    assert understood(["show", "ssri"]) is not None


def test_the_commands_and_options_are_those_of_typer() -> None:
    import typer

    from kb.cli.app import app

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, quick in COMMANDS.items():
        options = {flag: p.name for p in commands[name].params for flag in p.opts}
        for flag, parameter in {**quick.options, **quick.flags, **quick.many}.items():
            assert options[flag] == parameter
        repeatable = {p.opts[0] for p in commands[name].params if getattr(p, "multiple", False)}
        assert set(quick.many) <= repeatable
        assert not repeatable & {*quick.options, *quick.flags}


ALONE = """
import sys
from kb.cli.main import main
code = main(sys.argv[1:], alone=True)
heavy = {"pydantic", "yaml", "typer", "rich.console"} & set(sys.modules)
sys.stdout.flush()
sys.stderr.write("\\n" + " ".join([str(code), *sorted(heavy)]))
"""
"""The program, telling at the end of stderr its exit code and what it imported of the slow modules."""
LIGHT = [PLAIN[0], *(p for p in PLAIN if p[0] in ("list", "find", "search"))]


@pytest.mark.parametrize(
    "arguments", [*PLAIN[:3], PLAIN[6], PLAIN[9], PLAIN[11], *PLAIN[13:]], ids=" ".join
)
def test_a_process_of_its_own_says_the_same_and_imports_nothing_slow(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = answers(capsys, arguments)  # and now the snapshot is there
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *arguments], cwd=ROOT, capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said, _, told = done.stderr.decode().rpartition("\n")
    assert (done.stdout.decode(), said) == (out, err)
    assert told.split()[0] == str(code)
    if arguments in LIGHT:
        assert told.split()[1:] == []


def test_the_launcher_leaves_with_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (PLAIN[1], PLAIN[8]):
        code, out, err = answers(capsys, arguments)
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *arguments], capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, out, err)


def test_a_damaged_snapshot_is_healed_without_a_word(small_kb: list[str], tmp_path: Path) -> None:
    def shown() -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [*small_kb, "show", "alphines"], capture_output=True, check=False,
            env={**os.environ, "KB_CACHE": str(tmp_path / "cache")},
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    first = shown()
    (path,) = (tmp_path / "cache").glob("*.db")
    raw = bytearray(path.read_bytes())
    for at in range(8192, len(raw), 97):
        raw[at] ^= 0xFF
    path.write_bytes(raw)
    assert (first[0], first[2]) == (0, b"")
    assert shown() == first
    assert path.read_bytes() != bytes(raw)
    assert shown() == first
