"""Answers as files: which format, and written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kb.load.writing import write_atomically, write_bytes_atomically
from kb.problems import UsageFault

__all__ = ["format_of", "put", "write_atomically", "write_bytes_atomically"]

Kind = TypeVar("Kind", bound=StrEnum)


def format_of(
    fmt: Kind | None, output: Path | None, suffixes: Mapping[str, Kind], usual: Kind
) -> Kind:
    """The format asked for, or that of the suffix, or the usual one.

    Raises UsageFault for a suffix that stands for none.
    """
    if fmt is not None or output is None:
        return fmt or usual
    found = suffixes.get(output.suffix.lower())
    if found is None:
        known = ", ".join(suffixes)
        raise UsageFault(f'"{output.name}" has no known suffix ({known}). Add --format.')
    return found


def put(raw: bytes, output: Path | None, *, binary: str = "") -> None:
    """Write to a file and say so, or to stdout.

    `binary` is the suffix of a format that is no text: a terminal gets none of it, and UsageFault
    says how to name a file.
    """
    if output is not None:
        write_bytes_atomically(output, raw)
        print(f"{output} written.", file=sys.stderr)
        return
    if binary and sys.stdout.isatty():
        raise UsageFault(f"A {binary} file is no text. Name a file: -o NAME.{binary}")
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()
