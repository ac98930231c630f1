"""Whole-process time and peak memory of the commands, as ratios to what they are measured against.

    python bench/speed.py [--sizes 1000,10000,100000] [--runs 11]

Every program is run in turn, round after round, and the least time of each is taken, so that load
on the machine bears on all alike; a program is run again until it has taken ENOUGH. `floor` is
bench/floor.py, a typer program that only prints its one argument; bare Python does nothing.
sqlite-utils reads the same rows of the compiled data, yq (of kislyuk/yq, which needs jq) the ids of
the same YAML files; both are of the extra `bench` and left out where they are not installed. The
sizes beyond the shipped one are invented records (bench/synthetic.py); compiling 100,000 of them
takes minutes and some gigabytes. The table is Markdown; docs/speed.md holds one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.programs import Commands, checkout, floors, missing, others, ours  # noqa: E402

ENOUGH = 20.0
"""Seconds in all after which a program is not run again: it would disturb the others."""
LONGEST = 600.0
"""Seconds after which a program is ended and said to take longer."""


class Measured(NamedTuple):
    """Least seconds, and least peak memory in megabytes."""

    seconds: float
    megabytes: int


def once(command: list[str], environment: dict[str, str], longest: float = LONGEST) -> Measured:
    """Wall time and peak memory of one run; raises SystemExit if it fails."""
    started = time.perf_counter()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing, env=environment)
        timer = threading.Timer(longest, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and seconds < longest:
        raise SystemExit(f"{' '.join(command)[:200]} ended with {process.returncode}")
    return Measured(seconds, usage.ru_maxrss // 1024)


def least(commands: Commands, runs: int, environment: dict[str, str]) -> dict[str, Measured]:
    """The least time and memory of each command over `runs` rounds."""
    best: dict[str, Measured] = {}
    spent = dict.fromkeys(commands, 0.0)
    for _ in range(runs):
        for name, command in commands.items():
            if spent[name] < ENOUGH:
                found = once(command, environment)
                spent[name] += found.seconds
                best[name] = Measured(*map(min, best.get(name, found), found))
    return best


HEADER = ("records", "program", "ms", "× floor", "× bare", "× sqlite-utils", "× yq",
          "× itself, shipped", "MB")  # fmt: skip


def cells(size: int, found: dict[str, Measured], shipped: dict[str, Measured]) -> list[list[str]]:
    """A row for each program: its time and its ratios to those it is measured against."""

    def ratio(seconds: float, base: Measured | None) -> str:
        return f"{seconds / base.seconds:.2f}" if base else ""

    rows = []
    for name, (seconds, megabytes) in found.items():
        floor = found["floor --version" if name == "kb --version" else "floor"]
        many = name in ("kb list", "kb find --class", "kb find --onset-within", "kb search")
        reader = found.get(f"sqlite-utils, {'all heads' if many else 'three records'}")
        rows.append([
            f"{size:,}" if size else "shipped", name,
            f"{'> ' if seconds >= LONGEST else ''}{seconds * 1000:,.0f}",
            ratio(seconds, floor), ratio(seconds, found["bare Python"]),
            ratio(seconds, reader), ratio(seconds, found.get("yq, ids")),
            ratio(seconds, shipped.get(name) if size else None), f"{megabytes:,}",
        ])  # fmt: skip
    return rows


def measured(place: Path, size: int, runs: int) -> tuple[dict[str, Measured], str]:
    """Every program at one size, and what compiling took."""
    home, names = checkout(place, size)
    env = {**os.environ, "KB_CACHE": str(place / f"cache-{size}")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    show = [sys.executable, str(home / "cli.py"), "show", names[0]]
    compiled = once(show, env, longest=6 * LONGEST)
    if size:
        time.sleep(3)  # so that the files count as settled
        once(show, env)
    database = next(Path(env["KB_CACHE"]).glob("*.db"))
    commands = {**floors(), **ours(home, names), **others(home, database, names)}
    found = least(commands, runs, env)
    words = (f"Compiling {f'{size:,} records' if size else 'the shipped data'} took "
             f"{compiled.seconds:.1f} s and {compiled.megabytes:,} MB; "
             f"{database.stat().st_size / 1e6:.1f} MB on disk.")  # fmt: skip
    shutil.rmtree(home)
    database.unlink()
    return found, words


def goals(by_size: dict[int, dict[str, Measured]]) -> list[str]:
    """What is asked of the program, and whether it was so this time."""
    shipped, largest = by_size[0], by_size[max(by_size)]
    compare, version = shipped["kb compare"], shipped["kb --version"]
    tests = [
        ("compare of three to the floor", compare.seconds / shipped["floor"].seconds, 1.5),
        ("--version to the floor's", version.seconds / shipped["floor --version"].seconds, 1.2),
        ("seconds to validate the shipped data", shipped["kb validate"].seconds, 2.0),
    ]
    if len(by_size) > 1:
        at = f"compare at {max(by_size):,} records to itself"
        then = largest["kb compare"]
        tests.append((f"{at}, time", then.seconds / compare.seconds, 1.2))
        tests.append((f"{at}, memory", then.megabytes / compare.megabytes, 1.2))
    return [
        f"{name}: {value:.2f}, at most {limit} wanted: {'held' if value <= limit else 'MISSED'}"
        for name, value, limit in tests
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000")
    parser.add_argument("--runs", type=int, default=11)
    chosen = parser.parse_args()
    for words in missing():
        print(f"Left out: {words}.")
    print(f"| {' | '.join(HEADER)} |\n|{'---|' * 2}{'---:|' * (len(HEADER) - 2)}")
    by_size: dict[int, dict[str, Measured]] = {}
    notes = []
    with tempfile.TemporaryDirectory() as place:
        for size in (0, *(int(part) for part in chosen.sizes.split(",") if part)):
            by_size[size], words = measured(Path(place), size, chosen.runs)
            notes.append(words)
            for row in cells(size, by_size[size], by_size[0]):
                print(f"| {' | '.join(row)} |", flush=True)
    print("\n" + "\n".join([*notes, "", *(f"- {line}" for line in goals(by_size))]))


if __name__ == "__main__":
    main()
