"""Full text over relations: switches, combinations and comparisons that hold the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.ask.truth import Ground, Truth
from kb.model.claim import Claim
from kb.model.relation import Combination, HeadToHead, Relation, Switch

Holds = Callable[[str], bool]
Named = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class RelationHit:
    """A relation with those of its entries that hold the words, and the command that shows it."""

    relation: Relation
    grounds: tuple[Ground, ...]
    command: tuple[str, ...]


def related(base: KnowledgeBase, holds: Holds, touches: Holds) -> tuple[RelationHit, ...]:
    """Every relation that holds the words in an entry or in the names of its ends together.

    `holds` finds all phrases in a text, `touches` any of them.
    """
    named = _named(base)
    found = (_hit(base, named, relation, holds, touches) for relation in base.relations.values())
    return tuple(hit for hit in found if hit is not None)


def _hit(
    base: KnowledgeBase,
    named: Named,
    relation: Relation,
    holds: Holds,
    touches: Holds,
) -> RelationHit | None:
    names = "; ".join(name for end in relation.ids for name in named.get(end, [end]))
    grounds = tuple(
        Ground("", Truth.YES, entry)
        for entry in relation.answer.entries
        if holds("; ".join((names, relation.kind, *_texts(entry))))
    )
    if not grounds:
        return None
    return RelationHit(relation, grounds, _command(base, named, relation, touches))


def _texts(entry: object) -> Iterator[str]:
    yield getattr(entry, "when", None) or ""
    if isinstance(entry, Claim):
        yield entry.value.text
        yield from (objection.value for objection in entry.but)
    else:
        yield getattr(entry, "why", None) or ""


def _named(base: KnowledgeBase) -> Named:
    """The names of every treatment and concomitant by id, from the index: no record is read."""
    named: Named = {
        key: [key, other.name, *other.aliases] for key, other in base.concomitants.items()
    }
    for name, ids in base.names.items():
        for record_id in ids:
            named.setdefault(record_id, [record_id]).append(name)
    return named


def _command(
    base: KnowledgeBase, named: Named, relation: Relation, touches: Holds
) -> tuple[str, ...]:
    """The words after `kb` that show the relation, for the ends that were asked about."""
    if isinstance(relation, HeadToHead):
        outcome = ("--outcome", relation.outcome.value)
        return ("effects", relation.of, relation.against, *outcome)
    verb = "switch" if isinstance(relation, Switch) else "combine"
    one, other = _sides(relation)
    first = _asked(named, one, touches)
    second = _asked(named, [end for end in other if end != first] or other, touches)
    if first == second:
        # A rule inside one class is seen on two of its members.
        members = [m for m in base.member_ids(first) if m not in relation.excepted]
        first, second = members[:2] if len(members) > 1 else (first, second)
    return (verb, first, second)


def _sides(relation: Relation) -> tuple[Sequence[str], Sequence[str]]:
    if isinstance(relation, Switch):
        return relation.from_ids, relation.to_ids
    assert isinstance(relation, Combination)
    return relation.of, relation.with_ids


def _asked(named: Named, ends: Sequence[str], touches: Holds) -> str:
    """The end that the words name, else the first."""
    return next((end for end in ends if touches("; ".join(named.get(end, [end])))), ends[0])
