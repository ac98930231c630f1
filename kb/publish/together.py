"""Sentences on treatments used together, and on going from one to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, permutations
from typing import Any

from kb.ask.combining import GRAVEST_FIRST, combined
from kb.ask.inherit import shown
from kb.ask.related import Statement
from kb.ask.switching import switching
from kb.model.claim import Claim
from kb.model.relation import CombinationRule, Relation, SwitchRule
from kb.model.vocab import Method, Verdict
from kb.publish.desk import Clause, Desk
from kb.publish.grammar import inside, listed, spoken, with_tail
from kb.publish.subjects import Subject, subject
from kb.view.publication import Line
from kb.view.words import glued

TOGETHER: dict[Verdict, tuple[str, ...]] = {
    Verdict.CONTRAINDICATED: ("{a} together with {b} {is} contraindicated",),
    Verdict.CAUTION: (
        "{a} together with {b} {calls} for caution",
        "using {a} with {b} needs care",
    ),
    Verdict.UNKNOWN: ("too little is known of {a} together with {b}",),
    Verdict.USED: (
        "{a} together with {b} {is} described without a recommendation",
        "sources describe {a} used with {b}, without recommending it",
    ),
    Verdict.RECOMMENDED: (
        "{a} together with {b} {is} recommended",
        "sources recommend using {a} with {b}",
    ),
}
"""Frames for use together, by what the sources say of it."""


def together(desk: Desk) -> list[Line]:
    """What is recorded on each pair used together, the gravest first."""
    lines: list[Line] = []
    for one, other in combinations(desk.subjects, 2):
        (pair,) = combined(desk.base, [one.record.id, other.record.id])
        used = [desk.ledger.use_relation(desk.base.relations[r.relation]) for r in pair.rules]
        for verdict in GRAVEST_FIRST:
            for rule, relation in zip(pair.rules, used, strict=True):
                scope = _scope(desk, relation, one, other)
                lines += _verdict(desk, one, other, verdict, rule, scope)
    return lines


def _verdict(
    desk: Desk, one: Subject, other: Subject, verdict: Verdict, rule: Statement, scope: str
) -> list[Line]:
    claims = desk.told([
        claim
        for claim in rule.answer.claims
        if isinstance(claim.value, CombinationRule) and claim.value.value is verdict
    ])  # fmt: skip
    names = one.thing, other.thing
    return verdict_lines(
        desk, names, one.plural, verdict, claims, f"{rule.relation}:combination", scope
    )


def verdict_lines(
    desk: Desk, names: tuple[str, str], plural: bool, verdict: Verdict,
    claims: Sequence[Claim[Any]], fact: str, scope: str = "",
) -> list[Line]:  # fmt: skip
    """What claims of one verdict say of a pair: a sentence with a clause a source."""
    if not claims:
        return []
    head = desk.turn(TOGETHER[verdict]).format(
        a=names[0], b=names[1], **{"is": "are" if plural else "is"},
        calls="call" if plural else "calls",
    )  # fmt: skip
    clauses = []
    for at, claim in enumerate(claims):
        reason = inside(spoken(claim.value.reason or "")).replace(": ", "; ")
        lead = (f"{head}: {reason}" if reason else head) if at == 0 else reason or "said here too"
        if claim.denied:
            lead = f"it is recorded as untrue that {lead}"
        words = with_tail(lead, desk.tail(claim, scope if at == 0 else ""))
        clauses.append(Clause(words, (claim,), ";" if at < len(claims) - 1 else ".", (), fact))
    said = desk.say(*clauses)
    return [said, *(line for claim in claims for line in desk.objections(claim, fact))]


def _scope(desk: Desk, relation: Relation, *pair: Subject) -> str:
    """Through which classes a rule reaches a pair, in words; empty if through none."""
    classes = [one.record.class_id for one in pair if one.record.id not in relation.ids]
    parents = (desk.base.treatments[name] for name in dict.fromkeys(classes) if name)
    names = listed(subject(parent, desk.base, desk.locale).thing for parent in parents)
    return f"a rule for {names} and all their members" if names else ""


WAYS: dict[Method, str] = {
    Method.WASHOUT: "a drug-free interval{length} comes between",
    Method.TAPER: "the first is lowered and stopped before the next begins{after}",
    Method.CROSS_TAPER: "the first is lowered while the next is raised{over}",
    Method.DIRECT: "the next can begin when the next dose would be due",
    Method.OVERLAP: "both are given for a time{over}",
    Method.AVOID: "sources advise against this order",
}
"""How one treatment follows another."""

ORDERS = ("from {a} to {b}", "going from {a} to {b}", "in a change from {a} to {b}")
FURTHER_RULES = (
    "another rule for this change: ",
    "recorded as well: ",
    "one more rule has it that ",
)
"""Frames for a change, and for further rules on the same one, in turn."""


def changing(desk: Desk) -> list[Line]:
    """What is recorded on going from each subject to each other, in that direction only."""
    lines: list[Line] = []
    for one, other in permutations(desk.subjects, 2):
        found = switching(desk.base, one.record.id, other.record.id)
        change = f"{desk.turn(ORDERS).format(a=one.thing, b=other.thing)}, " if found.rules else ""
        for at, rule in enumerate(found.rules):
            fact, scope = _used(desk, rule, one, other)
            for number, claim in enumerate(desk.told(rule.answer.claims)):
                lead = desk.turn(FURTHER_RULES) if at or number else change
                body = way(desk, claim, lead, scope if number == 0 else "")
                lines.append(desk.say(Clause(body, (claim,), ".", (), fact)))
                lines += desk.objections(claim, fact)
    return lines


def _used(desk: Desk, rule: Statement, one: Subject, other: Subject) -> tuple[str, str]:
    """The fact that a rule states, noted as used, and how it reaches the pair."""
    if rule.record is None:
        relation = desk.ledger.use_relation(desk.base.relations[rule.relation])
        return f"{relation.id}:switch", _scope(desk, relation, one, other)
    view = desk.ledger.use(shown(desk.base, rule.record, rule.field.path))
    return f"{view.record.id}:{view.field.path}", rule.scope.replace(
        "monoamine oxidase inhibitors as a group", "MAOIs as a group"
    )


def way(desk: Desk, claim: Claim[Any], lead: str, scope: str = "") -> str:
    """A rule on a change, after words that say which change it is."""
    value = claim.value
    if not isinstance(value, SwitchRule):
        words = f"{lead}{interval(spoken(value.text))}"
        return with_tail(words, desk.tail(claim, scope))
    length = glued(value.interval.text) if value.interval else ""
    words = lead + WAYS[value.value].format(
        length=f" of {length}" if length else "", over=f" over {length}" if length else "",
        after=f", with {length} between" if length else "",
    )  # fmt: skip
    if value.danger:
        words += f", because of the danger of {inside(spoken(value.danger))}"
    if value.reason:
        reason = inside(spoken(value.reason))
        words += f"{'; ' if ':' in reason else ': '}{reason}"
    return with_tail(words, desk.tail(claim, scope))


def interval(words: str) -> str:
    """A recorded interval as a clause: "14 days" → "the interval is 14 days"."""
    if re.match(r"(?:at least |about |up to )?[\d½]", words):
        return f"the interval is {words}"
    return inside(words)
