"""The entry: fast answers first, then typer; every exit code is decided here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from kb import __version__


def run() -> None:
    """Run the program on the command line's arguments and leave with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run the program on `arguments`; the exit code."""
    if list(arguments) == ["--version"]:
        # Nothing heavy is imported for this: it is what scripts ask most.
        from kb.load.version import data_version

        print(f"kb {__version__}, data {data_version()}")
        return 0
    try:
        return _dispatch(arguments)
    except BrokenPipeError:
        # The reader has gone (`| head`): point stdout away so that Python's exit stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(f"The output cannot be written: {(error.strerror or '').lower()}.\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


def _dispatch(arguments: Sequence[str]) -> int:
    from kb.cli.faults import INTERRUPTED, report
    from kb.problems import DataInvalid, NameNotFound, UsageFault

    try:
        from kb.cli.app import invoke

        code = invoke(arguments)
        sys.stdout.flush()
        return code
    except (NameNotFound, DataInvalid, UsageFault) as error:
        sys.stdout.flush()
        return report(error)
    except KeyboardInterrupt as error:
        report(error)
        return INTERRUPTED
