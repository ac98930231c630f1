"""Reading data/relations: switches, combinations, head-to-head results, concomitants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.ask.bearing import sides
from kb.load.build import validated
from kb.load.expand import Expander
from kb.load.files import is_there, read_records
from kb.load.nodes import Mapping, Node, Scalar
from kb.load.overlay import joined_answers
from kb.model.relation import RELATIONS, Concomitant, HeadToHead, Relation
from kb.problems import Place, Problem


@dataclass(slots=True)
class LoadedRelations:
    """What was read, with every problem and the place of each relation."""

    relations: dict[str, Relation] = field(default_factory=dict)
    concomitants: dict[str, Concomitant] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: str, record: Relation | Concomitant, place: Place) -> None:
        """Keep a record; a second of the same id is a problem.

        An overlay's relation of a known id and the same two sides adds its claims to it.
        """
        known: dict[str, Any] = (
            self.relations if isinstance(record, Relation) else self.concomitants
        )
        before = known.get(record.id)
        if isinstance(record, Relation) and _adds_to(before, record):
            known[record.id] = _with_claims(before, record)
            return
        if before is not None:
            self.problems.append(
                Problem(
                    "E203",
                    f'a second {kind} is called "{record.id}"',
                    "Merge the two.",
                    place,
                    record.id,
                )
            )
        known[record.id] = record
        self.places[record.id] = place


def _adds_to(before: Relation | None, over: Relation) -> bool:
    """Whether `over` is of an overlay and speaks of the same two sides as a relation of its id."""
    if before is None or not over.origin or before.origin == over.origin:
        return False
    if isinstance(before, HeadToHead) and isinstance(over, HeadToHead):
        return before.outcome is over.outcome and before.ids == over.ids
    return type(before) is type(over) and sides(before) == sides(over)


def _with_claims(before: Any, over: Relation) -> Any:
    """`before` with the claims of `over`; nothing of `before` is lost."""
    joined = joined_answers(before.answer, over.answer)
    return before.model_copy(update={before.answer_key: joined})


CONCOMITANTS = "concomitants"
"""Name of the file of drugs that bear on combinations."""
CitationCheck = Callable[[Mapping], list[Problem]]


def read_relations(
    folder: Path, shown: str, origin: str, check: CitationCheck, into: LoadedRelations
) -> None:
    """Add every relation below `folder`; `check` finds citations of unknown sources."""
    for kind in (*RELATIONS, CONCOMITANTS):
        path = folder / f"{kind}.yaml"
        if is_there(path):
            read_relation_file(path, f"{shown}/{kind}.yaml", kind, origin, check, into)


def read_relation_file(
    path: Path, shown: str, kind: str, origin: str, check: CitationCheck, into: LoadedRelations
) -> None:
    """Add what one file holds: relations of the kind that its name says, or concomitants."""
    for node in _nodes(path, shown, kind, into):
        if not isinstance(node, Mapping):
            continue
        if kind == CONCOMITANTS:
            _read_concomitant(node, origin, into)
        else:
            _read_relation(node, RELATIONS[kind], origin, check, into)


def _read_concomitant(node: Mapping, origin: str, into: LoadedRelations) -> None:
    expander = Expander(origin)
    data = expander.plain(node, ()) | ({"origin": origin} if origin else {})
    record, faults = validated(Concomitant, data, expander, _id(node), node)
    into.problems += faults
    if record:
        into.add("concomitant", record, node.place)


def _nodes(path: Path, shown: str, kind: str, into: LoadedRelations) -> list[Node]:
    nodes, problems = read_records(path, shown, kind)
    into.problems += problems
    for node in nodes:
        if not isinstance(node, Mapping):
            into.problems.append(
                Problem(
                    "E101", "a relation must be a mapping", "Start it with `- id: …`.", node.place
                )
            )
    return nodes


def _read_relation(
    node: Mapping, model: type[Relation], origin: str, check: CitationCheck, into: LoadedRelations
) -> None:
    expander = Expander(origin)
    data = expander.relation(node, model.field_info())
    record, faults = validated(model, data, expander, _id(node), node)
    into.problems += faults
    into.problems += check(node)
    if record:
        into.add(model.kind, record, node.place)


def _id(node: Mapping) -> str:
    found = node.entries.get("id")
    return found.text if isinstance(found, Scalar) else ""
