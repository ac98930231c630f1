"""The snapshot: the same answers as from the data, whatever happens to the file."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kb.ask.base import KnowledgeBase
from kb.load import cache, stamp
from kb.load.base import load, read_all
from kb.load.codec import Undecodable, decode, encode, encode_head, encode_section
from kb.load.lazy import lazy_base
from kb.load.snapshot import open_snapshot, seal_of, write_snapshot
from kb.load.stamp import DataVersion, file_states, program_digest
from kb.load.store import Damaged, Store, write_store
from kb.model.treatment import sections
from kb.render.terminal import text
from kb.view.compare import compare_document
from tests.conftest import INVENTED, TODAY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    shutil.copytree(INVENTED, tmp_path / "data")
    return tmp_path / "data"


def snapshots(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache").glob("*.db"))


def answer(base: KnowledgeBase) -> str:
    return text(compare_document(base.compare(["Alfo", "betazine", "alphines"])), 80)


EXPECTED = (Path(__file__).parents[1] / "golden" / "compare-80.txt").read_text(encoding="utf-8")


def test_every_record_comes_back_equal() -> None:
    tables = read_all(INVENTED).tables
    assert {kind: len(records) > 0 for kind, records in tables.items()} == {
        "treatment": True, "source": True, "relation": True, "concomitant": True,
        "population": True,
    }  # fmt: skip
    for records in tables.values():
        for record in records.values():
            again = decode(encode(record))
            assert again == record
            assert type(again) is type(record)
            assert encode(again) == encode(record)


def test_the_second_load_reads_no_yaml(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answer(load(folder=folder, today=TODAY))
    assert len(snapshots(folder)) == 1
    monkeypatch.setattr("kb.load.base.read_all", None)
    base = load(folder=folder, today=TODAY)
    assert (answer(base), first) == (EXPECTED, EXPECTED)
    assert [record.id for record in base] == sorted(read_ids(folder))
    assert len(base.sources) == 2
    assert base.member_ids("alphines") == ["alphine", "betazine"]


def read_ids(folder: Path) -> list[str]:
    return list(read_all(folder).treatments)


def test_changed_data_is_seen_at_once(folder: Path) -> None:
    load(folder=folder, today=TODAY)
    path = folder / "treatments.yaml"
    path.write_text(
        path.read_text("utf-8").replace("start: 2.5 mg/day", "start: 5 mg/day"), "utf-8"
    )
    for _ in range(2):
        base = load(folder=folder, today=TODAY)
        assert [value.text for value in base["alphine"].dosing.start.values] == ["5 mg/day"]
    (folder / "sources").mkdir()
    (folder / "sources" / "new.yaml").write_text("- id: new2020\n  type: label\n  title: New\n")
    assert "new2020" in load(folder=folder, today=TODAY).sources


def test_another_program_does_not_read_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(folder=folder, today=TODAY)
    assert open_snapshot(folder) is not None
    monkeypatch.setattr("kb.load.snapshot.program_digest", lambda: "another")
    assert open_snapshot(folder) is None


def test_damage_anywhere_never_changes_an_answer(folder: Path) -> None:
    load(folder=folder, today=TODAY)
    (path,) = snapshots(folder)
    whole = path.read_bytes()
    chance = random.Random(6)
    for _ in range(60):
        raw = bytearray(whole)
        for _ in range(chance.choice((1, 4, 400))):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        path.write_bytes(raw)
        base = load(folder=folder, today=TODAY)
        assert answer(base) == EXPECTED
        assert "no such thing" not in base


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 5000])
def test_a_cut_snapshot_is_replaced(folder: Path, size: int) -> None:
    load(folder=folder, today=TODAY)
    (path,) = snapshots(folder)
    path.write_bytes(path.read_bytes()[:size])
    assert answer(load(folder=folder, today=TODAY)) == EXPECTED
    assert open_snapshot(folder) is not None


def test_a_row_that_is_gone_is_missed(folder: Path) -> None:
    load(folder=folder, today=TODAY)
    (path,) = snapshots(folder)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM rows WHERE key = 'alfo'")
    store = open_snapshot(folder)
    assert store is not None
    with pytest.raises(Damaged, match="missing"):
        store.get("name", "alfo")
    assert load(folder=folder, today=TODAY)["Alfo"].id == "alphine"


def test_a_section_that_is_gone_is_missed(folder: Path) -> None:
    load(folder=folder, today=TODAY)
    (path,) = snapshots(folder)
    with sqlite3.connect(path) as connection:
        gone = "DELETE FROM rows WHERE kind = 'treatment.onset' AND key = 'betazine'"
        assert connection.execute(gone).rowcount == 1
    assert answer(load(folder=folder, today=TODAY)) == EXPECTED
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT key FROM rows WHERE kind = 'treatment.onset'").fetchall()
    assert ("betazine",) in found


def test_only_the_sections_asked_for_are_read(folder: Path) -> None:
    load(folder=folder, today=TODAY)
    code = (
        "import sys, datetime, kb.model.light; from pathlib import Path;"
        "from kb.load.snapshot import open_snapshot; from kb.load.lazy import lazy_base;"
        "store = open_snapshot(Path(sys.argv[1])); read = []; get = store.get;"
        "store.get = lambda kind, key: read.append(kind) or get(kind, key);"
        "base = lazy_base(store, datetime.date(2026, 11, 24), dict);"
        "records = list(base); assert read == [], read; records[0].answer('onset.response');"
        "assert records[0].dosing is records[0].dosing; print(sorted(set(read)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout == "['treatment.dosing', 'treatment.onset']\n"


def test_records_in_parts_come_back_equal() -> None:
    for record in read_all(INVENTED).treatments.values():
        parts = {name: encode_section(record, name) for name in sections()}
        assert any(text is None for text in parts.values())
        assert decode(encode_head(record), parts.get) == record
        with pytest.raises(Undecodable, match="a section is missing"):
            decode(encode_head(record))


def test_an_empty_store_knows_what_it_lacks(tmp_path: Path) -> None:
    write_store(tmp_path / "s.db", "seal", [("a", "k", '"v"')], {"date": "d"})
    store = Store(tmp_path / "s.db", "seal")
    assert (store.get("a", "k"), store.get("a", "x"), store.get("b", "k")) == ('"v"', None, None)
    assert (store.count("a"), list(store.rows("a")), store.meta["date"]) == (1, [("k", '"v"')], "d")
    with pytest.raises(Damaged):
        Store(tmp_path / "s.db", "another seal")


def test_no_place_for_a_cache_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = folder.parent / "file"
    blocked.write_text("")
    for value in ("off", str(blocked), str(blocked / "below")):
        monkeypatch.setenv("KB_CACHE", value)
        assert answer(load(folder=folder, today=TODAY)) == EXPECTED
    monkeypatch.delenv("KB_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME")
    assert cache.cache_folder() is None
    assert answer(load(folder=folder, today=TODAY)) == EXPECTED
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.cache_folder() is None
    monkeypatch.setenv("HOME", "/nowhere")
    assert cache.cache_folder() == Path("/nowhere/.cache/treatment-kb")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert cache.cache_folder() == Path("/cache/treatment-kb")


def test_what_others_may_write_is_not_read(folder: Path) -> None:
    load(folder=folder, today=TODAY)
    (path,) = snapshots(folder)
    for bad in (path, path.parent):
        mode = bad.stat().st_mode
        bad.chmod(0o777)
        assert open_snapshot(folder) is None
        bad.chmod(mode)
    assert open_snapshot(folder) is not None
    moved = path.rename(path.with_suffix(".moved"))
    path.symlink_to(moved)
    assert open_snapshot(folder) is None


def test_a_snapshot_beside_the_data_comes_first(folder: Path, tmp_path: Path) -> None:
    version = cache.current_version(folder)
    write_snapshot(folder / "snapshot.db", version, read_all(folder).tables)
    assert open_snapshot(folder) is not None
    load(folder=folder, today=TODAY)
    assert snapshots(folder) == []


def test_large_data_is_read_again_only_when_touched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamp, "SMALL", 0)
    monkeypatch.setattr(stamp, "SETTLED", -(10**18))
    first = cache.current_version(folder)
    monkeypatch.setattr(cache, "version_of", None)
    assert cache.current_version(folder) == first
    monkeypatch.undo()
    monkeypatch.setattr(stamp, "SMALL", 0)
    monkeypatch.setenv("KB_CACHE", str(folder.parent / "cache"))
    path = folder / "treatments.yaml"
    path.write_text(path.read_text("utf-8") + "# another end\n", "utf-8")
    second = cache.current_version(folder)
    assert second != first
    # The file was touched a moment ago: its state is not remembered yet.
    path.write_text(path.read_text("utf-8") + "# yet another\n", "utf-8")
    assert cache.current_version(folder) not in (first, second)


def test_versions_depend_on_names_and_bytes(folder: Path) -> None:
    states = file_states(folder)
    assert [state.name for state in states][-2:] == ["sources.yaml", "treatments.yaml"]
    version = stamp.version_of(folder, states)
    assert version.date == "2026-11-24"
    assert str(version) == f"2026-11-24 {version.digest[:12]}"
    (folder / "treatments.yaml").rename(folder / "u.yaml")
    assert stamp.version_of(folder, file_states(folder)).digest != version.digest
    assert seal_of(version) == f"{version.digest} {program_digest()}"


@pytest.mark.parametrize(
    "given",
    [
        "", "{", "[1", '{"":"os:system","v":"x"}', '{"":"../x:Y"}', '{"":"treatment:Any"}',
        '{"":"treatment:Treatment","id":"a"}', '{"":"treatment:fields"}', '{"":"vocab:Level","v":"x"}',
        '{"":"source:Source","id":"a","type":"x","title":"t","more":1}', '{"":"decimal","v":"x"}',
        '{"":"date"}', '{"":"number:Range","low":1}', '{"":"no_module:X"}', '{"":7}',
    ],
)  # fmt: skip
def test_text_that_is_no_record_is_refused(given: str) -> None:
    with pytest.raises(Undecodable):
        decode(given)


@pytest.mark.parametrize("given", [1.5, [1], {"a": 1}, object(), Path("x"), KnowledgeBase])
def test_only_models_are_written(given: Any) -> None:
    with pytest.raises(TypeError):
        encode(given)


def test_many_records_are_not_all_kept(
    tmp_path: Path, invented: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.load.lazy.KEPT", 2)
    version = DataVersion("d", "x")
    write_snapshot(tmp_path / "s.db", version, read_all(INVENTED).tables)
    base = lazy_base(Store(tmp_path / "s.db", seal_of(version)), TODAY, dict)
    assert list(base) == list(invented)
    assert len(base.treatments._kept) == 2  # type: ignore[attr-defined]


def test_left_over_files_of_killed_writers_are_swept(folder: Path) -> None:
    import os

    home = folder.parent / "cache"
    home.mkdir(mode=0o700)
    old, fresh = home / ".snapshot-a.tmp", home / ".snapshot-b.tmp"
    for path in (old, fresh):
        path.write_text("half")
    os.utime(old, (1, 1))
    load(folder=folder, today=TODAY)
    assert (old.exists(), fresh.exists()) == (False, True)
