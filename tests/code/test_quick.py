"""The short way answers as the long way does, or leaves the call to it."""

from __future__ import annotations

import os
import shutil
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


def run(arguments: Sequence[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        capture_output=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments", [*PLAIN[:3], PLAIN[6], PLAIN[9], PLAIN[11], *PLAIN[15:]], ids=" ".join
)
def test_a_process_of_its_own_says_the_same(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = answers(capsys, arguments)
    done = run(arguments, PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, out, err)


@pytest.mark.parametrize(
    "arguments", [PLAIN[0], *(p for p in PLAIN if p[0] in ("list", "find", "search"))], ids=" ".join
)
def test_a_plain_answer_imports_neither_pydantic_nor_typer(arguments: list[str]) -> None:
    main(["list"])  # so that the snapshot is there
    code = (
        f"import sys; from kb.cli.main import main; main({arguments!r}, alone=True);"
        "print(sorted({'pydantic', 'yaml', 'typer', 'rich.console'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


def test_a_damaged_snapshot_is_healed_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "kb").symlink_to(ROOT / "kb")
    shutil.copy(ROOT / "cli.py", tmp_path)
    cache = str(tmp_path / "cache")
    first = run(["show", "ssri"], KB_CACHE=cache)
    (path,) = (tmp_path / "cache").glob("*.db")
    raw = bytearray(path.read_bytes())
    for at in range(8192, len(raw), 97):
        raw[at] ^= 0xFF
    path.write_bytes(raw)
    second = run(["show", "ssri"], KB_CACHE=cache)
    third = run(["show", "ssri"], KB_CACHE=cache)
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, b"")
    assert (third.stdout, third.stderr) == (first.stdout, b"")
    assert path.read_bytes() != bytes(raw)
