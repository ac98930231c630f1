"""Answers on benefit: how soon, how many, how long."""

from __future__ import annotations

from typing import Any

from kb.ask.alike import sense_of
from kb.model.claim import Claim
from kb.model.duration import Bound, Duration
from kb.model.rate import Rate
from kb.publish.desk import Clause, Desk, Said
from kb.publish.frequency import counted
from kb.publish.grammar import bracketed, is_sentence, spoken, versus
from kb.publish.plainwords import plain, without_intervals
from kb.publish.results import ANY_DRUG, Parts, is_ratio, parts_of
from kb.publish.subjects import Subject
from kb.publish.times import after, length
from kb.view.publication import Line
from kb.view.words import glued


def _own(desk: Desk, subject: Subject, path: str) -> list[Said]:
    from kb.publish.patient import own

    return own(desk, subject, path)


def _owner(said: Said) -> str:
    return f"for {said.subject.name}, " if said.inherited else ""


SOON = (
    ("onset.first-separation", "a first difference may show {after}"),
    ("onset.response", "clear relief is reported {after}"),
    ("onset.full-trial", "give it {length} before judging that it has not worked"),
)
OTHERWISE = "a source gives {length} as the {sense}"
"""Said in place of a frame where the number is another quantity than the frame tells of."""


def soon(desk: Desk, subject: Subject) -> list[Line]:
    """First difference, clear relief, and how long to wait before giving up."""
    lines: list[Line] = []
    named = False
    told = [s.claims[0] for path, _ in SOON for s in _own(desk, subject, path) if s.claims]
    all_unsure = len(told) > 1 and all(map(_unsure, told))
    for path, frame in SOON:
        for said in _own(desk, subject, path):
            for claim in said.claims[:1]:
                value: Duration = claim.value
                owner = "for the class, " if named and said.inherited else _owner(said)
                named |= said.inherited
                sense = sense_of(desk.base, claim)
                told_as = OTHERWISE.format(sense=sense, length=length(value)) if sense else ""
                words = owner + (told_as or frame.format(after=after(value), length=length(value)))
                if claim.denied:
                    words = f"it is not so that {words}"
                lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
                if _unsure(claim) and not all_unsure:
                    lines.append(desk.say(Clause("this time is uncertain", end=".")))
                if path == "onset.response" and claim.but and is_sentence(claim.but[0].value):
                    lines.append(desk.objections(claim, said.fact)[0])
    if all_unsure:
        lines.append(desk.say(Clause("these times are uncertain", end=".")))
    return lines


def many(desk: Desk, subject: Subject) -> list[Line]:
    """People helped out of 100 with it and without it; the plainest figure that there is."""
    for path, deed in (
        ("efficacy.response", "had a clear improvement"),
        ("efficacy.remission", "had few or no symptoms left"),
    ):
        for said in _own(desk, subject, path):
            told = _plainest(said.claims)
            if told is not None:
                return _counted(desk, said, told, deed)
    for said in _own(desk, subject, "efficacy.response"):
        for claim in said.claims:
            effect = parts_of(claim.value).effect
            if effect and is_ratio(effect) and effect.low is not None and effect.low > 1:
                with_ = effect.comparator or "the other group"
                words = f"in studies more people got clearly better than with {with_}"
                words += "; the source gives no count out of 100"
                return [desk.say(Clause(_owner(said) + words, (claim,), ".", (), said.fact))]
    return []


def _plainest(claims: tuple[Claim[Any], ...]) -> Claim[Any] | None:
    """A rate against placebo or sham, else the first rate with a comparator, else any rate."""
    rated = [c for c in claims if _rate(c) is not None]
    against = [c for c in rated if (r := _rate(c)) and r.other]
    dummy = [c for c in against if (r := _rate(c)) and r.comparator in ("placebo", "sham")]
    return next(iter([*dummy, *against, *rated]), None)


def _rate(claim: Claim[Any]) -> Rate | None:
    rate = parts_of(claim.value).rate
    return rate if rate and rate.share else None


