"""Odd terminals, closed streams, full disks, signals: a defined answer and exit code in each."""

from __future__ import annotations

import os
import pty
import re
import resource
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.program import INVENTED, ROOT

SHOW = ["show", "alphine", "dosing"]
CLI: list[str] = []
"""The command; there is none until the program has been copied."""


@pytest.fixture(autouse=True, scope="module")
def _program(small_kb: list[str]) -> None:
    CLI[:] = small_kb


def run(
    arguments: Sequence[str], *options: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [CLI[0], *options, *CLI[1:], *arguments], capture_output=True, check=False, cwd=ROOT,
        timeout=60, env={**os.environ, **environment},
    )  # fmt: skip


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    quoted = " ".join(f"'{part}'" for part in CLI)
    return subprocess.run(
        ["bash", "-c", line.replace("kb ", f"{quoted} ")], capture_output=True, check=False,
        cwd=ROOT, timeout=60, env={**os.environ, **environment},
    )  # fmt: skip


def quiet(done: subprocess.CompletedProcess[bytes]) -> None:
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    "command", ["list", "show alphine", "schema", "audit", "--version", "glossary --json"]
)
def test_a_reader_that_leaves_is_no_fault(command: str) -> None:
    done = shell(f"kb {command} | head -c 1; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["show alphine", "--version", "schema"])
def test_closed_streams(command: str) -> None:
    for line, code in ((f"kb {command} >&-", 0), (f"kb {command} >&- 2>&- <&-", 0)):
        done = shell(line)
        quiet(done)
        assert (done.returncode, done.stdout) == (code, b""), line
    done = shell("kb show nonsense 2>&-")
    assert (done.returncode, done.stdout) == (3, b"")


@pytest.mark.parametrize(
    "command", ["show alphine", "--version", "schema", "audit --json", "list --format csv"]
)
def test_a_full_device(command: str) -> None:
    done = shell(f"kb {command} >/dev/full")
    assert done.returncode == 2
    assert done.stderr == b"The output cannot be written: no space left on device.\n"


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    target.write_text("old")
    done = subprocess.run(
        [*CLI, "show", "alphine", "-o", str(target)], capture_output=True, check=False, cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        env={**os.environ, "KB_CACHE": str(tmp_path / "cache")},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.endswith(b"cannot be written: file too large. Nothing was changed.\n")
    assert target.read_text() == "old"
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ["a.html"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437", "utf-16"])
def test_other_encodings(encoding: str) -> None:
    for arguments in (SHOW, ["why", "alphine", "onset"], ["show", "nonsense\u202e"], ["schema"]):
        done = run(arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        quiet(done)
        assert done.returncode == (3 if "nonsense" in arguments[1:2].__repr__() else 0)
        (done.stdout + done.stderr).decode(encoding)


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "xx_XX.nonsense", ""])
def test_other_locales(locale: str) -> None:
    done = run(SHOW, LC_ALL=locale, LANG=locale)
    quiet(done)
    assert done.returncode == 0
    assert b"5\xe2\x80\x9310" in done.stdout


def test_arguments_that_are_no_text() -> None:
    done = subprocess.run([*CLI, "show", b"\xff\xfe"], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b'No treatment is called "<U+DCFF><U+DCFE>".' in done.stderr
    for hostile in ("\x1b[31m", "\u202e", "a\nb", " ", "'; DROP TABLE rows; --", "x" * 100_000):
        done = run(["show", hostile])
        quiet(done)
        assert (done.returncode, done.stdout) == (3, b"")
        assert b"\x1b" not in done.stderr


@pytest.mark.parametrize(
    "columns",
    ["0", "1", "39", "40", "79", "80", "81", "200", "300", "301", "999999999", "-5", "x", ""],
)
def test_any_number_of_columns(columns: str) -> None:
    done = run(SHOW, COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, b"")
    width = int(columns) if columns.isdigit() and 0 < len(columns) < 6 and int(columns) else 80
    lines = done.stdout.decode().splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= max(40, min(width, 300))


def test_the_words_are_the_same_at_every_number_of_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kb.cli.main import main

    monkeypatch.setattr("kb.load.version.data_folder", lambda: INVENTED)
    monkeypatch.setattr("kb.load.base.data_folder", lambda: INVENTED)
    said = set()
    for columns in range(301):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert main(["show", "alphine", "dosing"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        lines = out.splitlines()
        width = max(40, columns or 80)
        assert max(len(line) for line in lines if "://" not in line) <= width, columns
        said.add(" ".join(re.sub("[─│]+", " ", out).split()))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": ""}, True),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False),
    ],
)
def test_colour_in_a_pipe(environment: dict[str, str], coloured: bool) -> None:
    done = run(SHOW, **{"TERM": "xterm-256color", **environment})
    assert done.returncode == 0
    assert (b"\x1b[" in done.stdout) is coloured


@pytest.mark.parametrize(
    ("term", "coloured"),
    [("xterm-256color", True), ("dumb", False), ("unknown", False), ("", True)],
)
def test_a_terminal(term: str, coloured: bool) -> None:
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [*CLI, *SHOW], stdout=theirs, stderr=theirs, cwd=ROOT, env={**os.environ, "TERM": term}
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(mine, 65536):
            shown += part
    except OSError:
        pass
    assert process.wait() == 0
    os.close(mine)
    assert b"Traceback" not in shown
    assert (b"\x1b[" in shown) is coloured
    assert b"5\xe2\x80\x9310" in shown


def test_optimised_python_answers_the_same() -> None:
    plain = run(["compare", "alphine", "betazine"])
    assert b"Dosing" in plain.stdout
    assert run(["compare", "alphine", "betazine"], "-OO").stdout == plain.stdout
    assert run(["validate", "--help"], "-OO").returncode == 0


def test_no_libyaml_finds_the_same(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import yaml\nfor name in ('CLoader', 'CParser'):\n    vars(yaml).pop(name, None)\n"
    )
    bad = str(ROOT / "tests" / "bad" / "four_faults.yaml")
    sources = str(ROOT / "tests" / "code" / "invented" / "sources.yaml")
    plain = run(["validate", bad, "--sources", sources, "--format", "parsable"])
    slow = run(
        ["validate", bad, "--sources", sources, "--format", "parsable"], PYTHONPATH=str(tmp_path)
    )
    assert plain.stdout.count(b"\n") == 4
    assert (slow.returncode, slow.stdout, slow.stderr) == (4, plain.stdout, plain.stderr)


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null", "/proc", ""])
def test_no_home_and_no_cache(home: str) -> None:
    environment = {"HOME": home, "KB_CACHE": "", "XDG_CACHE_HOME": ""}
    done = run(["list"], **environment)
    quiet(done)
    assert (done.returncode, done.stderr) == (0, b"")


def test_many_at_once_with_an_empty_cache(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    processes = [
        subprocess.Popen([*CLI, *SHOW], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
                         env={**os.environ, "KB_CACHE": cache})
        for _ in range(3)
    ]  # fmt: skip
    answers = [process.communicate() for process in processes]
    assert {process.returncode for process in processes} == {0}
    assert len(set(answers)) == 1
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".db"]


def test_a_clock_in_the_past_or_the_future() -> None:
    import datetime

    from kb.load.base import load
    from kb.render.terminal import text
    from kb.view.compare import compare_document

    for year in (1970, 1999, 2100, 9999):
        base = load(today=datetime.date(year, 1, 1))
        shown = text(compare_document(base.compare(["sertraline"], ["onset"])), 80)
        assert ("Past the review date" in shown) is (year > 2027)
