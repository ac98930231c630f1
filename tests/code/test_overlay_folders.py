"""Overlays in every shape: a folder laid out as the data is, single files, and odd ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.load.base import load, read_all
from kb.problems import DataInvalid
from tests.conftest import INVENTED, TODAY

SOURCE = "- {id: mine2026, type: label, title: My label}\n"
RECORD = "- {id: local-cure, name: local cure, category: supplement, level: agent}\n"
CITED = "cite: [trial2020 table 1], read: [2026-11-24]"
SWITCH = f"- {{id: mine, from: alphine, to: betazine, rule: {{value: direct, {CITED}}}}}\n"
KIND = "- {id: ours, name: ours, definition: b, wordings: [adults over 65]}\n"
ALL = {"treatment": "local-cure", "source": "mine2026", "relation": "mine", "population": "ours"}


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def added(*overlays: Path) -> dict[str, list[str]]:
    """What overlays add to the invented data, by kind."""
    found, own = read_all(INVENTED, overlays), read_all(INVENTED)
    assert [(p.code, str(p.place)) for p in found.problems] == []
    return {
        kind: sorted(set(records) - set(own.tables[kind]))
        for kind, records in found.tables.items()
        if set(records) - set(own.tables[kind])
    }


@pytest.mark.parametrize(
    ("files", "kinds"),
    [
        ({"treatments.yaml": RECORD}, "treatment"),
        ({"sources.yaml": SOURCE}, "source"),
        ({"sources/label.yaml": SOURCE}, "source"),
        ({"relations/switching.yaml": SWITCH}, "relation"),
        ({"switching.yaml": SWITCH}, "relation"),
        ({"populations.yaml": KIND}, "population"),
        ({"treatments/a.yaml": RECORD}, "treatment"),
        ({"treatments.yaml": "include: [treatments/a.yaml]\n", "treatments/a.yaml": RECORD}, "treatment"),
        ({"a.yaml": RECORD, "sources.yaml": SOURCE}, "treatment source"),
        ({"a.yaml": RECORD, "sources.yaml": SOURCE, "switching.yaml": SWITCH, "populations.yaml": KIND},
         "treatment source relation population"),
        ({"treatments.yaml": RECORD, "sources/a.yaml": SOURCE, "relations/switching.yaml": SWITCH,
          "populations.yaml": KIND}, "treatment source relation population"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else None,
)  # fmt: skip
def test_each_file_is_read_as_what_it_is(tmp_path: Path, files: dict[str, str], kinds: str) -> None:
    folder = written(tmp_path / "mine", files)
    assert added(folder) == {kind: [ALL[kind]] for kind in kinds.split()}


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("sources.yaml", SOURCE, "source"), ("switching.yaml", SWITCH, "relation"),
        ("populations.yaml", KIND, "population"), ("notes.yaml", RECORD, "treatment"),
        ("notes.yml", RECORD, "treatment"), ("notes", RECORD, "treatment"),
        ("sources/label.yaml", SOURCE, "source"),
    ],
)  # fmt: skip
def test_a_single_file_is_told_by_its_name(tmp_path: Path, name: str, text: str, kind: str) -> None:
    written(tmp_path, {name: text})
    assert added(tmp_path / name) == {kind: [ALL[kind]]}


def test_a_folder_of_sources_is_told_by_its_name(tmp_path: Path) -> None:
    assert added(written(tmp_path / "sources", {"a.yaml": SOURCE})) == {"source": ["mine2026"]}


def test_records_may_cite_the_sources_beside_them(tmp_path: Path) -> None:
    cited = RECORD.rstrip("}\n") + ", onset: {response: {value: 1 week, cite: [mine2026 x]}}}\n"
    added(written(tmp_path / "mine", {"a.yaml": cited, "sources.yaml": SOURCE}))
    added(
        written(tmp_path / "b", {"a.yaml": cited}),
        written(tmp_path / "c", {"sources.yaml": SOURCE}),
    )


@pytest.mark.parametrize(
    ("files", "remedy"),
    [
        ({}, "Name a folder with data."),
        ({"readme.txt": "x"}, "Name a folder with data."),
        ({"deep/treatments.yaml": RECORD}, "Name a folder with data."),
        ({"notes.yml": RECORD}, "Give data files a name that ends in .yaml."),
        ({"relations/readme.txt": "x"}, "Name a folder with data."),
    ],
)
def test_a_folder_without_data_says_so(tmp_path: Path, files: dict[str, str], remedy: str) -> None:
    folder = written(tmp_path / "mine", files)
    with pytest.raises(DataInvalid) as caught:
        load([folder], folder=INVENTED, today=TODAY)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place), problem.message, problem.remedy) == (
        "E013", f"{folder}:1:1", "no .yaml file here", remedy
    )  # fmt: skip


def test_a_file_that_nobody_reads_is_named(tmp_path: Path) -> None:
    """Relations whose name says no kind, and records that `treatments.yaml` does not list."""
    folder = written(
        tmp_path / "mine",
        {
            "relations/swiching.yaml": SWITCH, "treatments.yaml": "include: [a.yaml]\n",
            "a.yaml": RECORD, "forgotten.yaml": RECORD,
        },
    )  # fmt: skip
    found = read_all(INVENTED, [folder]).problems
    assert [(p.code, str(p.place), p.message) for p in found] == [
        ("E017", f"{folder}/forgotten.yaml:1:1", "nothing reads this file"),
        ("E017", f"{folder}/relations/swiching.yaml:1:1", "nothing reads this file"),
    ]
    assert [p.remedy for p in found] == [
        "List it in treatments.yaml under `include:`, or move it away.",
        "Call it one of switching.yaml, combinations.yaml, comparisons.yaml, concomitants.yaml.",
    ]


def test_a_folder_named_by_dots_has_a_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(
        tmp_path / "mine", {"a.yaml": "- {id: alphine, onset: {response: not-studied}}\n" + RECORD}
    )
    monkeypatch.chdir(folder)
    for path in (Path(), Path("../mine/."), Path("..") / "mine", folder / ".." / "mine"):
        base = load([path], folder=INVENTED, today=TODAY)
        assert base["local cure"].origin == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    folder = written(tmp_path / "mine", {"a.yaml": RECORD})
    folder.chmod(0)
    try:
        assert [p.code for p in read_all(INVENTED, [folder]).problems] == ["E013"]
    finally:
        folder.chmod(0o700)
