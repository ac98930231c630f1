"""Mutants: which of them to try, and what became of those that were tried.

    python bench/mutants.py sample 120 6    names of 120 mutants of each part, by lot
    python bench/mutants.py                 killed and survived by part, then the survivors

Reads what mutmut left in mutants/, below the folder it was run in.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

PARTS = {
    "loading": ("kb.load.",),
    "values": ("kb.model.", "kb.invisible."),
    "names": ("kb.ask.names.",),
    "inheritance": ("kb.ask.inherit.",),
    "renderers": ("kb.render.",),
}
KILLED, SURVIVED, UNTESTED = (1, 3), (0,), (5, 33)
"""Exit codes of a mutant's tests: some failed; all passed; none calls what was changed."""


def outcomes(folder: Path) -> dict[str, int | None]:
    """The exit code of every mutant by name; None for one that was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted(folder.rglob("*.meta")):
        found |= json.loads(path.read_bytes())["exit_code_by_key"]
    return found


def part_of(name: str) -> str:
    """The part of the program that a mutant is of."""
    return next(part for part, heads in PARTS.items() if name.startswith(heads))


def fate(code: int) -> str:
    """What an exit code says of a mutant; one that hangs or crashes is noticed as well."""
    if code in SURVIVED:
        return "survived"
    return "untested" if code in UNTESTED else "killed" if code in KILLED else "stopped"


def table(found: dict[str, int | None]) -> list[str]:
    """A row a part: mutants there are, tried, killed, stopped by time, survived, untested."""
    rows = [
        "| part | mutants | tried | killed | timed out | survived | untested |",
        "|---" * 7 + "|",
    ]
    for part in PARTS:
        codes = [code for name, code in found.items() if part_of(name) == part]
        tried = Counter(fate(code) for code in codes if code is not None)
        cells = (
            part,
            len(codes),
            tried.total(),
            *(tried[k] for k in ("killed", "stopped", "survived", "untested")),
        )
        rows.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return rows


def sample(found: Iterable[str], number: int, seed: int) -> list[str]:
    """At most `number` mutants of each part; the same ones for the same seed and code."""
    lot = random.Random(seed)
    chosen: list[str] = []
    for part in PARTS:
        names = sorted(name for name in found if part_of(name) == part)
        chosen += sorted(lot.sample(names, min(number, len(names))))
    return chosen


def main(arguments: list[str]) -> None:
    """Print a sample or the outcome."""
    found = outcomes(Path("mutants"))
    if arguments[:1] == ["sample"]:
        number, seed = map(int, arguments[1:])
        print(*sample(found, number, seed))
        return
    print("\n".join(table(found)))
    for name, code in found.items():
        if code is not None and fate(code) in ("survived", "untested"):
            print(f"{fate(code)} {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
