"""Laws of records: names, inheritance, overlays, loading in any order, comparison either way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ask.base import KnowledgeBase
from kb.ask.compare import compare
from kb.ask.inherit import OPEN_GAPS, shown
from kb.ask.names import MOST, NameIndex, fold, ids_by_name
from kb.load.base import Loaded, load, read_all
from kb.load.codec import decode, encode
from kb.load.expand import Expander
from kb.load.lazy import lazy_base
from kb.load.nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from kb.load.overlay import merged
from kb.load.snapshot import seal_of, write_snapshot
from kb.load.stamp import DataVersion
from kb.load.store import Store
from kb.model.claim import Answer
from kb.model.treatment import FieldInfo, Treatment, fields
from kb.problems import NameNotFound
from kb.render.terminal import text
from kb.view.compare import compare_document
from kb.view.document import Document, References
from tests.code import laws
from tests.conftest import INVENTED, TODAY

BASE = load(folder=INVENTED, today=TODAY)
IDS = list(BASE.treatments)
FIELDS = list(fields().values())
FORBIDDEN = [info for info in FIELDS if not info.inherits]
INHERITING = [info for info in FIELDS if info.inherits]


# Names


@given(st.text(max_size=20), st.sampled_from(["", " ", "-", "®", "  ", "…", "_"]))
def test_folding_does_not_see_case_accents_and_signs(name: str, sign: str) -> None:
    accented = unicodedata.normalize("NFD", f"{name}\u0301" if name else name)
    assert fold(f"{sign}{name}{sign}") == fold(name)
    assert fold(name.upper().lower()) == fold(name.upper())
    assert fold(accented) == fold(name)


@given(st.text(alphabet="abehilnpstz -", max_size=10), st.permutations(IDS))
def test_lookup_does_not_depend_on_the_order_of_records(asked: str, order: list[str]) -> None:
    def outcome(records: dict[str, Treatment]) -> tuple[object, ...]:
        try:
            return (NameIndex(records, ids_by_name(records)).find(asked).id,)
        except NameNotFound as error:
            return tuple(error.candidates)

    assert outcome({key: BASE.treatments[key] for key in order}) == outcome(dict(BASE.treatments))


@given(st.text(alphabet="abehilnpstz ", max_size=12))
def test_candidates_are_few_and_each_stands_once(asked: str) -> None:
    found = NameIndex(BASE.treatments, BASE.names).candidates(fold(asked))
    assert len(found) <= MOST
    assert len({candidate.id for candidate in found}) == len(found)
    assert {candidate.id for candidate in found} <= set(IDS)


# Inheritance


def family(info: FieldInfo, own: Answer[Any], of_class: Answer[Any]) -> tuple[KnowledgeBase, str]:
    """The invented base with a class and a member that hold these answers."""
    records = dict(BASE.treatments)
    records["alphines"] = laws.having(records["alphines"], info, of_class)
    records["alphine"] = laws.having(records["alphine"], info, own)
    return KnowledgeBase(records, BASE.sources, TODAY), "alphine"


@given(st.sampled_from(FORBIDDEN), laws.answers, laws.answers)
def test_a_forbidden_field_never_passes(
    info: FieldInfo, own: Answer[Any], of_class: Answer[Any]
) -> None:
    base, name = family(info, own, of_class)
    view = shown(base, base[name], info.path)
    assert (view.inherited, view.parent) == (None, None)
    assert view.claims == own.claims
    assert view.state is own.state


@given(st.sampled_from(INHERITING), laws.answers, laws.answers)
def test_a_class_value_passes_only_where_the_member_is_open(
    info: FieldInfo, own: Answer[Any], of_class: Answer[Any]
) -> None:
    base, name = family(info, own, of_class)
    view = shown(base, base[name], info.path)
    passes = not own.claims and own.state in OPEN_GAPS and bool(of_class.claims)
    assert (view.inherited is not None) == passes == (view.parent is not None)
    assert view.own == own
    assert view.claims == own.claims + (of_class.claims if passes else ())


@given(st.sampled_from(FIELDS), laws.answers)
def test_a_class_shows_what_it_holds_itself(info: FieldInfo, own: Answer[Any]) -> None:
    base, _ = family(info, Answer(), own)
    view = shown(base, base["alphines"], info.path)
    assert (view.own, view.inherited) == (own, None)


# Overlays


@given(st.sampled_from(FIELDS), laws.answers, laws.answers)
def test_an_overlay_never_removes_a_claim(
    info: FieldInfo, own: Answer[Any], over: Answer[Any]
) -> None:
    below = laws.having(BASE["alphine"], info, own)
    above = laws.having(BASE["alphine"].model_copy(update={"origin": "mine"}), info, over)
    joined = merged(below, above).answer(info.path)
    assert joined.claims[: len(own.claims)] == own.claims
    assert set(over.claims) <= set(joined.claims)
    if own.claims:
        assert joined.entries[: len(own.entries)] == own.entries
    for other in FIELDS:
        if other.path != info.path:
            before = BASE["alphine"].answer(other.path).claims
            assert merged(below, above).answer(other.path).claims[: len(before)] == before


@given(st.sampled_from(FIELDS), laws.answers)
def test_an_empty_overlay_changes_nothing(info: FieldInfo, own: Answer[Any]) -> None:
    below = laws.having(BASE["alphine"], info, own)
    empty = Treatment.model_construct(
        id="alphine", aliases=(), **{key: model() for key, model in _sections().items()}
    )
    assert merged(below, empty) == below


def _sections() -> dict[str, Any]:
    from kb.model.treatment import sections

    return sections()


# Loading


def chunks(name: str) -> list[str]:
    """The records of a file of the invented data, as they are written."""
    return re.split(r"(?m)^(?=- id:)", (INVENTED / name).read_text("utf-8"))[1:]


RECORDS, SOURCES = chunks("treatments.yaml"), chunks("sources.yaml")
RELATIONS = {
    path.name: chunks(f"relations/{path.name}") for path in (INVENTED / "relations").iterdir()
}
POPULATIONS = (INVENTED / "populations.yaml").read_text("utf-8")
EXPECTED = read_all(INVENTED)


def said(loaded: Loaded) -> dict[str, dict[str, Any]]:
    """All that was read but for the places in files, in the order of the tables."""
    return {
        kind: {key: record.model_dump() for key, record in records.items()}
        for kind, records in loaded.tables.items()
    }


SAID = said(EXPECTED)


def written(folder: Path, records: list[str], sources: list[str]) -> Loaded:
    (folder / "relations").mkdir(exist_ok=True)
    (folder / "treatments.yaml").write_text("".join(records), "utf-8")
    (folder / "sources.yaml").write_text("".join(sources), "utf-8")
    (folder / "populations.yaml").write_text(POPULATIONS, "utf-8")
    for name, parts in RELATIONS.items():
        (folder / "relations" / name).write_text("".join(reversed(parts)), "utf-8")
    return read_all(folder)


@settings(max_examples=25)
@given(st.permutations(RECORDS), st.permutations(SOURCES))
def test_the_order_of_records_in_files_does_not_matter(
    records: list[str], sources: list[str]
) -> None:
    with TemporaryDirectory() as name:
        loaded = written(Path(name), records, sources)
    assert loaded.problems == []
    assert said(loaded) == SAID
    assert [list(records) for records in loaded.tables.values()] == [
        list(records) for records in SAID.values()
    ]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 2), min_size=len(RECORDS), max_size=len(RECORDS)))
def test_records_may_be_divided_over_files_in_any_way(parts: list[int]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(3):
            held = [record for record, part in zip(RECORDS, parts, strict=True) if part == number]
            (folder / f"part{number}.yaml").write_text("".join(held) or "[]\n", "utf-8")
        listing = "include: [part2.yaml, part0.yaml, part1.yaml]\n"
        loaded = written(folder, [listing], SOURCES)
    assert loaded.problems == []
    assert said(loaded) == SAID
    assert [list(records) for records in loaded.tables.values()] == [
        list(records) for records in SAID.values()
    ]


def shuffled(node: Node, draw: st.DataObject) -> Node:
    """The same mapping with its keys in another order, and so below; lists keep theirs."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Sequence):
        return replace(node, items=[shuffled(item, draw) for item in node.items])
    keys = draw.draw(st.permutations(list(node.entries)))
    entries = {key: shuffled(node.entries[key], draw) for key in keys}
    return Mapping(entries, {key: node.keys[key] for key in keys}, node.place)


