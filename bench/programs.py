"""The programs whose time is measured, and the checkouts they are run in."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ["ketamine-iv", "ssri", "snri"]
INVENTED = ["invented-1", "invented-102", "invented-203"]
Commands = dict[str, list[str]]
"""Names of rows to the arguments of a process."""


def checkout(folder: Path, size: int) -> tuple[Path, list[str]]:
    """A copy of the program with `size` invented records, or with the shipped data for 0."""
    from bench.synthetic import write_synthetic

    home = folder / str(size)
    shutil.copytree(ROOT / "kb", home / "kb", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "cli.py", home)
    if size:
        write_synthetic(home / "data", size)
        return home, INVENTED
    shutil.copytree(ROOT / "data", home / "data")
    return home, SHIPPED


def ours(home: Path, names: list[str]) -> Commands:
    """What is measured: each answers one question in a process of its own."""
    kb = [sys.executable, str(home / "cli.py")]
    of_class = "invented-100" if names == INVENTED else "ssri"
    return {
        "kb --version": [*kb, "--version"],
        "kb show": [*kb, "show", names[0]],
        "kb compare": [*kb, "compare", *names],
        "kb list": [*kb, "list"],
        "kb find --class": [*kb, "find", "--class", of_class],
        "kb find --onset-within": [*kb, "find", "--onset-within", "7d"],
        "kb search": [*kb, "search", "torsade"],
        "kb validate": [*kb, "validate"],
    }


def floors() -> Commands:
    """A typer program with one argument, and Python that does nothing."""
    floor = [sys.executable, str(ROOT / "bench" / "floor.py")]
    return {
        "bare Python": [sys.executable, "-c", "pass"],
        "floor": [*floor, "x"],
        "floor --version": [*floor, "--version"],
    }


def others(home: Path, database: Path, names: list[str]) -> Commands:
    """Well-known programs that read the same rows and files, as far as they are installed."""
    found: Commands = {}
    tool = [sys.executable, "-m"]
    if importlib.util.find_spec("sqlite_utils"):
        rows = "select * from rows where kind like 'treatment%'"
        query = [*tool, "sqlite_utils", "query", str(database)]
        found["sqlite-utils, three records"] = [*query, f"{rows} and key in {tuple(names)}"]
        heads = "select * from rows where kind = 'treatment'"
        found["sqlite-utils, all heads"] = [*query, heads]
    if importlib.util.find_spec("yq") and shutil.which("jq"):
        files = sorted((home / "data" / "treatments").glob("*.yaml"))
        found["yq, ids"] = [*tool, "yq", ".[].id", *map(str, files)]
    return found


def missing() -> list[str]:
    """What cannot be measured here, and why."""
    found = [f"{name} is not installed (pip install -e '.[bench]')"
             for name in ("sqlite_utils", "yq") if not importlib.util.find_spec(name)]  # fmt: skip
    return found if shutil.which("jq") else [*found, "jq, which yq needs, is not installed"]
