"""Promises of relations: their ends exist, their claims are sourced, no pair stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from kb.ask.names import fold, names_of
from kb.check.rules import entry_faults
from kb.model.relation import Combination, Concomitant, Relation
from kb.model.treatment import Treatment
from kb.model.vocab import Level
from kb.problems import Place, Problem


def relation_problems(
    relations: Mapping[str, Relation],
    concomitants: Mapping[str, Concomitant],
    treatments: Mapping[str, Treatment],
    places: Mapping[str, Place],
) -> list[Problem]:
    """Every broken promise of the relations and concomitants."""
    found: list[Problem] = []
    for relation in relations.values():
        place = places.get(relation.id, Place(relation.id))
        known = set(treatments) | (
            set(concomitants) if isinstance(relation, Combination) else set()
        )
        found += _unknown_ids(relation, known, place)
        found += _idle_members(relation, treatments, place)
        found += _same_ends(relation, treatments, place)
        for entry in relation.answer.entries:
            found += entry_faults(relation.id, relation.answer_key, entry)
    found += _name_clashes(concomitants, treatments, places)
    return found


def _unknown_ids(relation: Relation, known: set[str], place: Place) -> Iterator[Problem]:
    for record_id in (*relation.ids, *relation.excepted):
        if record_id not in known:
            close = get_close_matches(record_id, sorted(known), n=2)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            yield Problem(
                "E210",
                f'no treatment or concomitant is called "{record_id}"',
                f"Name the id of a record.{hint}",
                place,
                relation.id,
                "id",
            )


def _idle_members(
    relation: Relation, treatments: Mapping[str, Treatment], place: Place
) -> Iterator[Problem]:
    ends = [treatments[i] for i in relation.ids if i in treatments]
    if relation.members and not any(end.level is Level.CLASS for end in ends):
        yield Problem(
            "E211",
            "`members: yes` without a class",
            "Leave it out, or name the class.",
            place,
            relation.id,
            "members",
        )


def _same_ends(
    relation: Relation, treatments: Mapping[str, Treatment], place: Place
) -> Iterator[Problem]:
    """A relation is of two: each side names somebody, each once, and not both the same one.

    Several may stand on both sides (of some drugs no two go together), and so may a class: from
    one of its members to another.
    """
    first, second = relation.sides
    one = treatments.get(first[0]) if len(first) == 1 and first == second else None
    twice = [i for side in (first, second) for i in side if side.count(i) > 1]
    if not first or not second:
        what, remedy = "a relation with nobody on one side", "Name a record on either side."
    elif twice:
        what, remedy = f"{twice[0]} stands twice on one side", "Name each record once."
    elif one is not None and one.level is not Level.CLASS:
        what, remedy = f"a relation of {one.id} with itself", "Name another on one side."
    else:
        return
    yield Problem("E214", what, remedy, place, relation.id, "id")


def _name_clashes(
    concomitants: Mapping[str, Concomitant],
    treatments: Mapping[str, Treatment],
    places: Mapping[str, Place],
) -> Iterator[Problem]:
    taken = {fold(name): record.id for record in treatments.values() for name in names_of(record)}
    for item in concomitants.values():
        for name in (item.id, item.name, *item.aliases):
            owner = taken.setdefault(fold(name), item.id)
            if owner != item.id:
                yield Problem(
                    "E204",
                    f'the name "{name}" is also a name of {owner}',
                    "Give each name to one record.",
                    places.get(item.id, Place(item.id)),
                    item.id,
                    "aliases",
                )
