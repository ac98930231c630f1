"""Runs every hostile file of tests/hostile through `kb validate` as a process of its own.

    python bench/hostile.py [word in name …]

Each must end by itself within 2 s of processor time and 512 MB, with exit code 4 (0 for a good
file), no traceback, and a message that names the file with line and column.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.hostile.case import Case  # noqa: E402
from tests.hostile.inputs import cases  # noqa: E402

SECONDS, MEGABYTES = 2.0, 512
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


def limits() -> None:
    """No process may take more than this machine can bear."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def tried(case: Case, folder: Path) -> tuple[list[str], float, int]:
    """What is wrong with the way a case is handled; its seconds and megabytes."""
    path = folder / (re.sub(r"[^\w.-]", "_", case.name)[:80] + ".yaml")
    path.write_bytes(case.content)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), "validate", path.name],
            stdout=out, stderr=err, cwd=folder, preexec_fn=limits,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        seconds = usage.ru_utime + usage.ru_stime
        err.seek(0)
        said = err.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    faults = []
    if code not in ((0,) if not case.code else (0, 4) if case.code == "*" else (4,)):
        faults.append(f"exit code {code}")
    if seconds > SECONDS:
        faults.append(f"{seconds:.1f} s")
    if usage.ru_maxrss > MEGABYTES * 1024:
        faults.append(f"{usage.ru_maxrss // 1024} MB")
    if "Traceback" in said or re.search(r"^\w+(Error|Exception)\b", said, re.M):
        faults.append("a traceback: " + said.strip().splitlines()[-1][:150])
    if code == 4 and case.code not in ("", "*"):
        at = rf":{case.line}:\d+  {case.code}" if case.line else rf"(:\d+:\d+)?  {case.code}"
        if not re.search(re.escape(path.name) + at, said):
            faults.append(f"no {case.code} at line {case.line}: {said[:120]!r}")
        if not re.search(re.escape(path.name) + r":\d+:\d+ ", said):
            faults.append(f"no line and column: {said[:80]!r}")
    if len(said) > 200_000:
        faults.append(f"{len(said):,} characters of messages")
    if INVISIBLE.search(said):
        faults.append("an invisible character in the message")
    path.unlink()
    return faults, seconds, usage.ru_maxrss // 1024


def main() -> int:
    """Try every case; exit code 1 if one is handled badly."""
    wanted = sys.argv[1:]
    chosen = [case for case in cases() if not wanted or any(word in case.name for word in wanted)]
    names = [case.name for case in chosen]
    assert len(names) == len(set(names)) > 0
    bad, slowest, largest = 0, (0.0, ""), (0, "")
    with tempfile.TemporaryDirectory() as folder:
        for case in chosen:
            faults, seconds, megabytes = tried(case, Path(folder))
            slowest = max(slowest, (seconds, case.name))
            largest = max(largest, (megabytes, case.name))
            if faults:
                bad += 1
                print(f"{case.name[:60]}: {'; '.join(faults)}", flush=True)
    print(f"{len(chosen)} cases, {bad} handled badly")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0]} MB ({largest[1]})")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
