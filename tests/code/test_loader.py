"""Broken files: every fault at its place, with a remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.load.base import read_all, read_files
from kb.load.files import read_records
from kb.load.nodes import MOST_PROBLEMS, Mapping, parse_yaml
from tests.conftest import INVENTED

BAD = sorted((Path(__file__).parents[1] / "bad").glob("*.yaml"))


def test_there_are_bad_files() -> None:
    assert len(BAD) >= 20


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_fault_is_found_at_its_place(path: Path) -> None:
    expected = re.findall(r"# expect: (\S+ \S+)", path.read_text(encoding="utf-8"))
    found = read_files([path], [], read_all(INVENTED)).problems
    assert sorted(f"{p.place.line}:{p.place.column} {p.code}" for p in found) == sorted(expected)
    assert all(p.message and p.remedy for p in found)


def test_scalars_stay_text() -> None:
    node, problems = parse_yaml("a: NO\nb: 012\nc: 1:30\nd: 1e3\ne: .nan\nf: 2024-02-30\n", "x")
    assert problems == []
    assert isinstance(node, Mapping)
    texts = [value.text for value in node.entries.values()]  # type: ignore[union-attr]
    assert texts == ["NO", "012", "1:30", "1e3", ".nan", "2024-02-30"]


@pytest.mark.parametrize("depth", [70, 30_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    node, problems = parse_yaml("[" * depth, "x")
    assert node is None
    assert problems[-1].code == "E005"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "E014"), (b"\xff\xfe\x00", "E012"), (b"a\0b", "E012"), (b"# only a comment\n", "E014")],
)
def test_damaged_files(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    assert [p.code for p in read_records(path, "x.yaml", "treatments")[1]] == [code]


def test_control_characters_are_placed() -> None:
    node, problems = parse_yaml("- id: a\n  name: b\x07c\n", "x")
    assert node is None
    assert [(p.code, str(p.place), p.message) for p in problems] == [
        ("E001", "x:2:10", "this is not YAML: character U+0007 is not allowed")
    ]


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    assert read_records(tmp_path / "no.yaml", "no.yaml", "treatments")[1][0].code == "E010"
    assert read_records(tmp_path, "x", "treatments")[1][0].code == "E013"


def test_includes_are_read_in_order_and_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- id: a\n")
    (tmp_path / "t.yaml").write_text("include: [a.yaml, ../b.yaml]\ntreatments:\n  - id: c\n")
    nodes, problems = read_records(tmp_path / "t.yaml", "t.yaml", "treatments")
    assert len(nodes) == 2
    assert [(p.code, str(p.place)) for p in problems] == [("E016", "t.yaml:1:19")]


def test_a_paper_needs_an_identifier(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    head = "- id: a\n  type: trial\n  title: A trial\n"
    path.write_text(head)
    found = read_files([], [path], read_all(INVENTED)).problems
    assert [(p.code, p.place.line, p.record) for p in found] == [("E209", 1, "a")]
    path.write_text(head + '  pmid: "12345"\n')
    assert read_files([], [path], read_all(INVENTED)).problems == []


def test_a_named_file_may_restate_a_shipped_source_once(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    one = '- id: trial2020\n  type: trial\n  title: A trial\n  pmid: "12345"\n'
    path.write_text(one)
    assert read_files([], [path], read_all(INVENTED)).problems == []
    path.write_text(one + one)
    found = read_files([], [path], read_all(INVENTED)).problems
    assert [(p.code, p.place.line) for p in found] == [("E203", 5)]


def test_a_file_with_too_many_faults_or_values_is_not_read_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "a: 1\n" * 250
    node, problems = parse_yaml(text, "x")
    assert node is None
    assert len(problems) == MOST_PROBLEMS + 1
    assert (problems[-1].code, problems[-1].message, problems[-1].remedy) == (
        "E009", "more than 200 problems; the rest of the file was not read", "Mend these first.",
    )  # fmt: skip
    monkeypatch.setattr("kb.load.nodes.MOST_NODES", 5)
    node, problems = parse_yaml("[1, 2, 3, 4, 5, 6]", "x")
    assert node is None
    assert [(p.code, str(p.place), p.message, p.remedy) for p in problems] == [
        ("E009", "x:1:14", "more than 5 values in one file", "Split it into several files.")
    ]


def test_a_disagreement_needs_two_claims(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    head = "- id: x\n  name: x\n  category: supplement\n  level: agent\n  onset:\n    response: "
    for value, message in (
        ("{disagree: []}", "a disagreement needs two claims"), ("[]", "an empty list says nothing"),
    ):  # fmt: skip
        path.write_text(head + value + "\n")
        (problem,) = read_files([path], [], read_all(INVENTED)).problems
        assert (problem.place.line, problem.message) == (6, message)
