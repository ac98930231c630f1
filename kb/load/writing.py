"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from kb.problems import UsageFault


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` by `text`, encoded as UTF-8; see `write_bytes_atomically`."""
    write_bytes_atomically(path, text.encode("utf-8", "backslashreplace"))


def write_bytes_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: written beside it, flushed to disk, then renamed.

    A symbolic link keeps pointing and its target is replaced; mode and, where we may, owner of an
    existing file are kept, and one that we may not write is not replaced. Whoever is killed on the
    way leaves the old file or the new one and, on Linux, no other: what is not finished has no name
    there. Raises UsageFault with the reason if the file cannot be written; nothing is left behind.
    """
    try:
        target = path.resolve(strict=False) if path.is_symlink() else path
        if target.exists() and not target.is_file():
            raise UsageFault(f"{path} is not a regular file. Name another.")
        if target.exists() and not os.access(target, os.W_OK):
            # The folder alone decides whether a name may be given to another file: whoever took
            # the right to write from a file wants it kept.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(target, content)
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, UsageFault):
            raise
        reason = (getattr(error, "strerror", None) or "its name is not usable").lower()
        raise UsageFault(f"{path} cannot be written: {reason}. Nothing was changed.") from error


def _replace(target: Path, content: bytes) -> None:
    temporary = target.parent / f".{target.name[:200]}.{secrets.token_hex(6)}.tmp"
    try:
        handle = _nameless(target.parent)
        named = handle is None
        if handle is None:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            _liken(handle, target)
            os.fsync(handle)
            if not named:
                # A descriptor is given, though the path is absolute, to get linkat with "follow".
                os.link(f"/proc/self/fd/{handle}", temporary, src_dir_fd=handle)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _nameless(folder: Path) -> int | None:
    """A file without a name in a folder, which vanishes if we do; None where there is no such."""
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not os.path.isdir("/proc/self/fd"):
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, 0o600)
    except OSError:
        return None


def _liken(handle: int, target: Path) -> None:
    """Give the new file the mode and, where we may, the owner of the old."""
    try:
        old = target.stat()
    except FileNotFoundError:
        os.fchmod(handle, 0o666 & ~_umask())
        return
    if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o777)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
