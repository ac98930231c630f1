"""Invented data in the place of the shipped ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def as_shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the invented data, which the program takes for the shipped one."""
    found = tmp_path / "data"
    shutil.copytree(HERE / "invented_articles", found)
    monkeypatch.setattr("kb.load.version.data_folder", lambda: found)
    monkeypatch.setattr("kb.load.base.data_folder", lambda: found)
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    return found
