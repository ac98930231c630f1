"""Where the shipped data is and which version it has, without parsing it."""

from __future__ import annotations

from pathlib import Path

from kb.load.cache import current_version
from kb.load.stamp import DataVersion


def data_folder() -> Path:
    """The shipped data: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "data"
    return packaged if packaged.is_dir() else package.parent / "data"


def data_version(folder: Path | None = None) -> DataVersion:
    """Version of the data in `folder`, by default the shipped data, from the bytes of its files."""
    return current_version(folder or data_folder())
