"""The entry: fast answers first, then typer; every exit code is decided here."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys

from kb import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL_BASED = ("kb.model", "kb.ask", "kb.load", "kb.view", "kb.render", "kb.cli.answers")
"""Packages that hold classes of one kind of model or the other."""


def run() -> None:
    """Run the program on the command line's arguments and leave with its exit code."""
    try:
        _prepare()
        code = main(sys.argv[1:], alone=True)
    except KeyboardInterrupt:
        code = _interrupted()
    # From here on nothing is done that an interruption could harm, and it could only be noisy.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _prepare() -> None:
    """Make the surroundings such that nothing below has to think of them."""
    # A short-lived process makes few cycles and many records: collecting costs it a fifth more.
    gc.disable()
    signal.signal(signal.SIGTERM, _terminated)
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by the caller (`>&-`): taken as "not wanted", and kept from a file of ours.
            handle = os.open(os.devnull, os.O_WRONLY)
            if handle != number:
                os.dup2(handle, number)
            setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115
        else:
            stream.reconfigure(errors="backslashreplace")


def _terminated(_number: int, _frame: object) -> None:
    """Leave as the signal asks, but through every `finally`, so that nothing half-made stays."""
    raise SystemExit(128 + signal.SIGTERM)


def _interrupted() -> int:
    sys.stderr.write("Interrupted. Nothing was changed.\n")
    return 130


def main(arguments: Sequence[str], *, alone: bool = False) -> int:
    """Run the program on `arguments`; the exit code. `alone` if the process does nothing else."""
    try:
        return _version() if list(arguments) == ["--version"] else _dispatch(arguments, alone)
    except BrokenPipeError:
        # The reader has gone (`| head`): point stdout away so that Python's exit stays quiet.
        _silence()
        return 0
    except OSError as error:
        reason = (error.strerror or "for an unknown reason").lower()
        with contextlib.suppress(OSError):
            sys.stderr.write(f"The output cannot be written: {reason}.\n")
        _silence()
        return 2


def _version() -> int:
    # Nothing heavy is imported for this: it is what scripts ask most.
    from kb.load.version import data_version

    print(f"kb {__version__}, data {data_version()}", flush=True)
    return 0


def _silence() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: Sequence[str], alone: bool) -> int:
    from kb.cli.faults import DATA, INTERRUPTED, report, say
    from kb.problems import DataInvalid, NameNotFound, UsageFault

    try:
        code = 0 if _answered(arguments, alone) else _at_length(arguments)
        sys.stdout.flush()
        return code
    except (NameNotFound, DataInvalid, UsageFault) as error:
        sys.stdout.flush()
        return report(error)
    except KeyboardInterrupt as error:
        report(error)
        return INTERRUPTED
    except (RecursionError, MemoryError) as error:
        say(f"This is too much to work on ({type(error).__name__}). Nothing was changed.")
        return DATA


def _at_length(arguments: Sequence[str]) -> int:
    """The long way: typer, with progress where somebody watches."""
    from kb.cli.app import invoke
    from kb.cli.progress import begin_progress

    progress = begin_progress()
    try:
        return invoke(arguments)
    finally:
        if progress is not None:
            progress.wipe()


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
