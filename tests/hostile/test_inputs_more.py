"""Hostile files of sources and relations, long lists, and files that are named again and again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.load.base import read_all, read_files
from kb.load.loaded import MOST_IN_ALL
from tests.conftest import INVENTED
from tests.hostile.case import HEAD
from tests.hostile.inputs_values import RELATIONS, sources

BASE = read_all(INVENTED)


def codes(path: Path, text: str | bytes) -> list[tuple[str, str]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = read_files([path], [], BASE).problems
    assert all(p.remedy and p.place.line > 0 and p.place.column > 0 for p in found)
    return [(p.code, p.message) for p in found]


@pytest.mark.parametrize("case", list(sources()), ids=lambda case: ascii(case.name))
def test_a_hostile_source_is_refused(tmp_path: Path, case: object) -> None:
    found = codes(tmp_path / "sources.yaml", case.content)  # type: ignore[attr-defined]
    assert {code for code, _ in found} & {"E001", "E104"}


@pytest.mark.parametrize(
    "link", ["https://x.org", "http://x.org:8080/a_(b)?c=[d]&e='f'#g", "https://x.org./a%20b"]
)
def test_a_plain_link_is_taken(tmp_path: Path, link: str) -> None:
    assert (
        codes(tmp_path / "sources.yaml", f'- {{id: a, type: label, title: b, link: "{link}"}}\n')
        == []
    )


@pytest.mark.parametrize(("kind", "text", "code"), RELATIONS)
def test_a_relation_that_cannot_be(tmp_path: Path, kind: str, text: str, code: str) -> None:
    assert [found for found, _ in codes(tmp_path / f"{kind}.yaml", text + "\n")] == [code]


def test_a_class_may_be_on_both_sides_and_so_may_several(tmp_path: Path) -> None:
    cited = "cite: [trial2020 table 1], read: [2026-11-24]"
    rule = f"rule: {{value: direct, {cited}}}"
    text = f"- {{id: a, from: alphines, to: alphines, {rule}}}\n"
    text += f"- {{id: b, from: [alphine, betazine], to: [alphine, betazine], {rule}}}\n"
    assert codes(tmp_path / "switching.yaml", text) == []


def test_a_file_is_included_once(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(HEAD)
    text = "include:\n- b.yaml\n- ./b.yaml\n- .//b.yaml\n" + "- b.yaml\n" * 50_000
    found = codes(tmp_path / "x.yaml", text)
    assert found[:2] == [("E018", "this file is listed already (in line 2)")] * 2
    assert found[-1] == ("E009", "more than 200 problems; what follows was not read")
    assert len(found) == 201


def test_names_of_files_that_lead_nowhere_end(tmp_path: Path) -> None:
    found = codes(
        tmp_path / "x.yaml", "include:\n" + "".join(f"- g{i}.yaml\n" for i in range(100_000))
    )
    assert found[0] == ("E010", "the file cannot be read: no such file or directory")
    assert len(found) == 201
    for name in (" ", "..\\\\b.yaml", "a\\e[31m\\nb", "b.yaml/", "x" * 5000):
        found = codes(tmp_path / "x.yaml", f'include: ["{name}"]\n')
        assert [code for code, _ in found] == ["E010"], name


def test_faults_that_show_only_in_the_end_are_bounded_too(tmp_path: Path) -> None:
    text = "".join(f"- {{id: c{i}, name: alphine}}\n" for i in range(15_000))
    found = codes(tmp_path / "concomitants.yaml", text)
    assert len(found) == MOST_IN_ALL + 1
    assert found[-1] == ("E009", "14,700 more problems, which are not shown")


def test_a_link_to_a_file_counts_as_that_file_and_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(HEAD)
    os.symlink("b.yaml", tmp_path / "c.yaml")
    found = codes(tmp_path / "x.yaml", "include: [b.yaml, c.yaml]\n")
    assert found == [("E203", 'a second treatment is called "x"')]
