"""The entry: fast answers first, then typer; every exit code is decided here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from kb import __version__

MODEL_BASED = ("kb.model", "kb.ask", "kb.load", "kb.view", "kb.render", "kb.cli.answers")
"""Packages that hold classes of one kind of model or the other."""


def run() -> None:
    """Run the program on the command line's arguments and leave with its exit code."""
    sys.exit(main(sys.argv[1:], alone=True))


def main(arguments: Sequence[str], *, alone: bool = False) -> int:
    """Run the program on `arguments`; the exit code. `alone` if the process does nothing else."""
    if list(arguments) == ["--version"]:
        # Nothing heavy is imported for this: it is what scripts ask most.
        from kb.load.version import data_version

        print(f"kb {__version__}, data {data_version()}")
        return 0
    try:
        return _dispatch(arguments, alone)
    except BrokenPipeError:
        # The reader has gone (`| head`): point stdout away so that Python's exit stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(f"The output cannot be written: {(error.strerror or '').lower()}.\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


def _dispatch(arguments: Sequence[str], alone: bool) -> int:
    from kb.cli.faults import INTERRUPTED, report
    from kb.problems import DataInvalid, NameNotFound, UsageFault

    try:
        if not _answered(arguments, alone):
            from kb.cli.app import invoke

            code = invoke(arguments)
        else:
            code = 0
        sys.stdout.flush()
        return code
    except (NameNotFound, DataInvalid, UsageFault) as error:
        sys.stdout.flush()
        return report(error)
    except KeyboardInterrupt as error:
        report(error)
        return INTERRUPTED


def _answered(arguments: Sequence[str], alone: bool) -> bool:
    """Whether the short way answered. Where it fails for a reason of its own, the long way begins
    afresh, with pydantic: nothing has been written by then."""
    from kb.cli.quick import quick_answer
    from kb.problems import NameNotFound, UsageFault

    try:
        return quick_answer(arguments, alone=alone)
    except (NameNotFound, UsageFault, OSError):
        raise
    except Exception:
        if "kb.model.light" not in sys.modules:
            raise
        for name in list(sys.modules):
            if name.startswith(MODEL_BASED):
                del sys.modules[name]
        return False
