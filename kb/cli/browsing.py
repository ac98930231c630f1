"""The command that opens the browser: browse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli.options import DataOption, base_with, complete_name
from kb.problems import UsageFault

if TYPE_CHECKING:
    from kb.view.document import Document

MISSING = (
    "kb browse needs the extra `tui`: pip install 'treatment-kb[tui]', "
    "or in a checkout pip install -e '.[tui]'."
)


def browse(
    names: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="[NAME]...", help="Picked from the start.", autocompletion=complete_name
        ),
    ] = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb browse  ·  kb browse ketamine ssri snri

    Pick treatments, see them side by side, filter, ask why on any cell, export. Keys only; works
    in 80 columns by 24 lines. `?` shows the keys.
    """
    try:
        from kb.tui.app import Browser
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise UsageFault(MISSING) from None
    from kb.tui.state import State

    base = base_with(data)
    picked = list(dict.fromkeys(base[name].id for name in names or []))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageFault("kb browse needs a terminal. For a pipe or a file use kb compare.")
    Browser(State(base, picked), export).run()


def export(document: Document, path: Path) -> None:
    """Write `document` to `path`, whose suffix picks the format; raises UsageFault."""
    from kb.cli.files import write_atomically
    from kb.cli.output import SUFFIXES, rendered

    fmt = SUFFIXES.get(path.suffix.lower())
    if fmt is None:
        raise UsageFault(f'"{path.name}" has no known suffix ({", ".join(SUFFIXES)}).')
    write_atomically(path, rendered(document, fmt, 80))
