"""The parts of the snapshot one by one: rows, memory of large data, decoding, files without a name."""

from __future__ import annotations

import importlib
import os
import sqlite3
import sys
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest

from kb.load import cache, stamp, writing
from kb.load.base import read_all
from kb.load.cache import prepared
from kb.load.codec import Undecodable, _built, decode, encode
from kb.load.lazy import lazy_base
from kb.load.snapshot import seal_of, write_snapshot
from kb.load.stamp import DataVersion
from kb.load.store import Damaged, Store, write_store
from kb.load.writing import write_bytes_atomically
from kb.problems import Place
from tests.conftest import INVENTED, TODAY

ROOT = Path(__file__).resolve().parents[2]
VERSION = DataVersion("2026-11-24", "x")


def module(name: str) -> ModuleType:
    """A module anew: nothing that imported the other one, if there is one, is touched."""
    before = sys.modules.pop(name, None)
    try:
        return importlib.import_module(name)
    finally:
        del sys.modules[name]
        if before is not None:
            sys.modules[name] = before


def test_a_row_that_was_changed_is_found_by_name_and_in_a_list(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    write_store(path, "seal", [("a", "k", '"v"'), ("a", "l", '"w"')], {})
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE rows SET body = '\"x\"' WHERE key = 'l'")
    store = Store(path, "seal")
    assert store.get("a", "k") == '"v"'
    for ask in (lambda: store.get("a", "l"), lambda: list(store.rows("a"))):
        with pytest.raises(Damaged, match=r"^a l$"):
            ask()


def test_a_file_that_is_no_snapshot_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    for change in ("DELETE FROM rows WHERE kind = 'meta'", "DELETE FROM rows"):
        write_store(path, "seal", [("a", "k", '"v"')], {})
        with sqlite3.connect(path) as connection:
            connection.execute(change)
        with pytest.raises(Damaged, match=r"^no snapshot of this program and data$"):
            Store(path, "seal")


def test_what_cannot_be_opened_or_read_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Damaged):
        Store(tmp_path, "seal")

    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    with pytest.raises(Damaged, match=r"^unable to open database file$"):
        Store(tmp_path, "seal")


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def rows():  # type: ignore[no-untyped-def]
        yield "a", "k", '"v"'
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_store(tmp_path / "s.db", "seal", rows(), {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("written", ["", "[]", '{"files": 1}', '{"date": "d"}', "null"])
def test_a_damaged_memory_of_large_data_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("KB_CACHE", str(tmp_path))
    monkeypatch.setattr(stamp, "SMALL", 0)
    monkeypatch.setattr(stamp, "SETTLED", -(10**18))
    first = cache.current_version(INVENTED)
    (memory,) = tmp_path.glob("*.json")
    memory.write_text(written)
    assert cache.current_version(INVENTED) == first
    assert memory.read_text() != written


def test_large_data_without_a_cache_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CACHE", "off")
    monkeypatch.setattr(stamp, "SMALL", 0)
    monkeypatch.setattr(stamp, "SETTLED", -(10**18))
    assert cache.current_version(INVENTED).date == "2026-11-24"


def test_only_classes_of_the_model_are_written_or_made() -> None:
    with pytest.raises(TypeError, match=r"^kb\.problems\.Place is no model$"):
        encode(Place("x"))
    with pytest.raises(Undecodable, match="parsed:Parsed is no model"):
        decode('{"":"parsed:Parsed"}')


def test_a_reading_process_does_not_heal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.db"
    write_snapshot(path, VERSION, read_all(INVENTED).tables)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM rows WHERE key = 'alphine'")
    healed = lazy_base(Store(path, seal_of(VERSION)), TODAY, lambda: read_all(INVENTED).tables)
    assert healed.treatments["alphine"].name == "alphine"
    assert healed.member_ids("alphines") == ("alphine", "betazine")
    assert healed.names["alfo"] == ("alphine",)
    assert (len(healed.treatments), list(healed.sources)) == (4, ["label-us-2025", "trial2020"])
    base = lazy_base(Store(path, seal_of(VERSION)), TODAY, dict)
    monkeypatch.setitem(sys.modules, "kb.model.light", ModuleType("light"))
    with pytest.raises(Damaged):
        base.treatments["alphine"]


def test_nothing_has_an_empty_name(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    write_snapshot(path, VERSION, read_all(INVENTED).tables)
    base = lazy_base(Store(path, seal_of(VERSION)), TODAY, dict)
    assert "" not in base.treatments


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("old")
    return tmp_path


def test_a_system_without_nameless_files_gets_named_ones(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os.path, "isdir", lambda _: False)
        assert writing._nameless(folder) is None
    write_bytes_atomically(folder / "a.txt", b"new")
    assert [(p.name, p.read_text()) for p in folder.iterdir()] == [("a.txt", "new")]


def test_the_owner_of_another_is_kept_where_we_may(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []

    def refuse(_: int, user: int, group: int) -> None:
        given.append((user, group))
        raise PermissionError(1, "Operation not permitted")

    old = (folder / "a.txt").stat()
    monkeypatch.setattr(os, "geteuid", lambda: old.st_uid + 1)
    monkeypatch.setattr(os, "fchown", refuse)
    write_bytes_atomically(folder / "a.txt", b"new")
    assert given == [(old.st_uid, old.st_gid)]
    assert (folder / "a.txt").read_bytes() == b"new"


# The stand-in for pydantic, in a module of its own: as the command line has it in a process that
# only reads.


@pytest.fixture(scope="module")
def light() -> ModuleType:
    return module("kb.model.light")


def test_the_stand_in_takes_the_place_of_pydantic(
    light: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kb.model.light", light)
    frame = module("kb.model.frame")
    assert frame.BaseModel is light.BaseModel
    assert frame.kind_within(list[int]) is int


@pytest.fixture(scope="module")
def model(light: ModuleType) -> type:
    class Model(light.BaseModel):  # type: ignore[misc, name-defined]
        model_config = light.ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

        shared: ClassVar[int] = 0
        first_part: int
        second: str = "two"
        third: tuple[int, ...] = light.Field(default_factory=tuple, alias="3rd", title="Third")
        needed_too: int = light.Field(...)

    return Model


def test_a_model_of_the_stand_in_has_fields_defaults_and_names(model: type) -> None:
    known = model.model_fields  # type: ignore[attr-defined]
    assert {name: info.alias for name, info in known.items()} == {
        "first_part": "first-part", "second": "second", "third": "3rd", "needed_too": "needed-too",
    }  # fmt: skip
    assert [name for name, info in known.items() if info.is_required()] == [
        "first_part", "needed_too",
    ]  # fmt: skip
    assert known["third"].title == "Third"
    made = model(**{"first-part": 1, "needed_too": 2})
    assert (made.first_part, made.second, made.third, made.needed_too) == (1, "two", (), 2)
    with pytest.raises(LookupError, match=r"^a field without a default was not given$"):
        model(first_part=1)


def test_a_model_of_the_stand_in_is_frozen_and_compared_by_value(model: type) -> None:
    made = model(first_part=1, needed_too=2)
    with pytest.raises(AttributeError, match=r"^Model is frozen$"):
        made.second = "x"
    with pytest.raises(AttributeError, match=r"^Model has no attribute fourth$"):
        _ = made.fourth
    same = model.model_construct(first_part=1, needed_too=2)  # type: ignore[attr-defined]
    assert (made == same, hash(made) == hash(same)) == (True, True)
    other = made.model_copy(update={"second": "x"})
    assert (other.second, other.first_part, other == made) == ("x", 1, False)
    assert made != 1


def test_a_sub_class_of_the_stand_in_is_another_kind(model: type) -> None:
    class Further(model):  # type: ignore[misc, valid-type]
        fourth: int = 4

    assert list(Further.model_fields) == [
        "first_part", "second", "third", "needed_too", "fourth",
    ]  # fmt: skip
    assert Further(first_part=1, needed_too=2) != model(first_part=1, needed_too=2)


def test_a_part_is_decoded_when_it_is_looked_at(model: type) -> None:
    late = decode('{"~":"[1]"}')
    made = _built(model, {"first_part": late, "needed_too": 2})
    assert "first_part" not in vars(made)
    assert (made.first_part, made.needed_too, made.second) == ([1], 2, "two")  # type: ignore[attr-defined]
    assert vars(made)["first_part"] == [1]
    with pytest.raises(LookupError, match=r"not the fields of Model"):
        _built(model, {"first_part": 1})


def test_class_variables_are_no_fields_however_they_are_written(light: ModuleType) -> None:
    notes = {"a": ClassVar[int], "b": ClassVar, "c": "ClassVar[int]", "d": int, "e": "int"}
    made = type("Made", (light.BaseModel,), {"__annotations__": notes})
    assert list(made.model_fields) == ["d", "e"]  # type: ignore[attr-defined]


def test_words_and_validators_of_the_stand_in(light: ModuleType) -> None:
    info = light.FieldInfo(1, None, description="d", examples=["e"], json_schema_extra={"a": 1})
    assert (info.initial(), info.description, info.examples, info.json_schema_extra) == (
        1, "d", ["e"], {"a": 1},
    )  # fmt: skip
    assert light.BeforeValidator(int).func is int


def test_a_folder_that_anybody_may_write_is_not_prepared(tmp_path: Path) -> None:
    open_to_all, ours = tmp_path / "open", tmp_path / "ours"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    assert not prepared(open_to_all / "a.snapshot")
    assert prepared(ours / "a.snapshot")
    assert ours.stat().st_mode & 0o777 == 0o700
