"""Judges what the tests ran of the program: 95% of it, and all of the parts that decide.

    python -m slipcover --out .coverage.json -m pytest …
    python bench/covered.py .coverage.json

Prints what was missed where nothing may be. Exit code 1 if that is anything, or if too much is
missed overall.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LEAST = 95.0
"""Per cent of lines and branches of the whole program."""
WHOLE = (
    "kb/load/*", "kb/model/*", "kb/render/*", "kb/ask/names.py", "kb/ask/inherit.py",
    "kb/invisible.py",
)  # fmt: skip
"""Of these no line and no branch may go untested: loading, values, names, inheritance, looks."""
NEVER = "assert_never("
"""A line that the type checker proves to be out of reach; the branch that leads to it is too."""


def missed(path: str, lines: list[str], found: Mapping[str, Any]) -> list[str]:
    """The lines and branches of a file that no test ran: "kb/load/a.py:3", "kb/load/a.py:3->5"."""

    def is_never(line: int) -> bool:
        # Of `case _:` the body decides, which stands on the next line.
        at = line if lines[line - 1].strip() == "case _:" else line - 1
        return line > 0 and NEVER in lines[at]

    gone = [f"{path}:{line}" for line in found["missing_lines"] if not is_never(line)]
    jumps = found.get("missing_branches", ())
    return gone + [f"{path}:{a}->{b or 'exit'}" for a, b in jumps if not is_never(b)]


def judged(files: Mapping[str, Mapping[str, Any]], root: Path) -> tuple[float, list[str], int]:
    """Per cent that was run, what was missed in the parts of WHOLE, and how many files they are."""
    ran, all_missed, gone, parts = 0, 0, [], 0
    for path, found in sorted(files.items()):
        lines = (root / path).read_text("utf-8").splitlines()
        missing = missed(path, lines, found)
        ran += len(found["executed_lines"]) + len(found.get("executed_branches", ()))
        all_missed += len(missing)
        if any(fnmatch(path, part) for part in WHOLE):
            parts += 1
            gone += missing
    return 100 * ran / max(1, ran + all_missed), gone, parts


def verdict(share: float, gone: Iterable[str], parts: int) -> list[str]:
    """What is wrong, a line each; nothing if all is well."""
    found = [f"{place} is not tested" for place in gone]
    if parts == 0:
        found.append(f"none of {', '.join(WHOLE)} was measured")
    if share < LEAST:
        found.append(f"{share:.2f}% of the program is tested; {LEAST:g}% is the least")
    return found


def main() -> int:
    """Exit code 1 if too little was tested."""
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    if not report["meta"]["branch_coverage"]:
        print("branches were not measured")
        return 1
    share, gone, parts = judged(report["files"], ROOT)
    wrong = verdict(share, gone, parts)
    print("\n".join(wrong or [f"{share:.2f}% of the program is tested, and all of {parts} files"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
