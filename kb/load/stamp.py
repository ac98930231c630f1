"""What state the data files and the program are in: the two things a snapshot is made from.

The state of the data is a hash of its files' names and bytes. For a large folder the hash is
remembered together with each file's size, times and inode, and believed while those are the same;
a file touched within the last two seconds is always read, for its clock may not tell it apart.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

SMALL = 8 * 1024 * 1024
"""Bytes of data up to which its files are simply read again: a matter of milliseconds."""
SETTLED = 2 * 10**9
"""Nanoseconds after which a file that changes again must show another time."""


class DataVersion(NamedTuple):
    """The date of the last reading in the data, and a hash of its files."""

    date: str
    digest: str

    def __str__(self) -> str:
        return f"{self.date} {self.digest[:12]}"


class FileState(NamedTuple):
    """A data file: its name below the folder, size, times of change in nanoseconds, inode."""

    name: str
    size: int
    modified: int
    changed: int
    inode: int


def file_states(folder: Path) -> list[FileState]:
    """Every YAML file below `folder`, in order of name."""
    return sorted(_states(str(folder), ""), key=lambda state: state.name.split("/"))


def _states(folder: str, prefix: str) -> Iterator[FileState]:
    for entry in os.scandir(folder):
        name = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _states(entry.path, f"{name}/")
        elif name.endswith(".yaml") and entry.is_file():
            found = entry.stat()
            yield FileState(name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_small(states: list[FileState]) -> bool:
    """Whether reading every file costs no more than remembering them would save."""
    return sum(state.size for state in states) <= SMALL


def is_settled(states: list[FileState], now: int) -> bool:
    """Whether no file was touched so lately that a further change could keep its times."""
    return all(max(state.modified, state.changed) < now - SETTLED for state in states)


def version_of(folder: Path, states: list[FileState]) -> DataVersion:
    """The version of the data, from the bytes of its files; raises OSError."""
    digest = hashlib.sha256()
    latest = b""
    for state in states:
        raw = (folder / state.name).read_bytes()
        digest.update(state.name.encode("utf-8", "surrogateescape") + b"\0" + raw + b"\0")
        for part in raw.split(b"read: [")[1:]:
            latest = max(latest, *(day.strip() for day in part.split(b"]")[0].split(b",")))
    return DataVersion(latest.decode("ascii", "replace") or "undated", digest.hexdigest())


@cache
def program_digest() -> str:
    """A hash of the code that decides what a valid record is and how it is stored."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for part in ("model", "load", "check", "ask"):
        for path in sorted((package / part).glob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
