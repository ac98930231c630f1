"""What is said of broken files, word for word; `make golden` rewrites it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cli.faults import fitted
from kb.load.base import read_all, read_files
from kb.load.nodes import LONGEST
from kb.problems import Problem
from tests.conftest import INVENTED
from tests.hostile.inputs import cases

TESTS = Path(__file__).parents[1]
BAD = sorted((TESTS / "bad").glob("*.yaml"))
BASE = read_all(INVENTED)


def said(problem: Problem, name: str) -> Iterator[str]:
    """A problem as a curator reads it, with the part that its caret marks."""
    place = problem.place
    yield f"{name}:{place.line}:{place.column} {problem.code} {problem.record}|{problem.field}"
    marked = place.snippet[place.column - 1 : place.column - 1 + place.width]
    yield f"    {problem.severity.value}: {problem.message}"
    yield f"    [{marked[:60]}] {problem.remedy}"


def bad_files() -> Iterator[str]:
    """Every problem of the broken files."""
    for path in BAD:
        for problem in read_files([path], [], BASE).problems:
            yield from said(problem, path.name)


def hostile_files(path: Path) -> Iterator[str]:
    """The first problem of each kind in the hostile files: one for each code and remedy."""
    known: set[tuple[str, str]] = set()
    for case in cases():
        if len(case.content) > LONGEST * 4:
            continue
        path.write_bytes(case.content)
        for problem in read_files([path], [], BASE).problems[:5]:
            if (problem.code, problem.remedy) not in known:
                known.add((problem.code, problem.remedy))
                yield from said(problem, case.name)


@pytest.mark.parametrize("kind", ["bad", "hostile"])
def test_problems_are_said_as_recorded(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    lines = bad_files() if kind == "bad" else hostile_files(tmp_path / "x.yaml")
    shown = "\n".join(line.encode("unicode_escape").decode().rstrip() for line in lines) + "\n"
    path = TESTS / "golden" / f"problems-{kind}.txt"
    if request.config.getoption("--golden"):
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), "run `make golden` and read what it wrote"
    assert shown == path.read_text(encoding="utf-8")


def test_messages_are_broken_between_words() -> None:
    said = (
        "These values cannot stand in one order, because they differ in\n"
        "  population: “adults with a first episode”; “older adults”\n"
        "Or sort by name."
    )
    assert fitted(said, 40) == (
        "These values cannot stand in one order,\n"
        "because they differ in\n"
        "  population: “adults with a first\n"
        "    episode”; “older adults”\n"
        "Or sort by name."
    )
    assert fitted(said, 0) == said


def test_of_a_long_line_the_part_that_is_pointed_at_is_shown() -> None:
    said = f"    {'a' * 30} and rute = oral and more\n    {' ' * 35}^^^^ no field is called"
    assert fitted(said, 40) == (
        "    aaaaaaaaaaaaaaa and rute = oral and \n"
        "                        ^^^^ no field is\n"
        "                          called"
    )
    assert fitted(said, 80) == said


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert fitted("a/very/long/path/without/a/blank/in/it.yaml", 30) == (
        "a/very/long/path/without/a/blank/in/it.yaml"
    )
