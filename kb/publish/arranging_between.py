"""What stands between the treatments of the page that a reader arranges: each relation once."""

from __future__ import annotations

from typing import Any

from kb.ask.bearing import bearing, reached, sides
from kb.ask.combining import GRAVEST_FIRST
from kb.model.claim import Claim
from kb.model.relation import Combination, HeadToHead, Relation
from kb.model.treatment import Treatment
from kb.publish.between import result_words
from kb.publish.desk import Clause, Desk
from kb.publish.grammar import listed
from kb.publish.subjects import subject
from kb.publish.together import verdict_lines, way
from kb.view.page import PageRelation
from kb.view.publication import Line

GROUPS = {
    "comparison": "Compared directly",
    "combination": "Used together",
    "switch": "From one to another",
}
"""Heads of the parts, by kind of relation."""


def relations(desk: Desk) -> tuple[PageRelation, ...]:
    """Every relation between two treatments of the page, by kind."""
    found = sorted(bearing(desk.base, desk.records), key=lambda r: list(GROUPS).index(r.kind))
    shown = []
    for relation in map(desk.ledger.use_relation, found):
        one, other = (
            tuple(record.id for record in reached(relation, ends, desk.records))
            for ends in sides(relation)
        )
        lines = tuple(_lines(desk, relation))
        shown.append(PageRelation(relation.id, GROUPS[relation.kind], one, other, lines))
    return tuple(shown)


def _lines(desk: Desk, relation: Relation) -> list[Line]:
    one, other = (_names(desk, relation, ends) for ends in sides(relation))
    fact = f"{relation.id}:{relation.kind}"
    if isinstance(relation, Combination):
        plural = len(relation.of) == 1 and _subject(desk, relation.of[0]).plural
        return [
            line
            for verdict in GRAVEST_FIRST
            for line in verdict_lines(
                desk, (one, other), plural, verdict,
                [c for c in relation.answer.claims if c.value.value is verdict], fact,
            )
        ]  # fmt: skip
    lines: list[Line] = []
    for claim in relation.answer.claims:
        words = _clause(desk, relation, claim, f"from {one} to {other}, ")
        lines += [desk.say(Clause(words, (claim,), ".", (), fact)), *desk.objections(claim, fact)]
    return lines


def _clause(desk: Desk, relation: Relation, claim: Claim[Any], lead: str) -> str:
    if isinstance(relation, HeadToHead):
        ends = _subject(desk, relation.of), _subject(desk, relation.against)
        return result_words(desk, *ends, relation.outcome.value, claim)
    return way(desk, claim, lead)


def _subject(desk: Desk, name: str) -> Any:
    return subject(desk.base.treatments[name], desk.base, desk.locale)


def _names(desk: Desk, relation: Relation, ends: tuple[str, ...]) -> str:
    """The treatments of one side, in words; for classes, whether their members are meant."""
    words = []
    for name in ends:
        record = desk.base.treatments.get(name)
        if isinstance(record, Treatment):
            words.append(_subject(desk, name).thing)
        elif name in desk.base.concomitants:
            words.append(desk.base.concomitants[name].name)
    whole = listed(words, "or")
    if not relation.members or not any(desk.base.member_ids(name) for name in ends):
        return whole
    left_out = [_subject(desk, name).thing for name in relation.excepted]
    return f"{whole} (members included{f', not {listed(left_out)}' if left_out else ''})"
