"""The cache folder: where it is, whose it must be, and what is remembered of large data.

Everything in it is made from the data and may be deleted at any time. KB_CACHE names another
folder, or is `off`. What another user owns or may write is not read.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import time
from hashlib import sha256
from pathlib import Path

from kb.load.stamp import DataVersion, FileState, file_states, is_settled, is_small, version_of

LEFT_OVER = 3600
"""Seconds after which the temporary file of a writer that was killed is removed."""


def cache_folder() -> Path | None:
    """Where the cache is; None if it is off or there is no place for it."""
    named = os.environ.get("KB_CACHE", "")
    if named:
        return None if named == "off" else Path(named)
    standard = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(standard):
        return Path(standard) / "treatment-kb"
    home = os.environ.get("HOME", "")
    return Path(home) / ".cache" / "treatment-kb" if os.path.isabs(home) else None


def cache_path(folder: Path, suffix: str) -> Path | None:
    """The file of the cache that belongs to a data folder."""
    cache = cache_folder()
    name = sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return cache / f"{name}{suffix}" if cache else None


def is_ours(path: Path) -> bool:
    """Whether a file is a regular one that only we could have written; False if there is none."""
    try:
        found, holder = path.lstat(), path.parent.stat()
    except OSError:
        return False
    owned = _is_owned(found) and _is_owned(holder)
    return (
        owned
        and stat.S_ISREG(found.st_mode)
        and not found.st_mode & 0o022
        and not holder.st_mode & 0o002
    )


def _is_owned(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid in (os.geteuid(), 0)


def prepared(path: Path) -> bool:
    """Make the folder for a file of the cache and sweep it; whether it can be written."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        holder = path.parent.stat()
        # What would not be read again is not written, least of all into somebody else's folder.
        if not _is_owned(holder) or holder.st_mode & 0o002:
            return False
        for old in path.parent.glob(".snapshot-*.tmp"):
            if time.time() - old.stat().st_mtime > LEFT_OVER:
                old.unlink()
    except OSError:
        return False
    return os.access(path.parent, os.W_OK)


def current_version(folder: Path) -> DataVersion:
    """The version of the data in a folder; a large folder is read only if its files changed."""
    states = file_states(folder)
    if is_small(states):
        return version_of(folder, states)
    found = _remembered(folder, states)
    if found is None:
        found = version_of(folder, states)
        if is_settled(states, time.time_ns()):
            _remember(folder, states, found)
    return found


def _remembered(folder: Path, states: list[FileState]) -> DataVersion | None:
    path = cache_path(folder, ".json")
    if path is None or not is_ours(path):
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["files"] == _fingerprint(states):
            return DataVersion(str(found["date"]), str(found["digest"]))
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return None


def _remember(folder: Path, states: list[FileState], version: DataVersion) -> None:
    path = cache_path(folder, ".json")
    if path is None or not prepared(path):
        return
    from kb.load.writing import write_atomically

    text = json.dumps({**version._asdict(), "files": _fingerprint(states)})
    with contextlib.suppress(Exception):
        write_atomically(path, text)


def _fingerprint(states: list[FileState]) -> str:
    return sha256(repr([tuple(state) for state in states]).encode()).hexdigest()
