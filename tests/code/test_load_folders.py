"""Folders of data: missing and damaged parts, relations, overlays, and what is kept of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.load.base import (
    Loaded,
    compile_snapshot,
    load,
    read_all,
    read_base,
    read_files,
    read_kept,
)
from kb.load.build import _known
from kb.load.files import decoded, is_there, read_records
from kb.load.loaded import MOST_IN_ALL
from kb.load.nodes import _place_of
from kb.load.skeleton import skeleton
from kb.load.snapshot import keep_snapshot, open_snapshot
from kb.load.store import Store
from kb.problems import DataInvalid, Place, UsageFault
from tests.conftest import INVENTED, TODAY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    shutil.copytree(INVENTED, tmp_path / "data")
    return tmp_path / "data"


def found(loaded: Loaded) -> list[tuple[str, str, str]]:
    return [(p.code, str(p.place), p.message) for p in loaded.problems]


def kept(folder: Path) -> list[str]:
    return [path.suffix for path in (folder.parent / "cache").glob("*")]


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    missing = tmp_path / "no such folder"
    assert open_snapshot(missing) is None
    with pytest.raises(DataInvalid) as caught:
        load(folder=missing, today=TODAY)
    assert [(p.code, str(p.place)) for p in caught.value.problems] == [
        ("E010", "data/treatments.yaml:1:1")
    ]
    assert kept(missing) == []


def test_sources_may_be_a_folder_alone(folder: Path) -> None:
    (folder / "sources").mkdir()
    (folder / "sources.yaml").rename(folder / "sources" / "all.yaml")
    assert found(read_all(folder)) == []
    assert list(load(folder=folder, today=TODAY).sources) == ["label-us-2025", "trial2020"]


def test_what_is_faulty_is_not_kept_and_what_is_good_is_kept_once(folder: Path) -> None:
    path = folder / "sources.yaml"
    good = path.read_text("utf-8")
    path.write_text("- just words\n" + good, "utf-8")
    loaded = read_base(folder)
    assert isinstance(loaded, Loaded)
    assert found(loaded) == [("E101", "data/sources.yaml:1:3", "a source must be a mapping")]
    assert kept(folder) == []
    path.write_text(good, "utf-8")
    assert isinstance(read_base(folder), Loaded)
    assert kept(folder) == [".db"]
    (snapshot,) = (folder.parent / "cache").glob("*.db")
    inode = snapshot.stat().st_ino
    read_kept(folder)
    assert snapshot.stat().st_ino == inode
    read_kept(folder, anew=True)
    assert snapshot.stat().st_ino != inode
    assert not isinstance(read_base(folder), Loaded)


def test_a_snapshot_that_cannot_be_written_is_no_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kb.load.snapshot.write_store", refuse)
    assert found(read_kept(folder)) == []
    assert kept(folder) == []
    monkeypatch.setenv("KB_CACHE", "off")
    monkeypatch.setattr("kb.load.snapshot.write_snapshot", None)
    keep_snapshot(folder, ("d", "x"), {})  # type: ignore[arg-type]


def test_a_snapshot_is_compiled_of_good_data_only(folder: Path, tmp_path: Path) -> None:
    compile_snapshot(folder, folder / "snapshot.db")
    assert isinstance(open_snapshot(folder), Store)
    path = folder / "treatments.yaml"
    path.write_text(path.read_text("utf-8") + "- id: alphine\n", "utf-8")
    with pytest.raises(DataInvalid):
        compile_snapshot(folder, tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()


def test_reading_stops_at_too_many_problems_in_sources(folder: Path) -> None:
    bad = "- type: label\n  title: no id\n"
    (folder / "sources.yaml").write_text(bad * (MOST_IN_ALL + 5), "utf-8")
    loaded = read_all(folder)
    ends = [p for p in loaded.problems if p.code == "E009"]
    assert [str(p.place) for p in ends] == [f"data/sources.yaml:{2 * MOST_IN_ALL + 1}:3"]
    assert ends[0].message == f"more than {MOST_IN_ALL} problems; what follows was not read"
    assert loaded.treatments == {}


def test_a_mistyped_key_of_a_source(folder: Path) -> None:
    (folder / "sources.yaml").write_text("- id: a\n  type: label\n  titel: T\n", "utf-8")
    (first, second) = [
        p for p in read_all(folder).problems if p.place.file.endswith("sources.yaml")
    ]
    assert (str(first.place), first.message) == (
        "data/sources.yaml:1:3", 'the key "title" is missing',
    )  # fmt: skip
    assert (str(second.place), second.message, second.remedy) == (
        "data/sources.yaml:3:3", '"titel" is not a key that is known here', "Did you mean title?",
    )  # fmt: skip


RELATIONS = {
    "switching.yaml": (
        "- words\n",
        ("E101", "data/relations/switching.yaml:1:3", "a relation must be a mapping"),
    ),
    "concomitants.yaml": (
        "- words\n",
        ("E101", "data/relations/concomitants.yaml:1:3", "a relation must be a mapping"),
    ),
    "combinations.yaml": (
        "- of: alphine\n  with: gammas\n  rule: {value: caution, cite: [trial2020 x], read: [2026-11-24]}\n",
        ("E103", "data/relations/combinations.yaml:1:3", 'the key "id" is missing'),
    ),
}


@pytest.mark.parametrize("name", RELATIONS)
def test_what_is_no_relation_is_refused_at_its_place(folder: Path, name: str) -> None:
    path = folder / "relations" / name
    text, expected = RELATIONS[name]
    path.write_text(text + path.read_text("utf-8"), "utf-8")
    assert found(read_all(folder)) == [expected]


def test_a_second_relation_of_one_id_and_a_concomitant_without_a_name(folder: Path) -> None:
    path = folder / "relations" / "comparisons.yaml"
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    other = folder / "relations" / "concomitants.yaml"
    other.write_text("- id: deltas\n" + other.read_text("utf-8"), "utf-8")
    assert found(read_all(folder)) == [
        ("E203", "data/relations/comparisons.yaml:6:3", 'a second comparison is called "alphine-v-talking"'),
        ("E103", "data/relations/concomitants.yaml:1:3", 'the key "name" is missing'),
    ]  # fmt: skip


def test_yes_and_no_are_written_as_such(folder: Path) -> None:
    path = folder / "relations" / "switching.yaml"
    path.write_text(path.read_text("utf-8").replace("members: yes", "members: maybe"), "utf-8")
    assert found(read_all(folder)) == [
        ("E104", "data/relations/switching.yaml:4:12", '"maybe" is neither yes nor no')
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "key", "remedy"),
    [
        ("members: yes", "membres: yes", "4:3", "membres", "Did you mean members?"),
        ("members: yes", "zzz: yes", "4:3", "zzz",
         "Known here: id, members, except, from, to, rule, cite, when, for, read."),
        ("danger: an", "dangre: an", "9:54", "dangre", "Did you mean danger?"),
    ],
)  # fmt: skip
def test_mistyped_keys_of_relations(
    folder: Path, old: str, new: str, place: str, key: str, remedy: str
) -> None:
    path = folder / "relations" / "switching.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    (problem,) = read_all(folder).problems
    assert (str(problem.place), problem.message, problem.remedy) == (
        f"data/relations/switching.yaml:{place}", f'"{key}" is not a key that is known here', remedy,
    )  # fmt: skip


def test_a_mistyped_key_of_a_claim(folder: Path) -> None:
    path = folder / "treatments.yaml"
    path.write_text(path.read_text("utf-8").replace("action: blocks", "acton: blocks"), "utf-8")
    (problem,) = [p for p in read_all(folder).problems if p.code == "E102"]
    assert (problem.message, problem.remedy) == (
        '"acton" is not a key that is known here', "Did you mean action?",
    )  # fmt: skip


def test_an_overlay_may_be_a_folder_with_sources_and_relations(
    folder: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    (mine / "relations").mkdir(parents=True)
    (mine / "sources.yaml").write_text("- id: own2026\n  type: label\n  title: Our protocol\n")
    (mine / "treatments.yaml").write_text(
        "- id: alphine\n  name: alphine\n  category: pharmacotherapy\n  level: agent\n"
        "  onset: {cite: [own2026 p. 1], read: [2026-11-24], first-separation: 3 days}\n"
    )
    (mine / "relations" / "concomitants.yaml").write_text("- id: deltas\n  name: deltas\n")
    base = load([mine], folder=folder, today=TODAY)
    assert base.sources["own2026"].title == "Our protocol"
    assert base.concomitants["deltas"].origin == "mine"
    own = base["alphine"].onset.first_separation
    assert [(c.value.text, c.origin) for c in own.claims] == [("3 days", "mine")]
    assert [r.id for r in read_all(folder, [mine]).treatments.values()] == [
        "alphines", "alphine", "betazine", "talking-cure",
    ]  # fmt: skip


def test_an_overlay_record_that_is_no_record_is_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("- only words\n")
    with pytest.raises(DataInvalid) as caught:
        load([path], folder=folder, today=TODAY)
    assert [(p.code, p.message) for p in caught.value.problems] == [
        ("E101", "a treatment must be a mapping")
    ]
    assert str(caught.value.problems[0].place).endswith("mine.yaml:1:3")


def test_a_gap_may_go_without_a_reason(folder: Path) -> None:
    path = folder / "treatments.yaml"
    text = path.read_text("utf-8").replace(
        '{not-reported: "the label gives no onset"}', "{not-reported: }"
    )
    path.write_text(text, "utf-8")
    loaded = read_all(folder)
    assert found(loaded) == []
    (gap,) = loaded.treatments["alphine"].onset.response.gaps
    assert (gap.state.value, gap.why) == ("not-reported", None)


def test_an_included_file_may_be_empty_or_no_list(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("# nothing yet\n")
    (tmp_path / "word.yaml").write_text("a: b\n")
    (tmp_path / "t.yaml").write_text("include: [empty.yaml, word.yaml]\n")
    nodes, problems = read_records(tmp_path / "t.yaml", "t.yaml", "treatments")
    assert nodes == []
    assert [(p.code, str(p.place)) for p in problems] == [("E015", "word.yaml:1:1")]


def test_the_first_of_two_faults_in_bytes_is_named() -> None:
    for raw, place, message in (
        (b"a\0b\xff", "x:1:2", "the file holds a NUL character"),
        (b"a\nb\xff\0", "x:2:2", "byte FF is not UTF-8"),
    ):
        text, (problem,) = decoded(raw, "x")
        assert (text, problem.code, str(problem.place), problem.message) == (
            None, "E012", place, message,
        )  # fmt: skip


def test_a_name_that_no_system_takes_is_not_there(tmp_path: Path) -> None:
    assert not is_there(tmp_path / ("x" * 300))
    assert is_there(tmp_path)


def test_a_character_that_is_not_in_the_text_stands_at_the_file() -> None:
    assert _place_of("a\nbc", "c", "x") == Place("x", 2, 2, "bc")
    assert _place_of("a\nbc", "d", "x") == Place("x")


@pytest.mark.parametrize(
    ("name", "category", "message"),
    [
        ("x", "pill", '"pill" is no category. Use one of: pharmacotherapy, neuromodulation, '
         "psychotherapy, light-and-lifestyle, supplement."),
        ("a\u200bb", "supplement", "The name cannot be used: an invisible character (U+200B) "
         "stands in the text. Remove it."),
        ("…", "supplement", '"…" gives no plain id. Use letters and digits.'),
        ("яд", "supplement", '"яд" gives no plain id. Use letters and digits.'),
    ],
)  # fmt: skip
def test_a_skeleton_needs_a_category_and_a_plain_name(
    name: str, category: str, message: str
) -> None:
    with pytest.raises(UsageFault) as caught:
        skeleton(name, category)
    assert str(caught.value) == message


def test_a_skeleton_of_a_class_names_it() -> None:
    written = skeleton('a "b"', "supplement", "alphines").splitlines()
    assert written[1:6] == [
        "- id: a-b", '  name: "a \\"b\\""', "  category: supplement",
        "  level: agent  # class, agent, formulation or protocol", "  class: alphines",
    ]  # fmt: skip
    assert "  class:" not in skeleton("b", "supplement")


def test_a_fault_of_what_nobody_wrote_stands_at_what_holds_it() -> None:
    places = {(): Place("x", 1, 1), ("onset",): Place("x", 2, 3)}
    assert _known(("onset", "response", "entries"), places) == ("onset",)  # type: ignore[arg-type]
    assert _known(("entries",), places) == ()  # type: ignore[arg-type]


def test_a_faulty_gap_among_claims_that_disagree_is_told_as_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    head = "- id: x\n  name: x\n  category: supplement\n  level: agent\n  onset:\n"
    path.write_text(
        head + "    response: {disagree: [{not-studied: x, foo: y}, 1 week]}\n", "utf-8"
    )
    assert found(read_files([path], [], read_all(INVENTED))) == [
        ("E102", f"{path}:6:44", '"foo" is not a key that is known here'),
    ]
