"""The schema for editors, part by part."""

from __future__ import annotations

from kb.load.expand import GAPS
from kb.load.schema import data_schema
from kb.model.treatment import Treatment, fields, sections
from kb.model.vocab import Category, Certainty, Jurisdiction, Level, Standing

PLACES = [place.value for place in Jurisdiction]
SHARED = {
    "cite": {
        "type": ["string", "array"], "items": {"type": "string"},
        "description": "Source id and locator: smith2020 table 2.",
    },
    "when": {"type": "string", "description": "Population, indication, comparator."},
    "for": {"anyOf": [{"enum": PLACES}, {"type": "array", "items": {"enum": PLACES}}]},
    "read": {
        "type": ["string", "array"], "items": {"type": "string"},
        "description": "Days on which the source was read.",
    },
}  # fmt: skip
TEXT = {"type": "string"}
SCALAR = {"type": ["string", "number", "boolean"]}


def entry(*parts: str) -> dict[str, object]:
    claim = {
        "type": "object",
        "properties": {
            **dict.fromkeys((*parts, "not"), SCALAR), **SHARED,
            "sure": {"enum": [level.value for level in Certainty]},
            "but": {"type": ["object", "array"]},
        },
        "additionalProperties": False,
    }  # fmt: skip
    return {"anyOf": [SCALAR, claim, {"$ref": "#/$defs/gap"}]}


def slot(path: str, *parts: str) -> dict[str, object]:
    one = entry(*parts)
    torn = {
        "type": "object", "properties": {"disagree": {"type": "array", "items": one}},
        "required": ["disagree"], "additionalProperties": False,
    }  # fmt: skip
    info = fields()[path]
    return {
        "title": info.label, "description": info.description, "examples": [info.example],
        "anyOf": [one, torn, {"type": "array", "items": one}],
    }  # fmt: skip


def test_the_whole_is_a_list_of_records() -> None:
    found = data_schema()
    assert {key: value for key, value in found.items() if key not in ("items", "$defs")} == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Treatments of depression",
        "type": "array",
    }
    record = found["items"]
    assert (record["type"], record["required"], record["additionalProperties"]) == (
        "object", ["id", "name", "category", "level"], False,
    )  # fmt: skip
    names = ["id", "name", "aliases", "abbreviations", "category", "level", "class", "standing"]
    assert list(record["properties"]) == [*names, *sections()]


def test_what_a_record_says_of_itself() -> None:
    record = data_schema()["items"]["properties"]
    several = {"type": "array", "items": TEXT}
    for name, kind in (
        ("id", {"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}), ("name", TEXT),
        ("aliases", several), ("abbreviations", several), ("class", TEXT),
        ("category", {"enum": [m.value for m in Category]}),
        ("level", {"enum": [m.value for m in Level]}),
        ("standing", {"enum": [m.value for m in Standing]}),
    ):  # fmt: skip
        own = Treatment.model_fields["class_id" if name == "class" else name]
        assert own.description
        assert record[name] == {**kind, "description": own.description}


def test_a_gap_is_a_word_or_a_mapping_with_a_reason() -> None:
    states = sorted(GAPS)
    assert data_schema()["$defs"] == {
        "gap": {
            "anyOf": [
                {"enum": states},
                {
                    "type": "object", "properties": {**dict.fromkeys(states, SCALAR), **SHARED},
                    "additionalProperties": False, "minProperties": 1,
                },
            ]
        }
    }  # fmt: skip


def test_a_section_has_its_fields_and_what_they_share() -> None:
    found = data_schema()["items"]["properties"]
    for key, model in sections().items():
        section = found[key]
        own = [info.key for info in fields().values() if info.section == key]
        assert list(section["properties"]) == [*SHARED, "otherwise", *own]
        assert section["properties"]["otherwise"] == {"$ref": "#/$defs/gap"}
        assert (section["type"], section["title"], section["additionalProperties"]) == (
            "object", model.label, False,
        )  # fmt: skip
        assert section["description"] == (model.__doc__ or "").strip()
    onset = found["onset"]["properties"]
    assert {name: onset[name] for name in SHARED} == SHARED


def test_a_field_is_an_entry_or_several_or_sources_that_disagree() -> None:
    found = data_schema()["items"]["properties"]
    assert found["onset"]["properties"]["response"] == slot("onset.response", "value")
    assert found["mechanism"]["properties"]["targets"] == slot(
        "mechanism.targets", "value", "action", "species"
    )
