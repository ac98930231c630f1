"""Files are replaced whole, keep mode and link, and a killed writer leaves no half file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bench.kills import kill_writers
from kb.load import writing
from kb.load.writing import write_atomically, write_bytes_atomically
from kb.problems import UsageFault


@pytest.fixture(params=["nameless", "named"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "named":
        monkeypatch.setattr(writing, "_nameless", lambda _: None)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_new_and_old(folder: Path) -> None:
    path = folder / "a.txt"
    old_mask = os.umask(0o027)
    try:
        write_atomically(path, "é\n")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o755)
        write_bytes_atomically(path, b"new")
    finally:
        os.umask(old_mask)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o755)
    assert names(folder) == ["a.txt"]


def test_links_keep_pointing(folder: Path) -> None:
    (folder / "deep").mkdir()
    target = folder / "deep" / "t.txt"
    target.write_text("old")
    (folder / "l.txt").symlink_to("deep/t.txt")
    (folder / "dangling.txt").symlink_to("deep/new.txt")
    write_atomically(folder / "l.txt", "new")
    write_atomically(folder / "dangling.txt", "newer")
    assert (folder / "l.txt").is_symlink()
    assert (target.read_text(), (folder / "deep" / "new.txt").read_text()) == ("new", "newer")
    assert names(folder / "deep") == ["new.txt", "t.txt"]


def test_a_file_that_may_not_be_written_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "a.txt"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write whatever its mode is
    with pytest.raises(UsageFault) as caught:
        write_atomically(path, "new")
    assert str(caught.value) == (
        f"{path} cannot be written: permission denied. Nothing was changed."
    )
    assert (path.read_text(), names(folder)) == ("old", ["a.txt"])
    write_atomically(folder / "b.txt", "new")
    assert names(folder) == ["a.txt", "b.txt"]


def test_what_cannot_be_written_says_so(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    for name, words in (
        (".", "is not a regular file"),
        ("pipe", "is not a regular file"),
        ("loop", "cannot be written"),
        ("no/such/a.txt", "cannot be written: no such file or directory. Nothing was changed."),
        ("x" * 300, "cannot be written: file name too long"),
        ("a\0b", "cannot be written: its name is not usable"),
    ):
        with pytest.raises(UsageFault, match=words):
            write_atomically(folder / name, "x")
    assert names(folder) == ["loop", "pipe"]


def test_a_full_disk_keeps_the_old(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a.txt"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageFault, match="no space left on device"):
        write_atomically(path, "new")
    assert (path.read_text(), names(folder)) == ("old", ["a.txt"])


def test_killed_writers_leave_no_half_file(tmp_path: Path) -> None:
    """A short run; `python bench/kills.py` does 1,000."""
    assert kill_writers(tmp_path, 12) == []
