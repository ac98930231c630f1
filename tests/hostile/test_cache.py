"""The cache in bad hands: somebody else's, a link, read-only, full. The answer is always the same.

Each is tried as whoever runs the tests, and where that is root as a user who owns nothing too: what
root may always do, read and write, is what a fault of rights would hide behind.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.program import AS_NOBODY, NOBODY, ROOT, can_be_nobody

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away and mount")
Answer = tuple[int, bytes, bytes]
"""Exit code, stdout, stderr."""


class User(NamedTuple):
    """Who runs the program, and a folder that is theirs."""

    command: list[str]
    folder: Path
    nobody: bool

    def list_with(self, cache: Path, *more: str) -> Answer:
        """The answer to one question, with a cache."""
        done = subprocess.run(
            [*self.command, "list", "--class", "alphines", *more], capture_output=True, check=False,
            cwd=ROOT, timeout=120, env={**os.environ, "KB_CACHE": str(cache)},
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    def given(self, path: Path) -> Path:
        """`path`, which is theirs from now on."""
        if self.nobody:
            os.lchown(path, NOBODY, NOBODY)
        return path


@pytest.fixture(params=["me", "nobody"])
def user(request: pytest.FixtureRequest, small_kb: list[str]) -> Iterator[User]:
    nobody = request.param == "nobody"
    if nobody and not can_be_nobody():
        pytest.skip("no process of another user can be started here")
    # Not below pytest's own folder, which is closed to all others.
    folder = Path(tempfile.mkdtemp(prefix="kb-user-"))
    found = User([*(AS_NOBODY if nobody else ()), *small_kb], folder, nobody)
    found.given(folder)
    yield found
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def expected(small_kb: list[str], tmp_path_factory: pytest.TempPathFactory) -> Answer:
    folder = tmp_path_factory.mktemp("cache")
    found = User(small_kb, folder, False).list_with(folder)
    assert found[0] == 0
    assert b"betazine" in found[1]
    assert found[2] == b""
    return found


@as_root
@pytest.mark.parametrize("mode", [0o700, 0o777, 0o1777])
def test_a_folder_of_somebody_else_is_neither_read_nor_written(
    user: User, expected: Answer, mode: int
) -> None:
    folder = user.folder / "cache"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    folder.chmod(mode)
    assert user.list_with(folder) == expected
    assert list(folder.iterdir()) == []


def test_a_folder_that_all_may_write_is_not_used(user: User, expected: Answer) -> None:
    folder = user.folder / "cache"
    folder.mkdir()
    user.given(folder).chmod(0o777)
    assert user.list_with(folder) == expected
    assert list(folder.iterdir()) == []


def test_a_link_to_a_folder_of_ours_is_followed(user: User, expected: Answer) -> None:
    real = user.folder / "real"
    real.mkdir(mode=0o700)
    user.given(real)
    (user.folder / "cache").symlink_to(real)
    assert user.list_with(user.folder / "cache") == expected
    assert [path.suffix for path in real.iterdir()] == [".db"]


@pytest.mark.parametrize("target", ["nowhere", "cache", "/dev/null", "/proc/self"])
def test_a_link_that_leads_to_no_folder_of_ours(user: User, expected: Answer, target: str) -> None:
    (user.folder / "cache").symlink_to(target)
    assert user.list_with(user.folder / "cache") == expected
    assert [path.name for path in user.folder.iterdir()] == ["cache"]


def test_a_link_in_place_of_the_snapshot_is_replaced_and_its_target_kept(
    user: User, expected: Answer
) -> None:
    folder = user.folder / "cache"
    assert user.list_with(folder) == expected
    (snapshot,) = folder.iterdir()
    mine = user.folder / "mine"
    mine.write_text("a file of mine")
    snapshot.unlink()
    snapshot.symlink_to(mine)
    assert user.list_with(folder) == expected
    assert mine.read_text() == "a file of mine"
    assert snapshot.is_file()
    assert not snapshot.is_symlink()


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_something_else_in_place_of_the_snapshot(user: User, expected: Answer, kind: str) -> None:
    folder = user.folder / "cache"
    assert user.list_with(folder) == expected
    (snapshot,) = folder.iterdir()
    snapshot.unlink()
    snapshot.mkdir() if kind == "folder" else os.mkfifo(snapshot)
    user.given(snapshot)
    assert user.list_with(folder) == expected


@pytest.fixture
def small_disk(user: User) -> Iterator[Path]:
    folder = user.folder / "disk"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=16k,mode=700", "none", str(folder)]
    if subprocess.run(options, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@as_root
def test_a_full_disk_below_the_cache(user: User, small_disk: Path, expected: Answer) -> None:
    assert user.list_with(user.given(small_disk)) == expected
    assert list(small_disk.iterdir()) == []


@as_root
def test_a_full_disk_below_the_output(user: User, small_disk: Path) -> None:
    cache, target = user.folder / "cache", user.given(small_disk) / "a.html"
    target.write_text("old")
    user.given(target)
    code, out, err = user.list_with(cache, "--output", str(target))
    assert (code, out) == (0, b"")
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as stream:
        while True:
            stream.write(b"x" * 1024)
    before = target.read_text()
    code, out, err = user.list_with(cache, "--output", str(target))
    assert (code, out) == (2, b"")
    assert err.endswith(b"cannot be written: no space left on device. Nothing was changed.\n")
    assert target.read_text() == before
    assert sorted(path.name for path in small_disk.iterdir()) == ["a.html", "filler"]


@as_root
def test_a_disk_that_is_read_only(user: User, small_disk: Path, expected: Answer) -> None:
    user.given(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert user.list_with(small_disk) == expected
    code, out, err = user.list_with(small_disk, "--output", str(small_disk / "a.html"))
    assert (code, out) == (2, b"")
    assert err.endswith(b"cannot be written: read-only file system. Nothing was changed.\n")


def test_a_folder_that_may_not_be_written(user: User, expected: Answer) -> None:
    """Root may write anywhere: there it is a folder like any other."""
    folder, rightless = user.folder / "cache", os.geteuid() != 0 or user.nobody
    folder.mkdir()
    user.given(folder).chmod(0o500)
    assert user.list_with(folder) == expected
    assert [path.suffix for path in folder.iterdir()] == ([] if rightless else [".db"])
    target = folder / "a.html"
    code, out, err = user.list_with(folder, "--output", str(target))
    assert (code, out) == (2 if rightless else 0, b"")
    assert target.exists() is not rightless
    if rightless:
        assert err.endswith(b"cannot be written: permission denied. Nothing was changed.\n")


def test_an_export_that_may_not_be_written_is_kept(user: User) -> None:
    """The folder may be written, so that a new file could take its place: it must not."""
    target = user.folder / "a.html"
    target.write_text("old")
    user.given(target).chmod(0o400)
    code, out, err = user.list_with(user.folder / "cache", "--output", str(target))
    if os.geteuid() == 0 and not user.nobody:
        assert (code, out) == (0, b"")
    else:
        assert (code, out) == (2, b"")
        assert err.endswith(b"cannot be written: permission denied. Nothing was changed.\n")
        assert target.read_text() == "old"
    assert sorted(path.name for path in user.folder.iterdir() if path.is_file()) == ["a.html"]


@pytest.mark.parametrize("seconds", [-(10**9), 3_600, 10**9])
def test_data_from_another_time_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    from kb.load import stamp
    from kb.load.base import load
    from tests.conftest import INVENTED

    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(stamp, "SMALL", 0)
    shutil.copytree(INVENTED, tmp_path / "data")
    path = tmp_path / "data" / "treatments.yaml"
    moment = time.time() + seconds
    for text in ("", "# more\n", ""):
        path.write_text(path.read_text("utf-8") + text, "utf-8")
        os.utime(path, (moment, moment))
        for _ in range(2):
            base = load(folder=tmp_path / "data")
            assert [record.id for record in base][:2] == ["alphine", "alphines"]
    path.write_text(
        path.read_text("utf-8").replace("start: 2.5 mg/day", "start: 5 mg/day"), "utf-8"
    )
    os.utime(path, (moment, moment))
    assert [v.text for v in load(folder=tmp_path / "data")["alphine"].dosing.start.values] == [
        "5 mg/day"
    ]
