"""Interrupted and ended at chosen moments: nothing half-made stays, and the exit code says so.

A moment is an event that Python reports of the program itself (a file opened, a module imported, a
file about to be renamed); the signal is sent from within it. So each moment comes on every run,
however busy the machine is.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.program import ROOT

HOOK = """
import os, sys
event, part, number = os.environ["MOMENT"].split("|")
sent = []

def heard(name, arguments):
    if name == event and not sent and any(part in str(given) for given in arguments[:2]):
        sent.append(name)
        os.kill(os.getpid(), int(number))

sys.addaudithook(heard)
"""
ARTICLE = (
    "# An article\n\nUp to <!-- kb:value alphine.dosing.usual --><!-- /kb --> a day.\n\n"
    "<!-- kb:compare alphine betazine -->\n<!-- /kb -->\n"
)


class Moment(NamedTuple):
    """An event with a part of what it is about, and whether only writing to a file comes to it."""

    event: str
    part: str
    writing: bool = False


MOMENTS = {
    "while importing": Moment("import", "kb.cli.faults"),
    "while reading": Moment("open", "treatments.yaml"),
    "while checking": Moment("import", "kb.check.relations"),
    "while compiling": Moment("sqlite3.connect", ".snapshot-"),
    "before the snapshot is named": Moment("os.rename", ".snapshot-"),
    "before the text is named": Moment("os.link", "/proc/self/fd/", writing=True),
    "before the text takes its place": Moment("os.rename", ".a.", writing=True),
}
COMMANDS = {
    "show": ["show", "alphine", "-o", "a.md"],
    "find": ["find", "--class", "alphines", "-o", "a.md"],
    "compare": ["compare", "alphine", "betazine", "-o", "a.md"],
    "export": ["export", "summary", "alphine", "-o", "a.md"],
    "sync": ["sync", "a.md"],
    "validate": ["validate"],
}
CASES = [
    (command, moment)
    for command in COMMANDS
    for moment, found in MOMENTS.items()
    if not (found.writing and command == "validate")
]
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@pytest.mark.parametrize(("command", "moment"), CASES, ids=lambda part: part.replace(" ", "-"))
def test_a_signal_at_any_moment_leaves_nothing_behind(
    small_kb: list[str], tmp_path: Path, command: str, moment: str
) -> None:
    """Both signals where a file is written; elsewhere each moment meets either in some command."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK)
    work, found = tmp_path / "work", MOMENTS[moment]
    work.mkdir()
    target = work / "a.md"
    turn = CASES.index((command, moment)) % 2
    # What comes before the answer comes only without a snapshot; what comes after needs none.
    cache = {} if found.writing else {"KB_CACHE": str(tmp_path / "cache")}
    for number in SIGNALS if found.writing else SIGNALS[turn : turn + 1]:
        target.write_text(ARTICLE)
        done = subprocess.run(
            [*small_kb, *COMMANDS[command]], capture_output=True, check=False, cwd=work, timeout=120,
            env={
                **os.environ, **cache, "PYTHONPATH": str(tmp_path / "hook"),
                "MOMENT": f"{found.event}|{found.part}|{int(number)}",
            },
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (128 + number, b""), done.stderr
        words = b"Interrupted. Nothing was changed.\n" if number == signal.SIGINT else b""
        assert done.stderr == words
        assert target.read_text() == ARTICLE
        assert [path.name for path in work.iterdir()] == ["a.md"]
        assert list((tmp_path / "cache").glob(".*")) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_signal_each_command_does_its_work(
    small_kb: list[str], tmp_path: Path, command: str
) -> None:
    target = tmp_path / "a.md"
    target.write_text(ARTICLE)
    done = subprocess.run(
        [*small_kb, *COMMANDS[command]], capture_output=True, check=False, cwd=tmp_path, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert (target.read_text() == ARTICLE) is (command == "validate")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_before_python_is_ours_the_signal_ends_it(small_kb: list[str], tmp_path: Path) -> None:
    """Nothing of ours runs yet: whoever sent the signal learns that the process died of it."""
    (tmp_path / "sitecustomize.py").write_text(HOOK)
    for number in SIGNALS:
        done = subprocess.run(
            [*small_kb, "list"], capture_output=True, check=False, cwd=ROOT, timeout=120,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "MOMENT": f"import|kb.cli.main|{number:d}"},
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (-number, b"")
