"""Answers on harm: side effects, serious risks, stopping."""

from __future__ import annotations

from kb.model.rate import Rate
from kb.model.treatment import fields
from kb.publish.desk import Clause, Desk
from kb.publish.frequency import counted, denominator
from kb.publish.grammar import inside, is_sentence, listed, spoken, versus
from kb.publish.harms import EFFECTS, frequencies, noun
from kb.publish.patient_benefit import _own, _owner, _plainest, _rate
from kb.publish.plainwords import plain, without_intervals
from kb.publish.regulation import by_place
from kb.publish.results import parts_of
from kb.publish.subjects import Subject
from kb.view.publication import Line
from kb.view.words import glued

MOST = 5


def effects(desk: Desk, subject: Subject) -> list[Line]:
    """The commonest side effects with counts, then those that sources name without one."""
    lines: list[Line] = []
    every = frequencies(desk)[subject.record.id]
    once = {row.label: row for row in reversed(every)}
    rated = [row for row in every if once[row.label] is row][: 10 if desk.full else MOST]
    if rated:
        of = denominator([row.share for row in rated])
        items = [f"{plain(noun(row.label))} ({counted(row.share, of)})" for row in rated]
        claims = tuple(row.claim for row in rated)
        words = f"people in studies reported {listed(items)}"
        lines.append(desk.say(Clause(words, claims, ".", (), rated[0].said.fact)))
        if rated[0].rate.other and rated[0].rate.comparator == "placebo":
            others = [f"{counted(r.rate.other, of)}" for r in rated[:1] if r.rate.other]
            words = f"with a dummy treatment it was {others[0]} for {plain(rated[0].label)}"
            lines.append(desk.say(Clause(words, (rated[0].claim,), ".", (), rated[0].said.fact)))
    named: list[str] = []
    entries = []
    for path in EFFECTS:
        for said in _own(desk, subject, path):
            bare = [
                c
                for c in said.claims
                if not (isinstance(c.value.value, Rate) and c.value.value.share)
            ]
            if bare and fields()[path].label not in once and len(named) < (12 if desk.full else 6):
                named.append(plain(noun(fields()[path].label)))
                entries += bare[:1]
    if named:
        lead = "also named, without a count" if rated else "named without a count"
        lines.append(desk.say(Clause(f"{lead}: {listed(named)}", tuple(entries), ".")))
    return lines


def serious(desk: Desk, subject: Subject) -> list[Line]:
    """Boxed warnings and serious effects, in everyday words."""
    lines = []
    for said in _own(desk, subject, "warnings.boxed"):
        for where, claims in by_place(said.claims).items():
            topics = [plain(inside(spoken(claim.value.text))) for claim in claims]
            words = f"the {where} label carries its strongest (boxed) "
            words += f"warning{'s' if len(topics) > 1 else ''}: {listed(topics)}"
            clause = Clause(words.replace("  ", " "), tuple(claims), ".", (), said.fact)
            lines.append(desk.say(clause))
    phrases = []
    entries = []
    for said in _own(desk, subject, "adverse.serious"):
        for claim in said.claims[: 4 if desk.full else 2]:
            words = without_intervals(inside(spoken(claim.value.text)))
            if is_sentence(words):
                lines.append(desk.say(Clause(plain(words), (claim,), ".", (), said.fact)))
            else:
                phrases.append(plain(words))
                entries.append(claim)
    if phrases:
        lead = "a serious harm named is" if len(phrases) == 1 else "serious harms named are"
        words = f"{lead} {listed(phrases)}"
        lines.append(desk.say(Clause(words, tuple(entries), ".")))
    return lines


def stopping(desk: Desk, subject: Subject) -> list[Line]:
    """Symptoms on stopping and relapse, kept apart: they are two different risks."""
    lines = []
    for said in _own(desk, subject, "stopping.symptoms"):
        told = _plainest(tuple(c for c in said.claims if not parts_of(c.value).words))
        rate = _rate(told) if told is not None else None
        if told is not None and rate is not None and rate.share:
            words = f"{_owner(said)}{counted(rate.share)} people had symptoms on stopping"
            if rate.other:
                words += f", and {counted(rate.other)} after {rate.comparator}"
            lines.append(desk.say(Clause(words, (told,), ".", (), said.fact)))
        elif said.claims:
            claim = said.claims[0]
            words = plain(spoken(parts_of(claim.value).words or claim.value.text))
            lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
    for said in _own(desk, subject, "duration.stopped"):
        told = _plainest(said.claims)
        rate = _rate(told) if told is not None else None
        if told is not None and rate is not None and rate.share:
            at = f" within {glued(rate.at.text)}" if rate.at else " later"
            words = f"{_owner(said)}{counted(rate.share)} people became depressed again{at}"
            if rate.other:
                words += f", against {counted(rate.other)} with {versus(rate.comparator)}"
            lines.append(desk.say(Clause(words, (told,), ".", (), said.fact)))
    return lines
