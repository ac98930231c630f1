"""Every hostile file is refused at its place, quickly, or read for what it says."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from pathlib import Path

import pytest

from kb.load.base import Loaded, read_all, read_files
from kb.load.files import read_text
from kb.problems import Problem
from tests.conftest import INVENTED
from tests.hostile.case import HEAD, Case
from tests.hostile.inputs import cases

BASE = read_all(INVENTED)
FAMILIES: dict[str, list[Case]] = defaultdict(list)
for _case in cases():
    FAMILIES[_case.name.split("-")[0].split(" ")[0]].append(_case)


def found_in(path: Path) -> Loaded:
    return read_files([path], [], BASE)


def test_there_are_many_cases() -> None:
    names = [case.name for family in FAMILIES.values() for case in family]
    assert len(set(names)) == len(names) > 700


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_hostile_file_is_refused_at_its_place(tmp_path: Path, family: str) -> None:
    path = tmp_path / "include-itself.yaml"
    for case in FAMILIES[family]:
        path.write_bytes(case.content)
        problems = found_in(path).problems
        if case.code == "":
            assert problems == [], case.name
        elif case.code != "*":
            assert any(is_expected(problem, case) for problem in problems), (
                case.name,
                problems[:3],
            )
        for problem in problems:
            assert problem.place.line > 0, case.name
            assert problem.place.column > 0, case.name
            assert problem.remedy, case.name
            assert len(problem.message) <= 400, case.name
        assert len(problems) <= 1_100, case.name


def is_expected(problem: Problem, case: Case) -> bool:
    return problem.code.startswith(case.code) and case.line in (0, problem.place.line)


def refused(path: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in found_in(path).problems]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    assert refused(tmp_path / "x.yaml") == [("E010", "this is not a regular file")]
    assert [code for code, _ in refused(tmp_path)] == ["E010"]


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/full", "/dev/urandom"])
def test_a_device_is_not_read(device: str) -> None:
    assert refused(Path(device)) == [("E010", "this is not a regular file")]


def test_names_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "gone.yaml").symlink_to("nothing.yaml")
    for name, reason in (
        ("loop.yaml", "too many levels of symbolic links"),
        ("gone.yaml", "no such file or directory"),
        ("none.yaml", "no such file or directory"),
        ("x" * 300, "file name too long"),
        ("gone.yaml/x", "no such file or directory"),
        ("a\0b", "its name is not usable"),
    ):
        assert refused(tmp_path / name) == [("E010", f"the file cannot be read: {reason}")]


def test_folders_in_folders_are_not_followed(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        (tmp_path / name).symlink_to(".", target_is_directory=True)
    assert [code for code, _ in refused(tmp_path)] == ["E010"] * 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(HEAD)
    (tmp_path / "x.yaml").chmod(0)
    assert refused(tmp_path / "x.yaml") == [("E010", "the file cannot be read: permission denied")]


def test_a_growing_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(HEAD)
    stop = threading.Event()

    def grow() -> None:
        with path.open("a") as stream:
            while not stop.is_set():
                stream.write("# more and more\n" * 1000)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        for _ in range(50):
            assert {p.code for p in found_in(path).problems} <= {"E011"}
    finally:
        stop.set()
        writer.join()


def test_a_vanishing_file_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    stop = threading.Event()

    def come_and_go() -> None:
        while not stop.is_set():
            path.write_text(HEAD)
            path.unlink()

    writer = threading.Thread(target=come_and_go)
    writer.start()
    try:
        for _ in range(300):
            assert {p.code for p in found_in(path).problems} <= {"E010", "E014"}
    finally:
        stop.set()
        writer.join()


def test_places_of_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    for raw, place, snippet in (
        (b"ab\r\ncd\xff ef\r\n", "x:2:3", "cd\ufffd ef"),
        (b"ab\rcd\n\xff", "x:3:1", "\ufffd"),
        (b"\xef\xbb\xbfa\xff", "x:1:2", "a\ufffd"),
        ("é\0".encode(), "x:1:2", "é\0"),
    ):
        path.write_bytes(raw)
        text, (problem,) = read_text(path, "x")
        assert (text, str(problem.place), problem.place.snippet) == (None, place, snippet)


SILENT = [
    ("    response: {disagree: [1 week, 2 weeks], when: adults}\n", '"when" beside `disagree` belongs to no claim'),
    ("    response: {disagree: [1 week]}\n", "a disagreement needs two claims"),
    ("    response: []\n", "an empty list says nothing"),
    ("    response: {value: 1 week, not: 2 weeks}\n", "a claim has a value or a denial, not both"),
    ("    response: {value: 1 week, origin: other}\n", '"origin" is not a key that is known here'),
    ("    response: {not-studied: x, place: y}\n", '"place" is not a key that is known here'),
    ("    otherwise: 1 week\n", "`otherwise` answers with a gap, never with a value"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "message"), SILENT, ids=[message for _, message in SILENT])
def test_nothing_is_dropped_in_silence(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"{HEAD}  onset:\n{lines}")
    (problem,) = found_in(path).problems
    assert (problem.message, problem.place.line) == (message, 6)


def test_a_record_does_not_name_its_origin(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"{HEAD}  origin: shipped\n")
    assert refused(path) == [("E102", '"origin" is not a key that is known here')]