def _counted(desk: Desk, said: Said, claim: Claim[Any], deed: str) -> list[Line]:
    parts: Parts = parts_of(claim.value)
    rate = parts.rate
    assert rate is not None
    assert rate.share is not None
    at = f" {glued(rate.at.text)} later" if rate.at else ""
    whose = given_words(said, claim)
    words = f"{_owner(said)}in studies {counted(rate.share)} people {whose} {deed}{at}"
    if rate.other:
        dummy = " (a dummy treatment)" if rate.comparator == "placebo" else ""
        words += f", and {counted(rate.other)} with {versus(rate.comparator)}{dummy}"
    lines = [desk.say(Clause(words, (claim,), ".", (), said.fact))]
    if claim.when:
        whom_ = f"{said.subject.name}, how many people it helps: {plain(spoken(claim.when))}"
        desk.notes.append(desk.say(Clause(whom_, (claim,), ".", (), said.fact)))
    if _unsure(claim):
        lines.append(desk.say(Clause("this figure is uncertain", end=".")))
    return lines


def _unsure(claim: Claim[Any]) -> bool:
    """Whether the record says that little certainty stands behind it."""
    return claim.sure is not None and claim.sure.value in ("low", "very-low")


def given_words(said: Said, claim: Claim[Any]) -> str:
    """ "given it", or what the figure covers where that is more than the subject."""
    if claim.when and ANY_DRUG.search(claim.when):
        return "given an antidepressant of any kind"
    return "given them" if said.subject.plural else "given it"


def lasting(desk: Desk, subject: Subject) -> list[Line]:
    """How long one dose or a course lasts, and what going on with it does."""
    lines = []
    for path, frames in LASTING.items():
        for said in _own(desk, subject, path):
            claims = said.claims if said.shown.own.disagree else said.claims[:1]
            if said.shown.own.disagree:
                lines.append(desk.say(Clause("studies differ", end=".")))
            for at, claim in enumerate(claims):
                words = lasted(claim.value, frames if at == 0 else FURTHER)
                words = _owner(said) + words if at == 0 else words
                lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
    for said in _own(desk, subject, "duration.maintained"):
        told = _plainest(said.claims)
        if told is not None:
            lines += _continued(desk, said, told)
        elif said.claims:
            claim = said.claims[0]
            parts = parts_of(claim.value)
            if parts.words:
                words = plain(without_intervals(spoken(parts.words)))
                lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
    return lines


FURTHER = (
    "another study gives {length}",
    "in another study half of them kept it for at least {length}",
)
"""Where sources disagree, for those after the first."""


LASTING = {
    "duration.one-dose": (
        "one dose or session helps for {length}",
        "after one dose or session half of the people kept the help for at least {length}",
    ),
    "duration.course": (
        "after a course, help lasts {length}",
        "after a course half of the people kept the help for at least {length}",
    ),
}
"""Frames by field; the second is for a median, which half of the people had."""


def lasted(value: Duration, frames: tuple[str, str]) -> str:
    """A length of time in its frame."""
    if value.bound is not Bound.MEDIAN:
        return frames[0].format(length=length(value))
    return frames[1].format(length=glued(value.text).removeprefix(value.bound.value).strip())


def _continued(desk: Desk, said: Said, claim: Claim[Any]) -> list[Line]:
    rate = _rate(claim)
    assert rate is not None
    assert rate.share is not None
    at = f" within {glued(rate.at.text)}" if rate.at else ""
    kept = "it"
    if claim.when and ANY_DRUG.search(claim.when):
        kept = "an antidepressant of any kind"
    words = f"of those who went on with {kept}, {counted(rate.share)} became depressed again{at}"
    if rate.other:
        words += f", and {counted(rate.other)} of those given {versus(rate.comparator)}"
    aside = bracketed([plain(spoken(claim.when or ""))]) if desk.full else ""
    return [desk.say(Clause(_owner(said) + words + aside, (claim,), ".", (), said.fact))]