@given(st.data(), st.sampled_from(RECORDS))
def test_the_order_of_keys_in_a_record_does_not_matter(data: st.DataObject, record: str) -> None:
    node, problems = parse_yaml(record, "x.yaml")
    assert problems == []
    assert isinstance(node, Sequence)
    (inner,) = node.items
    assert isinstance(inner, Mapping)
    other = shuffled(inner, data)
    assert isinstance(other, Mapping)
    assert Expander().record(other) == Expander().record(inner)


@given(st.sampled_from(IDS), st.sampled_from(FIELDS), laws.answers)
def test_a_record_of_a_snapshot_is_the_record(
    name: str, info: FieldInfo, answer: Answer[Any]
) -> None:
    record = laws.having(BASE[name], info, laws.typed(info, answer))
    again = decode(encode(record))
    assert again == record
    assert encode(again) == encode(record)


@settings(max_examples=20)
@given(st.permutations(IDS), st.lists(st.sampled_from(IDS), min_size=1, max_size=6))
def test_a_snapshot_answers_as_the_data_does(order: list[str], asked: list[str]) -> None:
    version = DataVersion("d", "x")
    tables = {**EXPECTED.tables, "treatment": {key: EXPECTED.treatments[key] for key in order}}
    with TemporaryDirectory() as name:
        path = Path(name) / "s.db"
        write_snapshot(path, version, tables)
        base = lazy_base(Store(path, seal_of(version)), TODAY, dict)
        assert [base[one] for one in asked] == [EXPECTED.treatments[one] for one in asked]
        assert list(base) == list(BASE)
        assert {key: tuple(ids) for key, ids in base.names.items()} == {
            key: tuple(ids) for key, ids in BASE.names.items()
        }


