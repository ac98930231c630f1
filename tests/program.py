"""The program in a process of its own, with the invented records as the data it ships.

Reading and compiling those takes a tenth of what the shipped data takes, and how a process meets
its surroundings does not depend on what it reads.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "code" / "invented"
NOBODY = 65534
AS_NOBODY = (
    "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
    "--inh-caps=-all,+dac_read_search", "--ambient-caps=+dac_read_search",
)  # fmt: skip
"""Runs what follows as a user who owns nothing. They may read the checkout wherever it lies (below
a home that is closed to them, say); what they may write is what anybody may."""


def small_program(folder: Path) -> list[str]:
    """Copy the program to `folder` with the invented data; the command that runs it."""
    # Compiled modules are copied with it: their times still fit, and nothing is compiled anew.
    shutil.copytree(ROOT / "kb", folder / "kb")
    shutil.copy(ROOT / "cli.py", folder)
    shutil.copytree(INVENTED, folder / "data")
    return [sys.executable, str(folder / "cli.py")]


def can_be_nobody() -> bool:
    """Whether a process of another user can be started here: by root, and with setpriv."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return False
    code = f"import os, yaml; assert os.geteuid() == {NOBODY}"
    command = [*AS_NOBODY, sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, check=False, cwd="/").returncode == 0
