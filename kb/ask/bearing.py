"""Which relations bear on a set of treatments: between two of them, or on any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from kb.ask.base import KnowledgeBase
from kb.ask.related import reach
from kb.model.relation import Combination, HeadToHead, Relation, Switch
from kb.model.treatment import Treatment


class Scope(StrEnum):
    """Which relations a text shows of its treatments."""

    NONE = ""
    AMONG = "among"
    """Those between two of them."""
    NAMED = "named"
    """Those that it names, whatever others there are."""
    TOUCHING = "touching"
    """Those of any of them with whatever else."""


def bearing(
    base: KnowledgeBase, records: Iterable[Treatment], scope: Scope = Scope.AMONG
) -> tuple[Relation, ...]:
    """The relations of a scope, in alphabetical order of id."""
    known = tuple(records)
    if scope not in (Scope.AMONG, Scope.TOUCHING):
        return ()
    found = _between if scope is Scope.AMONG else _touches
    return tuple(relation for relation in base.relations.values() if found(relation, known))


def sides(relation: Relation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of both sides, in the order in which the relation is read."""
    match relation:
        case Switch():
            return relation.from_ids, relation.to_ids
        case Combination():
            return relation.of, relation.with_ids
        case HeadToHead():
            return (relation.of,), (relation.against,)
    return relation.ids, ()


def reached(
    relation: Relation, ends: tuple[str, ...], records: Sequence[Treatment]
) -> tuple[Treatment, ...]:
    """The records that one side of a relation reaches."""
    return tuple(record for record in records if reach(relation, ends, record) is not None)


def _between(relation: Relation, records: Sequence[Treatment]) -> bool:
    if isinstance(relation, HeadToHead):
        return set(relation.ids) <= {record.id for record in records}
    one, other = (reached(relation, ends, records) for ends in sides(relation))
    return any(a.id != b.id for a in one for b in other)


def _touches(relation: Relation, records: Sequence[Treatment]) -> bool:
    return any(reached(relation, ends, records) for ends in sides(relation))