# Comparison

several = st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True)
some_fields = st.lists(st.sampled_from([info.path for info in FIELDS]), min_size=1, max_size=4)


@given(st.data(), several, some_fields)
def test_a_comparison_is_the_same_from_either_side(
    data: st.DataObject, names: list[str], paths: list[str]
) -> None:
    turned = data.draw(st.permutations(names))
    one, other = compare(BASE, names, paths), compare(BASE, turned, paths)
    assert [row.path for row in one.rows] == [row.path for row in other.rows]
    for row, again in zip(one.rows, other.rows, strict=True):
        found = dict(zip(names, row.cells, strict=True))
        assert dict(zip(turned, again.cells, strict=True)) == found
        assert (row.differs, row.has_value) == (again.differs, again.has_value)


@settings(max_examples=15)
@given(several, st.integers(20, 300))
def test_a_comparison_says_the_same_words_from_either_side(names: list[str], width: int) -> None:
    # Numbers of references and the names in advice follow the order of columns.
    called = {part for name in names for part in name.split("-")}

    def words(order: list[str]) -> list[str]:
        blocks = compare_document(compare(BASE, order, ["onset", "dosing", "warnings"])).blocks
        kept = tuple(block for block in blocks if not isinstance(block, References))
        plain = re.sub(r"\[\d+\]\??", " ", text(Document("", "", kept), width))
        return sorted(w for w in re.findall(r"[\w–.%/()]+", plain) if w not in called)

    assert words(names) == words(names[::-1])


@given(several, some_fields)
def test_a_cell_does_not_depend_on_its_neighbours(names: list[str], paths: list[str]) -> None:
    together = compare(BASE, names, paths)
    for at, name in enumerate(names):
        alone = compare(BASE, [name], paths)
        assert [row.cells[at] for row in together.rows] == [row.cells[0] for row in alone.rows]


@given(st.lists(st.sampled_from([info.path for info in FIELDS]), min_size=1, max_size=5))
def test_fields_asked_twice_are_shown_once_in_the_order_asked(paths: list[str]) -> None:
    found = compare(BASE, ["alphine"], [*paths, *paths])
    assert [row.path for row in found.rows] == list(dict.fromkeys(paths))


def test_the_invented_data_is_divided_as_it_stands() -> None:
    assert (len(RECORDS), len(SOURCES), sorted(RELATIONS)) == (
        4, 2, ["combinations.yaml", "comparisons.yaml", "concomitants.yaml", "switching.yaml"],
    )  # fmt: skip
    with pytest.raises(NameNotFound):
        BASE["no such name"]
