"""The cache in bad hands: somebody else's, a link, read-only, full. The answer is always the same."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLI = [sys.executable, str(ROOT / "cli.py")]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away and mount")


def list_with(cache: Path, *more: str) -> tuple[int, bytes, bytes]:
    done = subprocess.run(
        [*CLI, "list", "--class", "ssri", *more], capture_output=True, check=False, cwd=ROOT, timeout=120,
        env={**os.environ, "KB_CACHE": str(cache)},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, bytes, bytes]:
    found = list_with(tmp_path_factory.mktemp("cache"))
    assert found[0] == 0
    assert b"sertraline" in found[1]
    assert found[2] == b""
    return found


@as_root
@pytest.mark.parametrize("mode", [0o700, 0o777, 0o1777])
def test_a_folder_of_somebody_else_is_neither_read_nor_written(
    tmp_path: Path, expected: tuple[int, bytes, bytes], mode: int
) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    folder.chmod(mode)
    assert list_with(folder) == expected
    assert list(folder.iterdir()) == []


def test_a_folder_that_all_may_write_is_not_used(
    tmp_path: Path, expected: tuple[int, bytes, bytes]
) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(0o777)
    assert list_with(folder) == expected
    assert list(folder.iterdir()) == []


def test_a_link_to_a_folder_of_ours_is_followed(
    tmp_path: Path, expected: tuple[int, bytes, bytes]
) -> None:
    real = tmp_path / "real"
    real.mkdir(mode=0o700)
    (tmp_path / "cache").symlink_to(real)
    assert list_with(tmp_path / "cache") == expected
    assert [path.suffix for path in real.iterdir()] == [".db"]


@pytest.mark.parametrize("target", ["nowhere", "cache", "/dev/null", "/proc/self"])
def test_a_link_that_leads_to_no_folder_of_ours(
    tmp_path: Path, expected: tuple[int, bytes, bytes], target: str
) -> None:
    (tmp_path / "cache").symlink_to(target)
    assert list_with(tmp_path / "cache") == expected
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_a_link_in_place_of_the_snapshot_is_replaced_and_its_target_kept(
    tmp_path: Path, expected: tuple[int, bytes, bytes]
) -> None:
    folder = tmp_path / "cache"
    assert list_with(folder) == expected
    (snapshot,) = folder.iterdir()
    mine = tmp_path / "mine"
    mine.write_text("a file of mine")
    snapshot.unlink()
    snapshot.symlink_to(mine)
    assert list_with(folder) == expected
    assert mine.read_text() == "a file of mine"
    assert snapshot.is_file()
    assert not snapshot.is_symlink()


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_something_else_in_place_of_the_snapshot(
    tmp_path: Path, expected: tuple[int, bytes, bytes], kind: str
) -> None:
    folder = tmp_path / "cache"
    assert list_with(folder) == expected
    (snapshot,) = folder.iterdir()
    snapshot.unlink()
    snapshot.mkdir() if kind == "folder" else os.mkfifo(snapshot)
    assert list_with(folder) == expected


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "none", str(folder)]
    if subprocess.run(options, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@as_root
def test_a_full_disk_below_the_cache(small_disk: Path, expected: tuple[int, bytes, bytes]) -> None:
    assert list_with(small_disk) == expected
    assert list(small_disk.iterdir()) == []


@as_root
def test_a_full_disk_below_the_output(small_disk: Path, tmp_path: Path) -> None:
    cache, target = tmp_path / "cache", small_disk / "a.html"
    target.write_text("old")
    code, out, err = list_with(cache, "--output", str(target))
    assert (code, out) == (0, b"")
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as stream:
        while True:
            stream.write(b"x" * 1024)
    before = target.read_text()
    code, out, err = list_with(cache, "--output", str(target))
    assert (code, out) == (2, b"")
    assert err.endswith(b"cannot be written: no space left on device. Nothing was changed.\n")
    assert target.read_text() == before
    assert sorted(path.name for path in small_disk.iterdir()) == ["a.html", "filler"]


@as_root
def test_a_disk_that_is_read_only(small_disk: Path, expected: tuple[int, bytes, bytes]) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert list_with(small_disk) == expected
    code, out, err = list_with(small_disk, "--output", str(small_disk / "a.html"))
    assert (code, out) == (2, b"")
    assert err.endswith(b"cannot be written: read-only file system. Nothing was changed.\n")


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
