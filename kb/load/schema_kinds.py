"""JSON Schema of every kind of data file, for editors; derived from the models."""

from __future__ import annotations

from typing import Any, get_args

from kb.load.parts import KINDS, SOURCES, TREATMENTS
from kb.load.relations import CONCOMITANTS
from kb.load.schema import WORD, answer_schema, data_schema, gap_schema, shared_schema
from kb.model.claim import Frozen
from kb.model.population import PopulationKind
from kb.model.relation import RELATIONS, Concomitant, Relation
from kb.model.source import Source
from kb.model.vocab import Term
from kb.problems import UsageFault

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of a list of records of a kind in `KINDS`; raises UsageFault for another."""
    from kb.ask.literal import hint

    if kind == TREATMENTS:
        return data_schema()
    if kind in RELATIONS:
        return _relation_schema(kind, RELATIONS[kind])
    models: dict[str, type[Frozen]] = {
        SOURCES: Source, CONCOMITANTS: Concomitant, "populations": PopulationKind,
    }  # fmt: skip
    if kind not in models:
        raise UsageFault(f'No kind of file is called "{kind}". {hint(kind, list(KINDS))}')
    return _list(kind, _record(models[kind]))


def _list(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": kind.capitalize(), "type": "array", "items": record}


def _record(model: type[Frozen]) -> dict[str, Any]:
    """A record of plain keys."""
    parts = {
        info.alias or name: _part(info) for name, info in model.model_fields.items()
        if name != "origin"
    }  # fmt: skip
    required = [
        info.alias or name for name, info in model.model_fields.items() if info.is_required()
    ]
    return {
        "type": "object",
        "description": (model.__doc__ or "").strip().partition("\n")[0],
        "required": required,
        "properties": parts,
        "additionalProperties": False,
    }


def _part(info: Any) -> dict[str, Any]:
    """One key: a member of a vocabulary, a list, or a word."""
    vocabulary = _vocabulary(info)
    found: dict[str, Any] = {"description": info.description}
    if info.examples:
        found["examples"] = info.examples
    if vocabulary is not None:
        return found | {"enum": [member.value for member in vocabulary]}
    if _is_list(info.annotation):
        return found | {"type": "array", "items": WORD}
    return found | WORD


def _is_list(annotation: Any) -> bool:
    return get_args(annotation)[1:] == (...,)


def _vocabulary(info: Any) -> type[Term] | None:
    kinds = (info.annotation, *get_args(info.annotation))
    inner = (part for kind in kinds for part in (kind, *get_args(kind)))
    return next((k for k in inner if isinstance(k, type) and issubclass(k, Term)), None)


def _relation_schema(kind: str, model: type[Relation]) -> dict[str, Any]:
    record = _record(model)
    parts = record["properties"]
    for key in model.field_info().example.split():
        # One id may stand without brackets.
        parts[key] = parts[key] | {"type": ["string", "array"], "items": {"type": "string"}}
    parts["members"] = parts["members"] | {"enum": ["yes", "no", True, False]}
    parts["members"].pop("type")
    parts[model.answer_key] = answer_schema(model.field_info())
    record["properties"] = {**parts, **shared_schema()}
    return _list(kind, record) | {"$defs": {"gap": gap_schema()}}
