"""Where an answer goes: terminal, pipe or file, in the format asked for."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path

from kb.cli.faults import say
from kb.problems import UsageFault
from kb.view.document import Document


class Format(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"
    SVG = "svg"


SUFFIXES = {
    ".json": Format.JSON,
    ".md": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".html": Format.HTML,
    ".svg": Format.SVG,
    ".txt": Format.TABLE,
}
NARROWEST, WIDEST = 40, 300


def chosen_width(asked: int | None) -> int:
    """Width in cells: as asked, or the terminal's, or 80 in a pipe; within sane bounds."""
    if asked is not None and not NARROWEST <= asked <= WIDEST:
        raise UsageFault(f"--width takes {NARROWEST} to {WIDEST}.")
    width = asked or _terminal_columns()
    return min(max(width, NARROWEST), WIDEST)


def _terminal_columns() -> int:
    """COLUMNS where it is a number above 0, else the width of the terminal, else 80."""
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and len(named) < 6 and int(named) > 0:
        return int(named)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


def deliver(
    document: Document,
    fmt: Format | None,
    as_json: bool,
    output: Path | None,
    width: int | None = None,
) -> None:
    """Write the document to stdout, or to `output` whose suffix picks the format."""
    if output is not None and fmt is None and not as_json:
        fmt = SUFFIXES.get(output.suffix.lower())
        if fmt is None:
            known = ", ".join(SUFFIXES)
            raise UsageFault(f'"{output.name}" has no known suffix ({known}). Add --format.')
    fmt = Format.JSON if as_json else fmt or Format.TABLE
    cells = chosen_width(width)
    if output is None and fmt is Format.TABLE and _colour():
        _print_styled(document, cells)
        return
    text = rendered(document, fmt, cells)
    if output is not None:
        from kb.cli.files import write_atomically

        write_atomically(output, text)
        say(f"{output} written.")
        return
    sys.stdout.write(_encodable(text))


def rendered(document: Document, fmt: Format, width: int) -> str:
    """The document in a format, as text."""
    match fmt:
        case Format.TABLE:
            from kb.render.terminal import text

            return text(document, width)
        case Format.JSON:
            from kb.load.version import data_version
            from kb.render.data import as_json

            return as_json(document, str(data_version()))
        case Format.MARKDOWN:
            from kb.render.markdown import markdown

            return markdown(document)
        case Format.CSV:
            from kb.render.data import as_csv

            return as_csv(document)
        case Format.HTML:
            from kb.render.html import page

            return page(document)
        case Format.SVG:
            from kb.render.svg_picture import NoPicture, document_svg

            try:
                return document_svg(document)
            except NoPicture:
                raise UsageFault("This answer has no picture. Use another format.") from None


def _colour() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() or os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0")


def _print_styled(document: Document, width: int) -> None:
    from rich.console import Console

    from kb.render.terminal import styled

    console = Console(width=width, highlight=False, soft_wrap=True, force_terminal=True)
    for line in styled(document, console):
        line.rstrip()
        console.print(line, end="\n")


_ASCII = str.maketrans(
    {
        "–": "-",
        "−": "-",
        "─": "-",
        "›": ">",
        "“": '"',
        "”": '"',
        "…": "...",
        "’": "'",
        "█": "#",
        "▓": "=",
        "░": ":",
        "━": "-",
        "┄": ".",
        "◆": "*",
        "▶": ">",
        "◀": "<",
        "│": "|",
        "·": ".",
        "├": "+",
        "┼": "+",
        "╂": "+",
    }
)


def _encodable(text: str) -> str:
    """`text` as the encoding of stdout can carry it: plain equivalents first, then a mark."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "backslashreplace").decode(encoding)
    return text
