"""Whole-process time and peak memory of the commands, as ratios to what they are measured against.

    python bench/speed.py [--sizes 1000,10000,100000] [--runs 11]

Every program is run in turn, round after round, and the least time of each is taken, so that load
on the machine bears on all alike. `floor` is bench/floor.py, a typer program that only prints its
one argument; `bare` is Python that does nothing. sqlite-utils and yq (of kislyuk/yq) are measured
where they are installed: pip install sqlite-utils yq. The sizes beyond the shipped one are invented
records (bench/synthetic.py); compiling 100,000 of them takes minutes and some gigabytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Measured = tuple[float, int]
"""Seconds and megabytes."""


def once(command: list[str], environment: dict[str, str]) -> Measured:
    """Wall time and peak memory of one run; raises if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss // 1024


def least(commands: dict[str, list[str]], runs: int, env: dict[str, str]) -> dict[str, Measured]:
    """The least time and memory of each command over `runs` rounds."""
    best = {name: once(command, env) for name, command in commands.items()}
    for _ in range(runs - 1):
        for name, command in commands.items():
            found = once(command, env)
            best[name] = (min(best[name][0], found[0]), min(best[name][1], found[1]))
    return best


def kb_commands(home: Path, names: list[str], *, whole: bool) -> dict[str, list[str]]:
    """The commands measured, in a checkout at `home`; those that read all only if `whole`."""
    kb = [sys.executable, str(home / "cli.py")]
    found = {
        "kb --version": [*kb, "--version"],
        "kb show": [*kb, "show", names[0]],
        "kb compare": [*kb, "compare", *names],
    }
    if whole:
        found["kb list"] = [*kb, "list"]
        found["kb find"] = [*kb, "find", "--status", "US:approved"]
        found["kb validate"] = [*kb, "validate"]
    return found


def others(home: Path, database: Path, names: list[str]) -> dict[str, list[str]]:
    """What they are measured against."""
    floor = [sys.executable, str(ROOT / "bench" / "floor.py")]
    found = {
        "bare": [sys.executable, "-c", "pass"],
        "floor": [*floor, "x"],
        "floor --version": [*floor, "--version"],
    }
    tool = shutil.which("sqlite-utils", path=os.path.dirname(sys.executable))
    if tool:
        query = f"select body from rows where kind='treatment' and key in {tuple(names)}"
        found["sqlite-utils"] = [tool, "query", str(database), query]
    tool = shutil.which("yq", path=os.path.dirname(sys.executable))
    part = next(iter(sorted((home / "data" / "treatments").glob("*.yaml"))))
    if tool and shutil.which("jq"):
        found["yq"] = [tool, ".[0].id", str(part)]
    return found


def checkout(folder: Path, size: int) -> tuple[Path, list[str]]:
    """A copy of the program with `size` invented records, or with the shipped data for 0."""
    from bench.synthetic import write_synthetic

    home = folder / str(size)
    shutil.copytree(ROOT / "kb", home / "kb")
    shutil.copy(ROOT / "cli.py", home)
    if size:
        write_synthetic(home / "data", size)
        return home, ["invented-1", "invented-102", "invented-203"]
    shutil.copytree(ROOT / "data", home / "data")
    return home, ["ketamine-iv", "ssri", "snri"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000")
    parser.add_argument("--runs", type=int, default=11)
    chosen = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    own: dict[str, float] = {}
    print(f"{'records':>9}  {'command':<16} {'ms':>6} {'× floor':>8} {'× shipped':>9} {'MB':>5}")
    with tempfile.TemporaryDirectory() as place:
        for size in (0, *(int(part) for part in chosen.sizes.split(",") if part)):
            home, names = checkout(Path(place), size)
            env = {**os.environ, "KB_CACHE": str(Path(place) / f"cache-{size}")}
            env.pop("PYTHONDONTWRITEBYTECODE", None)
            compiled = once([sys.executable, str(home / "cli.py"), "show", names[0]], env)
            if size:
                time.sleep(3)  # so that the files count as settled
                once([sys.executable, str(home / "cli.py"), "--version"], env)
            database = next(Path(env["KB_CACHE"]).glob("*.db"))
            commands = others(home, database, names)
            commands |= kb_commands(home, names, whole=size <= 10_000)
            found = least(commands, chosen.runs if size <= 1_000 else 7, env)
            for name, (seconds, megabytes) in found.items():
                base = found["floor --version" if name == "kb --version" else "floor"][0]
                same = f"{seconds / own[name]:9.2f}" if name in own else " " * 9
                own.setdefault(name, seconds)
                print(f"{size or 'shipped':>9}  {name:<16} {seconds * 1000:6.0f} "
                      f"{seconds / base:8.2f} {same} {megabytes:5}", flush=True)  # fmt: skip
            print(f"{'':9}  compiled in {compiled[0]:.1f} s, {compiled[1]} MB; "
                  f"{database.stat().st_size / 1e6:.1f} MB on disk", flush=True)  # fmt: skip
            shutil.rmtree(home)


if __name__ == "__main__":
    main()
