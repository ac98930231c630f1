"""Sentences on what stands between treatments: results head to head, pairs without a rule."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from kb.ask.bearing import Scope, bearing
from kb.ask.combining import combined
from kb.model.claim import Claim
from kb.model.outcome import MEASURES
from kb.model.relation import HeadToHead
from kb.publish.desk import Clause, Desk
from kb.publish.grammar import capital, inside, is_sentence, listed, spoken, versus, with_tail
from kb.publish.results import Parts, effect_words, interval_words, parts_of, percent, signed
from kb.publish.subjects import Subject
from kb.publish.together import changing, together
from kb.view.publication import Line
from kb.view.words import glued

DID: dict[str, tuple[str, str]] = {
    "response": ("responded", "response"),
    "remission": ("were in remission", "remission"),
    "score": ("changed", "the symptom score"),
    "relapse": ("relapsed", "relapse"),
    "dropout-any": ("left the trial for any reason", "leaving the trial early"),
    "dropout-adverse": (
        "left the trial because of adverse events",
        "leaving because of adverse events",
    ),
    "cognition": ("had the cognitive outcome", "cognition"),
    "other": ("had the outcome named here", "the outcome named here"),
}
"""What people did, as a verb and as a noun, by outcome."""

RATES = (
    "head to head{at}, {share} of people {who} {did}, against {other} with {versus}",
    "where the two were compared directly, {share} of people {who} {did}{at}, against {other} "
    "with {versus}",
    "set against {versus}, {share} of people {who} {did}{at}, compared with {other}",
)
EFFECTS = (
    "for {noun}, {name} set directly against {versus} had {measure} of {number}{at}",
    "on {noun}, direct comparison of {name} with {versus} gave {measure} of {number}{at}",
    "compared directly with {versus}, {name} had {measure} of {number} for {noun}{at}",
)
"""Frames for head-to-head results, in turn."""


def direct(desk: Desk) -> list[Line]:
    """Results of trials of one subject against another."""
    lines: list[Line] = []
    subjects = {subject.record.id: subject for subject in desk.subjects}
    for relation in bearing(desk.base, desk.records):
        if not isinstance(relation, HeadToHead):
            continue
        desk.ledger.use_relation(relation)
        one, other = subjects[relation.of], subjects[relation.against]
        fact = f"{relation.id}:comparison"
        for claim in desk.told(relation.result.claims):
            words = result_words(desk, one, other, relation.outcome.value, claim)
            lines.append(desk.say(Clause(words, (claim,), ".", (), fact)))
            lines += desk.objections(claim, fact)
    return lines


def result_words(desk: Desk, one: Subject, other: Subject, outcome: str, claim: Claim[Any]) -> str:
    """A result of one treatment against another as a clause, with its conditions."""
    parts = parts_of(claim.value)
    did, noun = DID[outcome]
    if parts.words:
        words = spoken(parts.words)
        if not is_sentence(words):
            words = f"{noun} with {one.name} against {other.name}: {inside(words)}"
        return with_tail(words, desk.tail(claim, *parts.extras))
    if parts.rate is not None and parts.rate.share is not None:
        return _rate(desk, one, did, parts, claim)
    effect = parts.effect
    assert effect is not None
    measure = MEASURES[effect.measure]
    words = desk.turn(EFFECTS).format(
        noun=noun, name=one.thing, versus=versus(effect.comparator) or other.thing,
        measure=f"{'an' if measure[0].lower() in 'aeio' else 'a'} {measure}",
        number=f"{signed(effect.estimate)}{'%' if effect.percent else ''}",
        at=f" at {glued(effect.at.text)}" if effect.at else "",
    )  # fmt: skip
    return with_tail(words, desk.tail(claim, interval_words(effect), *parts.extras))


def _rate(desk: Desk, one: Subject, did: str, parts: Parts, claim: Claim[Any]) -> str:
    rate = parts.rate
    assert rate is not None
    assert rate.share is not None
    at = f" at {glued(rate.at.text)}" if rate.at else ""
    effect = effect_words(parts.effect) if parts.effect else ""
    if rate.other is None:
        words = f"{percent(rate.share.text)} of people {one.given_phrase} {did}{at}"
    else:
        words = desk.turn(RATES).format(
            at=at, share=percent(rate.share.text), who=one.given_phrase, did=did,
            other=percent(rate.other.text), versus=versus(rate.comparator),
        )  # fmt: skip
    return with_tail(words, desk.tail(claim, effect, *parts.extras))


MOST_PAIRS = 6
"""Pairs that are named one by one."""


def silent(desk: Desk) -> list[Line]:
    """Which pairs have no rule, once for the whole text: a gap that says nothing of the pairs."""
    if len(desk.subjects) < 2:
        return []
    desk.ledger.scope = Scope.AMONG
    alone = [
        f"{one.thing} with {other.thing}"
        for one, other in combinations(desk.subjects, 2)
        if not combined(desk.base, [one.record.id, other.record.id])[0].rules
    ]
    if not alone:
        return []
    if len(alone) > MOST_PAIRS:
        count = len(desk.subjects) * (len(desk.subjects) - 1) // 2
        alone = [f"{len(alone)} of the {count} pairs together"]
    words = (
        f"no rule is recorded here on using {listed(alone, 'or')}; that is a gap in these records "
        "and says nothing about whether they may be combined"
    )
    return [desk.say(Clause(capital(words), end="."))]


TOPICS = (direct, together, changing, silent)
"""All that stands between treatments, in the order in which it is told."""
