"""JSON Schema of the compact form, for editors. Derived from the models, never written by hand."""

from __future__ import annotations

from typing import Any

from kb.load.expand import GAPS
from kb.model.composite import Composite
from kb.model.treatment import FieldInfo, Treatment, fields, sections
from kb.model.vocab import Category, Certainty, Jurisdiction, Level, Standing

WORD = {"type": ["string", "number", "boolean"]}
"""A scalar as an editor reads it: the loader keeps each as the text that was typed."""
_LIST = {"type": ["string", "array"], "items": {"type": "string"}}


def data_schema() -> dict[str, Any]:
    """The schema of a list of records."""
    top: dict[str, Any] = {
        "id": {"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"},
        "name": {"type": "string"},
        "aliases": {"type": "array", "items": {"type": "string"}},
        "abbreviations": {"type": "array", "items": {"type": "string"}},
        "category": {"enum": [m.value for m in Category]},
        "level": {"enum": [m.value for m in Level]},
        "class": {"type": "string"},
        "standing": {"enum": [m.value for m in Standing]},
    }
    for key, info in top.items():
        name = {"class": "class_id"}.get(key, key)
        info["description"] = Treatment.model_fields[name].description
    for key, model in sections().items():
        slots = {i.key: answer_schema(i) for i in fields().values() if i.section == key}
        top[key] = {
            "type": "object",
            "title": model.label,
            "description": (model.__doc__ or "").strip(),
            "properties": {**shared_schema(), "otherwise": {"$ref": "#/$defs/gap"}, **slots},
            "additionalProperties": False,
        }
    record = {
        "type": "object",
        "required": ["id", "name", "category", "level"],
        "properties": top,
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Treatments of depression",
        "type": "array",
        "items": record,
        "$defs": {"gap": gap_schema()},
    }


def shared_schema() -> dict[str, Any]:
    places = [m.value for m in Jurisdiction]
    return {
        "cite": {**_LIST, "description": "Source id and locator: smith2020 table 2."},
        "when": {"type": "string", "description": "Population, indication, comparator."},
        "for": {"anyOf": [{"enum": places}, {"type": "array", "items": {"enum": places}}]},
        "read": {**_LIST, "description": "Days on which the source was read."},
    }


def gap_schema() -> dict[str, Any]:
    states = sorted(GAPS)
    written = dict.fromkeys(states, WORD)
    return {
        "anyOf": [
            {"enum": states},
            {
                "type": "object",
                "properties": {**written, **shared_schema()},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ]
    }


def answer_schema(info: FieldInfo) -> dict[str, Any]:
    parts = list(info.kind.model_fields) if issubclass(info.kind, Composite) else ["value"]
    keys = dict.fromkeys((*parts, "not"), WORD)
    claim = {
        "type": "object",
        "properties": {
            **keys,
            **shared_schema(),
            "sure": {"enum": [m.value for m in Certainty]},
            "but": {"type": ["object", "array"]},
        },
        "additionalProperties": False,
    }
    entry = {"anyOf": [WORD, claim, {"$ref": "#/$defs/gap"}]}
    disagree = {
        "type": "object",
        "properties": {"disagree": {"type": "array", "items": entry}},
        "required": ["disagree"],
        "additionalProperties": False,
    }
    return {
        "title": info.label,
        "description": info.description,
        "examples": [info.example],
        "anyOf": [entry, disagree, {"type": "array", "items": entry}],
    }
