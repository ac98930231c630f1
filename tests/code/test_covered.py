"""The judge of what the tests ran lets nothing pass that it should not."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import covered

LINES = [
    "match x:",
    "    case 1:",
    "        pass",
    "    case _:",
    "        assert_never(x)",
    "",
] * 20


def report(path: str, ran: list[int], missed: list[int], jumps: list[list[int]]) -> dict[str, Any]:
    found = {
        "executed_lines": ran, "missing_lines": missed,
        "executed_branches": [[2, 3]], "missing_branches": jumps,
    }  # fmt: skip
    return {"meta": {"branch_coverage": True}, "files": {path: found}}


@pytest.mark.parametrize(
    ("path", "ran", "missed", "jumps", "said"),
    [
        ("kb/load/a.py", [1, 2, 3], [], [], "100.00% of the program is tested, and all of 1 files"),
        ("kb/load/a.py", [1, 2, 3], [4, 5], [[1, 5]], "100.00% of the program is tested, and all of 1 files"),
        ("kb/load/a.py", list(range(1, 99)), [3], [], "kb/load/a.py:3 is not tested"),
        ("kb/load/a.py", list(range(1, 99)), [], [[2, 3], [2, 0]],
         "kb/load/a.py:2->3 is not tested\nkb/load/a.py:2->exit is not tested"),
        ("kb/load/a.py", [1], [2], [],
         "kb/load/a.py:2 is not tested\n66.67% of the program is tested; 95% is the least"),
        ("kb/cli/a.py", [1, 2], [3], [],
         "none of kb/load/*, kb/model/*, kb/render/*, kb/ask/names.py, kb/ask/inherit.py, "
         "kb/invisible.py was measured\n75.00% of the program is tested; 95% is the least"),
    ],
)  # fmt: skip
def test_what_was_missed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    path: str, ran: list[int], missed: list[int], jumps: list[list[int]], said: str,
) -> None:  # fmt: skip
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("\n".join(LINES))
    (tmp_path / "report.json").write_text(json.dumps(report(path, ran, missed, jumps)))
    monkeypatch.setattr(covered, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["covered.py", str(tmp_path / "report.json")])
    assert covered.main() == (0 if said.startswith("100") else 1)
    assert capsys.readouterr().out == f"{said}\n"


def test_lines_alone_are_not_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"meta": {"branch_coverage": False}, "files": {}}))
    monkeypatch.setattr(sys, "argv", ["covered.py", str(path)])
    assert covered.main() == 1
    assert capsys.readouterr().out == "branches were not measured\n"
