"""From one treatment to another: every recorded statement on this order, in this direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.ask.related import (
    MAOI,
    Statement,
    is_within,
    naming,
    own_statement,
    reach,
    scope_words,
)
from kb.model.relation import Switch
from kb.model.treatment import Treatment
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Switching:
    """What is recorded on going from `left` to `begun`.

    `rules` state how (interval, method); `dangers` say why; `back` holds the rules of the other
    direction, which may differ; `around` is what else helps: stopping, other switches.
    """

    base: KnowledgeBase
    left: Treatment
    begun: Treatment
    rules: tuple[Statement, ...]
    dangers: tuple[Statement, ...]
    back: tuple[Statement, ...]
    around: tuple[Statement, ...]


def switching(base: KnowledgeBase, left_name: str, begun_name: str) -> Switching:
    """What is recorded on switching; raises NameNotFound, UsageFault for one treatment twice."""
    left, begun = base[left_name], base[begun_name]
    if left.id == begun.id:
        raise UsageFault("Name two different treatments: kb switch FROM TO.")
    around = [
        *own_statement(f"stopping {left.name}", left, "stopping.taper"),
        *naming(base, left, begun, ("switching.cross-taper",)),
        *naming(base, begun, left, ("switching.cross-taper",)),
    ]
    return Switching(
        base,
        left,
        begun,
        tuple(_rules(base, left, begun)),
        tuple(_dangers(left, begun)),
        tuple(_rules(base, begun, left)),
        tuple(around),
    )


def _rules(base: KnowledgeBase, left: Treatment, begun: Treatment) -> Iterator[Statement]:
    found: list[tuple[int, Statement]] = []
    for relation in base.relations.values():
        if not isinstance(relation, Switch):
            continue
        ends = reach(relation, relation.from_ids, left), reach(relation, relation.to_ids, begun)
        if None not in ends:
            scope = scope_words(base, *ends)
            rule = Statement(
                "rule", None, relation.field_info(), relation.answer, scope, relation.id
            )
            found.append((sum(map(bool, ends)), rule))
    # What was written for just these two stands before what reaches them through their classes.
    yield from (rule for _, rule in sorted(found, key=lambda pair: pair[0]))
    general = "stated for monoamine oxidase inhibitors as a group"
    if is_within(begun, MAOI):
        scope = "" if begun.id == MAOI else general
        yield from own_statement(f"from {left.name} to an MAOI", left, "switching.to-maoi", scope)
    if is_within(left, MAOI):
        scope = "" if left.id == MAOI else general
        yield from own_statement(
            f"from an MAOI to {begun.name}", begun, "switching.from-maoi", scope
        )


def _dangers(left: Treatment, begun: Treatment) -> Iterator[Statement]:
    for one, other in ((left, begun), (begun, left)):
        if is_within(other, MAOI):
            yield from own_statement(f"{one.name} with MAOIs", one, "interactions.maoi")
