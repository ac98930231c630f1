"""Progress of long work on stderr: in a terminal only, and only when it takes a while."""

from __future__ import annotations

import os
import sys
import time
from typing import TextIO

PATIENCE = 1.0
"""Seconds before anything is shown."""
PAUSE = 0.1
"""Seconds between two changes of the line."""


class Progress:
    """One line that is rewritten, and wiped when the work ends: what, how many, time left."""

    def __init__(self, stream: TextIO, started: float) -> None:
        self.stream = stream
        self.started = self.step_started = self.shown_at = started
        self.step = ""
        self.is_shown = False

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show how far a step is, if it is time to; nothing of a step that is done.

        What follows the last step may be the answer itself, on the same terminal.
        """
        if done >= total:
            self.wipe()
            return
        now = time.monotonic()
        if step != self.step:
            self.step, self.step_started = step, now
        if now - self.started < PATIENCE or now - self.shown_at < PAUSE:
            return
        self.shown_at = now
        spent = now - self.step_started
        left = spent / done * (total - done) if done and spent > 0.5 else None
        words = f"{step}: {done:,} of {total:,}" + (f", about {left:.0f} s left" if left else "")
        self.stream.write(f"\r\x1b[K{words}")
        self.stream.flush()
        self.is_shown = True

    def wipe(self) -> None:
        """Leave no trace of it on the screen."""
        if self.is_shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.is_shown = False


def begin_progress() -> Progress | None:
    """Show progress from now on, where stderr is a terminal that can rewrite a line."""
    if not sys.stderr.isatty() or os.environ.get("TERM", "") in ("", "dumb"):
        return None
    from kb.load.progress import listen

    progress = Progress(sys.stderr, time.monotonic())
    listen(progress)
    return progress
