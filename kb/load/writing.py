"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from kb.problems import UsageFault


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` by `text` in UTF-8, whole or not at all; see `write_bytes_atomically`."""
    write_bytes_atomically(path, text.encode("utf-8"))


def write_bytes_atomically(path: Path, raw: bytes) -> None:
    """Replace `path` by `raw`: a temporary file beside it, flushed to disk, then renamed.

    A symbolic link keeps pointing and its target is replaced; the mode of an existing file is
    kept. Raises UsageFault with the reason if it cannot be written; nothing is left behind.
    """
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():
        raise UsageFault(f"{path} is not a regular file. Name another.")
    temporary = ""
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
        temporary = ""
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageFault(f"{path} cannot be written: {reason}. Nothing was changed.") from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
