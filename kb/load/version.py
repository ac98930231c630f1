"""Where the shipped data is and which version it has, without parsing it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple


def data_folder() -> Path:
    """The shipped data: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "data"
    return packaged if packaged.is_dir() else package.parent / "data"


class DataVersion(NamedTuple):
    """The date of the last reading in the data, and a hash of its files."""

    date: str
    digest: str

    def __str__(self) -> str:
        return f"{self.date} {self.digest}"


def data_version(folder: Path | None = None) -> DataVersion:
    """Version of the data in `folder`, by default the shipped data, from the bytes of its files."""
    folder = folder or data_folder()
    digest = hashlib.sha256()
    latest = b""
    for path in sorted(folder.rglob("*.yaml")):
        raw = path.read_bytes()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + raw + b"\0")
        for part in raw.split(b"read: [")[1:]:
            latest = max(latest, *(day.strip() for day in part.split(b"]")[0].split(b",")))
    return DataVersion(latest.decode("ascii", "replace") or "undated", digest.hexdigest()[:12])
