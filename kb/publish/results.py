"""Sentences on results of trials: arm rates and effects, each with what it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.model.claim import Claim
from kb.model.composite import Sized
from kb.model.number import format_number
from kb.model.outcome import MEASURES, RATIOS, Effect, Result
from kb.model.rate import Rate
from kb.model.text import Course, Finding, Text
from kb.publish.desk import Clause, Desk, Said
from kb.publish.grammar import spoken, versus, with_tail
from kb.publish.prose import text_lines
from kb.view.publication import Line
from kb.view.words import glued

VERBS: dict[str, tuple[str, str]] = {
    "efficacy.response": ("responded", "response"),
    "efficacy.remission": ("were in remission", "remission"),
    "efficacy.score": ("changed", "the symptom score"),
    "acceptability.dropout-any": ("left the trial for any reason", "leaving the trial early"),
    "acceptability.dropout-adverse": (
        "left the trial because of adverse events",
        "leaving because of adverse events",
    ),
    "duration.maintained": ("relapsed", "relapse while treatment went on"),
    "duration.stopped": ("relapsed", "relapse after stopping"),
    "stopping.symptoms": ("had symptoms on stopping", "symptoms on stopping"),
}
"""What people did, as a verb and as a noun, by field."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A result taken apart, whatever composite carried it."""

    rate: Rate | None
    effect: Effect | None
    words: str
    extras: tuple[str, ...]


def parts_of(value: Any) -> Parts:
    """The rate, effect and size of a value; `words` where it is a sentence instead."""
    extras: tuple[str, ...] = ()
    if isinstance(value, Sized):
        size = [
            f"{number:,} {noun if number != 1 else one}"
            for number, noun, one in (
                (value.trials, "trials", "trial"),
                (value.participants, "people", "person"),
            )
            if number is not None
        ]
        extras = tuple(part for part in (glued(", ".join(size)), spoken(value.scale or "")) if part)
        value = value.value
    if isinstance(value, (Course, Finding)):
        value = value.value
    if isinstance(value, Text):
        return Parts(None, None, value.text, extras)
    if isinstance(value, Rate):
        return Parts(value, None, "", extras)
    assert isinstance(value, Result)
    return Parts(value.rate, value.effect, "", extras)


def outcomes(desk: Desk, path: str) -> list[Line]:
    """The sentences on a field that holds results."""
    lines: list[Line] = []
    told: dict[tuple[str, ...], None] = {}
    for at, said in enumerate(s for s in desk.said(path) if s.claims):
        if said.shown.own.disagree:
            words = f"sources disagree on {said.subject.name}, and no figure here is an average"
            lines.append(desk.say(Clause(words, end=".")))
        before: Parts | None = None
        claims = said.claims if said.shown.own.disagree else desk.told(said.claims)
        for claim in claims:
            parts = parts_of(claim.value)
            key = _key(claim, parts)
            if key and key in told:
                words = f"the same figures stand in the record for {said.subject.name}"
                lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
                lines += desk.objections(claim, said.fact)
                continue
            told.setdefault(key)
            if parts.words:
                lines += text_lines(desk, said, [claim])
            else:
                words = _words(desk, said, path, parts, before, claim, at)
                lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
                lines += desk.objections(claim, said.fact)
                before = parts
    return lines


def _key(claim: Claim[Any], parts: Parts) -> tuple[str, ...]:
    """What makes two claims one finding: the same sources and the same rates."""
    if parts.rate is None:
        return ()
    return (parts.rate.text, *sorted({c.source for c in claim.cite}))


def _words(
    desk: Desk, said: Said, path: str, now: Parts, before: Parts | None, claim: Claim[Any], at: int
) -> str:
    if now.rate is None and now.effect is not None:
        head = _effect_head(said, path, now.effect, before, desk.turn(FURTHER_EFFECTS))
        return with_tail(head, desk.tail(claim, interval_words(now.effect), *now.extras))
    assert now.rate is not None
    head = _rate_head(
        said, path, now.rate, before, who(said, path, claim.when, at), desk.turn(FURTHER_RATES)
    )
    effect = effect_words(now.effect) if now.effect else ""
    return with_tail(head, desk.tail(claim, effect, *now.extras))


ANY_DRUG = re.compile(
    r"\b(?:any|all) antidepressants?\b|antidepressants in general|antidepressant of any kind|"
    r"all antidepressant monotherapies",
    re.IGNORECASE,
)
"""Conditions by which a figure belongs to antidepressants at large, not to the subject alone."""


