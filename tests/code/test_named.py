"""Named files: each is judged by what its name says that it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.load.base import load, read_all, read_files
from kb.load.parts import KINDS, kind_of
from tests.code.test_cli import run
from tests.conftest import INVENTED, TODAY

CITED = "cite: [trial2020 table 1], read: [2026-11-24]"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("relations/switching.yaml", "switching"), ("comparisons.yaml", "comparisons"),
        ("combinations.yaml", "combinations"), ("mine/concomitants.yaml", "concomitants"),
        ("populations.yaml", "populations"), ("sources.yaml", "sources"),
        ("sources/ssri.yaml", "sources"), ("treatments/ssri.yaml", "treatments"),
        ("draft.yaml", "treatments"), ("switching-notes.yaml", "treatments"),
    ],
)  # fmt: skip
def test_the_name_says_the_kind(path: str, kind: str) -> None:
    assert kind_of(Path(path)) == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("switching", f"- {{id: a, from: alphine, to: betazine, rule: {{value: direct, {CITED}}}}}\n", []),
        ("switching", f"- {{id: a, from: alfine, to: betazine, rule: {{value: direct, {CITED}}}}}\n",
         [(1, 3, "E210")]),
        ("switching", f"- {{id: a, from: alphine, to: betazine, rule: {{value: direkt, {CITED}}}}}\n",
         [(1, 54, "E104")]),
        ("switching", "- {id: a, from: alphine, to: betazine, rule: {value: direct, cite: [gone 1]}}\n",
         [(1, 69, "E201")]),
        ("switching", "- alphine\n", [(1, 3, "E101")]),
        ("combinations", f"- {{id: a, of: alphine, with: gammas, rule: {{value: caution, {CITED}}}}}\n", []),
        ("concomitants", "- {id: deltas, name: deltas}\n", []),
        ("concomitants", "- {id: deltas, name: alphine}\n", [(1, 3, "E204")]),
        ("concomitants", "- {id: deltas, nam: deltas}\n", [(1, 3, "E103"), (1, 16, "E102")]),
        ("populations",
         "- {id: a, name: a, definition: b, wordings: [adults with major depression]}\n", []),
        ("populations", "- {id: a, name: a, definition: b, wordings: [people]}\n", [(1, 46, "E212")]),
        ("sources", "- {id: trial2020, type: review, title: Anew, pmid: '1234'}\n", []),
        ("sources", "- {id: a, type: blog, title: b}\n", [(1, 17, "E104")]),
    ],
)  # fmt: skip
def test_a_file_is_judged_beside_the_base(
    tmp_path: Path, name: str, text: str, expected: list[tuple[int, int, str]]
) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    for base in (read_all(INVENTED), load(folder=INVENTED, today=TODAY)):
        found = read_files([path], [], base)
        assert [(p.place.line, p.place.column, p.code) for p in found.problems] == expected
        assert all(p.place.file == str(path) for p in found.problems)
        read = sum(found.own.values())
        assert read == (0 if expected and expected[0][2] in ("E101", "E103", "E104") else 1)


def test_files_that_belong_together_know_each_other(tmp_path: Path) -> None:
    records = tmp_path / "mine.yaml"
    records.write_text("- {id: mine, name: mine, category: pharmacotherapy, level: agent}\n")
    rules = tmp_path / "switching.yaml"
    rules.write_text(f"- {{id: a, from: alphine, to: mine, rule: {{value: direct, {CITED}}}}}\n")
    alone = read_files([rules], [], read_all(INVENTED))
    assert [p.code for p in alone.problems] == ["E210"]
    assert read_files([rules, records], [], read_all(INVENTED)).problems == []


def test_every_file_of_the_invented_data_is_good_by_itself() -> None:
    files = sorted(INVENTED.rglob("*.yaml"))
    assert len(files) == 7
    for path in files:
        assert read_files([path], [], read_all(INVENTED)).problems == []


def test_validate_says_what_it_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "populations.yaml"
    shutil.copy(Path(__file__).resolve().parents[2] / "data/populations.yaml", path)
    code, _, err = run(capsys, "validate", str(path))
    assert code == 0
    assert err.replace("\u00a0", " ") == "7 populations: no problem.\n"


def test_what_was_read_is_counted_without_what_stands_around() -> None:
    whole = read_all(INVENTED).own
    assert whole["source"] > 1
    assert read_files([], [], read_all(INVENTED)).own["source"] == 0


RULE = f"- {{id: a, from: alphine, to: betazine, rule: {{value: direct, {CITED}}}}}\n"


def test_a_folder_holds_what_it_would_hold_as_an_overlay(tmp_path: Path) -> None:
    (tmp_path / "relations").mkdir()
    (tmp_path / "relations/switching.yaml").write_text(RULE, encoding="utf-8")
    for folder in (tmp_path, tmp_path / "relations"):
        found = read_files([folder], [], load(folder=INVENTED, today=TODAY))
        assert found.problems == []
        assert {kind: number for kind, number in found.own.items() if number} == {"relation": 1}


def test_a_fault_in_a_folder_stands_at_its_file(tmp_path: Path) -> None:
    (tmp_path / "relations").mkdir()
    path = tmp_path / "relations/switching.yaml"
    path.write_text(RULE.replace("betazine", "betasine"), encoding="utf-8")
    (tmp_path / "relations/notes.yaml").write_text(RULE, encoding="utf-8")
    found = read_files([tmp_path], [], load(folder=INVENTED, today=TODAY))
    assert sorted((p.code, p.place.file, p.place.line) for p in found.problems) == [
        ("E017", str(tmp_path / "relations/notes.yaml"), 1),
        ("E210", str(path), 1),
    ]


def test_an_empty_folder_is_one_fault(tmp_path: Path) -> None:
    found = read_files([tmp_path], [], load(folder=INVENTED, today=TODAY))
    assert [(p.code, p.message, p.remedy) for p in found.problems] == [
        ("E013", "no .yaml file here", "Name a folder with data.")
    ]
