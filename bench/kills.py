"""Kills writers at random moments and looks for half files.

    python bench/kills.py [number, by default 1000]

A writer replaces one file over and over by texts that tell their own length, and makes a snapshot
anew each time. It is killed (SIGKILL) after a random time. Then the file must be one of the texts,
whole; the snapshot, where there is one, must hold every row; and no other file may be there that
is not either whole or a temporary of the snapshot, which the next writer sweeps.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WRITER = """
import sys, time
from pathlib import Path
from kb.load.store import write_store
from kb.load.writing import write_atomically
folder = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(10**9):
    size = 1000 + turn % 7 * 100_000
    write_atomically(folder / "a.txt", f"{size}:" + "x" * size)
    rows = [("kind", str(i), '"' + "y" * 1000 + '"') for i in range(200)]
    write_store(folder / "s.db", "seal", rows, {})
"""


def faults_in(folder: Path) -> list[str]:
    """What a killed writer left that it must not."""
    from kb.load.store import Damaged, Store

    found = []
    for path in folder.iterdir():
        if path.suffix == ".db":
            try:
                if len(list(Store(path, "seal").rows("kind"))) != 200:
                    found.append(f"{path.name} lacks rows")
            except Damaged as error:
                found.append(f"{path.name} is damaged: {error}")
        elif not path.name.startswith(".snapshot-"):
            size, _, text = path.read_text().partition(":")
            if not size or len(text) != int(size):
                found.append(f"{path.name} is half")
    return found


def kill_writers(folder: Path, number: int) -> list[str]:
    """Kill a writer `number` times; every fault seen."""
    found: list[str] = []
    chance = random.Random(4)
    for turn in range(number):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.06)
        if process.poll() is not None:
            found.append(f"kill {turn}: the writer ended by itself")
        process.kill()
        process.wait()
        process.stdout.close()
        found += [f"kill {turn}: {fault}" for fault in faults_in(folder)]
        for path in folder.glob(".*.tmp"):
            path.unlink()
    return found


def main() -> int:
    """Exit code 1 if a half file was seen."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        found = kill_writers(Path(folder), number)
    print("\n".join([*found, f"{number} kills, {len(found)} half files"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