def who(said: Said, path: str, when: str | None, at: int) -> str:
    """The people of a rate: those on the subject, unless the figure covers any antidepressant."""
    lead = "people" if at == 0 else "those"
    name = said.subject.thing
    stopped = path in ("duration.stopped", "stopping.symptoms")
    went_on = path == "duration.maintained"
    if when and ANY_DRUG.search(when):
        name = "an antidepressant of any class"
        if not (stopped or went_on):
            return f"{lead} given {name}"
    if stopped:
        return f"{lead} who stopped {name}"
    if went_on:
        return f"{lead} who went on with {name}"
    return f"{lead} {said.subject.given_phrase}"


FURTHER_RATES = (
    "a further analysis put {noun} at {figures}",
    "another has {noun} at {figures}",
    "one more gives {figures}",
)
FURTHER_EFFECTS = (
    "a further estimate{at} is {number}",
    "another estimate{at} is {number}",
    "one more estimate{at} is {number}",
)
"""Frames for results like the one before them."""


def _rate_head(
    said: Said, path: str, rate: Rate, before: Parts | None, whose: str, further: str
) -> str:
    verb, noun = VERBS[path]
    if rate.share is None:
        return f"{noun} with {said.subject.name} is classed as {rate.text}"
    share = percent(rate.share.text)
    other = percent(rate.other.text) if rate.other else ""
    at = f"at {glued(rate.at.text)}" if rate.at else ""
    last = before.rate if before and before.rate else None
    if last is None:
        head = f"{at}, {share} of {whose} {verb}" if at else f"among {whose}, {share} {verb}"
        return head + (f", against {other} with {versus(rate.comparator)}" if other else "")
    if not other:
        return f"without a comparison group, {share} {verb}{f' {at}' if at else ''}"
    if rate.comparator != last.comparator:
        tail = f" {at}" if at else ""
        return f"against {versus(rate.comparator)} the figures were {share} and {other}{tail}"
    if at and rate.at != last.at:
        return f"{at} they were {share} and {other}"
    figures = f"{share}, against {other} with {versus(rate.comparator)}"
    return further.format(noun=noun, figures=figures)


def percent(text: str) -> str:
    """A share in words, its unit tied to its number."""
    return glued(text.replace("<", "less than ").replace(">", "more than "))


def _effect_head(said: Said, path: str, effect: Effect, before: Parts | None, further: str) -> str:
    _, noun = VERBS[path]
    measure = MEASURES[effect.measure]
    measure = measure if measure[0].isupper() else f"the {measure}"
    against = f" against {versus(effect.comparator)}" if effect.comparator else ""
    at = f" at {glued(effect.at.text)}" if effect.at else ""
    number = f"{signed(effect.estimate)}{'%' if effect.percent else ''}"
    if before and before.effect and before.effect.measure == effect.measure:
        if before.effect.comparator != effect.comparator:
            return f"{against.strip()}, it was {number}{at}"
        return further.format(at=at, number=number)
    if before:
        return f"{measure}{against}{at} was {number}"
    return f"for {noun} with {said.subject.name}, {measure}{against}{at} was {number}"


def interval_words(effect: Effect) -> str:
    """The interval alone, for the brackets: "95% CI 1.55 to 1.82"."""
    return number_words(effect).partition(" (")[2].removesuffix(")")


def number_words(effect: Effect) -> str:
    """The estimate with its interval: "1.67 (95% CI 1.55 to 1.82)"."""
    sign = "%" if effect.percent else ""
    words = f"{signed(effect.estimate)}{sign}"
    if effect.low is not None and effect.high is not None:
        words += f" ({glued(effect.interval)} {signed(effect.low)}{sign} to "
        words += f"{signed(effect.high)}{sign})"
    return words


def effect_words(effect: Effect) -> str:
    """An effect inside brackets: "OR 1.67, 95% CI 1.55 to 1.82"."""
    measure = effect.measure
    return f"{measure} {number_words(effect)}".replace(" (", ", ").replace(")", "")


def signed(number: Decimal) -> str:
    """A number with a real minus sign."""
    return format_number(number).replace("-", "−")


def is_ratio(effect: Effect) -> bool:
    """Whether no difference is 1 rather than 0."""
    return effect.measure in RATIOS
