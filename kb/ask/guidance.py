"""What guidelines and the FDA say of a treatment, and where they differ.

A guideline's own words are always what is shown. To put disagreements first, each statement is
also read into one of four stances by the keyword lists in `phrases`; a statement that holds none
of the words stays unread and takes part in no disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.criteria import grounds_at
from kb.ask.indication import guideline_paths, population_phrases
from kb.ask.phrases import AGAINST, FIRST, INDICATIONS, LIMITED, OPTION, affirms, mentions
from kb.ask.truth import Ground
from kb.model.claim import Claim
from kb.model.composite import Approval
from kb.model.treatment import Treatment, fields
from kb.model.vocab import RegulatoryStatus
from kb.problems import UsageFault

REGULATOR = "regulatory.us"
LICENCES = (RegulatoryStatus.APPROVED, RegulatoryStatus.CLEARED)


class Stance(StrEnum):
    """How a body's words are read."""

    FIRST = "first"
    OPTION = "option"
    LIMITED = "limited"
    AGAINST = "against"
    LICENSED = "licensed"
    UNLICENSED = "unlicensed"
    UNREAD = "unread"


class Clash(StrEnum):
    """In what two bodies differ; the gravest first."""

    WHETHER = "whether"
    """One speaks against it, another for it."""
    LICENCE = "licence"
    """A guideline names it, and the FDA has not licensed it for this."""
    PLACE = "place"
    """One names it first or among the choices, another keeps it for later or for few."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a body says, and how it is read."""

    ground: Ground
    stance: Stance


@dataclass(frozen=True, slots=True)
class Body:
    """A guideline or regulator, with what it says of one treatment."""

    path: str
    statements: tuple[Statement, ...]

    @property
    def label(self) -> str:
        """ "NICE NG222"; the regulator of the United States is called by its name."""
        return "FDA" if self.path == REGULATOR else fields()[self.path].label

    @property
    def claims(self) -> tuple[Statement, ...]:
        """What it says, without gaps."""
        return tuple(s for s in self.statements if isinstance(s.ground.entry, Claim))

    @property
    def stances(self) -> frozenset[Stance]:
        """The stances that were read, without what was not."""
        return frozenset(s.stance for s in self.statements) - {Stance.UNREAD}


@dataclass(frozen=True, slots=True)
class Difference:
    """Two bodies that differ, and in what."""

    kind: Clash
    one: Body
    two: Body


@dataclass(frozen=True, slots=True)
class Guidance:
    """What every body says of one treatment."""

    record: Treatment
    bodies: tuple[Body, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Pairs of bodies that differ, the gravest kind first."""
        found = [
            Difference(kind, one, two)
            for one, two in combinations(self.bodies, 2)
            if (kind := _clash(one.stances, two.stances)) is not None
        ]
        rank = list(Clash)
        return tuple(sorted(found, key=lambda difference: rank.index(difference.kind)))


def guidance(base: KnowledgeBase, records: Iterable[Treatment]) -> tuple[Guidance, ...]:
    """What each body says of each treatment; those on which they differ stand first.

    Within each half the order is as given.
    """
    paths = [*guideline_paths(), REGULATOR]
    found = [
        Guidance(record, tuple(_body(base, record, path) for path in paths)) for record in records
    ]
    rank = list(Clash)
    return tuple(sorted(found, key=lambda g: min(
        (rank.index(d.kind) for d in g.differences), default=len(rank))))  # fmt: skip


def _body(base: KnowledgeBase, record: Treatment, path: str) -> Body:
    grounds = [replace(ground, cause=None) for ground in grounds_at(base, record, path)]
    return Body(path, tuple(Statement(ground, stance_of(ground.entry)) for ground in grounds))


def stance_of(entry: object) -> Stance:
    """How a statement is read; a gap, and words outside the lists, are unread."""
    if not isinstance(entry, Claim) or entry.denied:
        return Stance.UNREAD
    if isinstance(entry.value, Approval):
        licensed = entry.value.value in LICENCES
        denied = affirms(entry.value.indication or "", ("depress",)) is False
        return Stance.LICENSED if licensed and not denied else Stance.UNLICENSED
    return _read(entry)


def _read(entry: Claim[Any]) -> Stance:
    text = f"{entry.value.text}; {entry.when or ''}"
    if mentions(text, AGAINST):
        return Stance.AGAINST
    if mentions(entry.value.text, LIMITED):
        return Stance.LIMITED
    if any(affirms(text, (phrase,)) for phrase in FIRST):
        return Stance.FIRST
    if mentions(text, LIMITED):
        return Stance.LIMITED
    return Stance.OPTION if mentions(text, OPTION) else Stance.UNREAD


_NAMED = frozenset({Stance.FIRST, Stance.OPTION, Stance.LIMITED})
_EARLY = frozenset({Stance.FIRST, Stance.OPTION})


def _clash(one: frozenset[Stance], two: frozenset[Stance]) -> Clash | None:
    """In what two bodies differ. One that says several things differs only if all of them do."""
    for here, there in ((one, two), (two, one)):
        if here == {Stance.AGAINST} and there & (_NAMED | {Stance.LICENSED}):
            return Clash.WHETHER
        if here == {Stance.UNLICENSED} and there & _NAMED:
            return Clash.LICENCE
        if here == {Stance.LIMITED} and there and there <= _EARLY:
            return Clash.PLACE
    return None


def speaking_of(found: Sequence[Guidance], population: str) -> tuple[Guidance, ...]:
    """Only what is said of a population (`--for`), and the treatments of which anything is.

    Raises UsageFault where nobody says anything of it.
    """
    phrases = population_phrases(population)
    kept = tuple(
        replace(one, bodies=tuple(_narrowed(body, phrases) for body in one.bodies)) for one in found
    )
    speaking = tuple(one for one in kept if any(body.claims for body in one.bodies))
    if not speaking:
        known = ", ".join(INDICATIONS)
        raise UsageFault(
            f'No guideline and no US indication mentions "{population}". Known by name: {known}; '
            "other words are looked for as they stand. Nothing was shown."
        )
    return speaking


def _narrowed(body: Body, phrases: tuple[str, ...]) -> Body:
    """What a body says of a population; a body of which nothing is recorded keeps its gap."""
    if not body.claims:
        return body
    said = (statement for statement in body.statements if _says(statement, phrases))
    return Body(body.path, tuple(_of_these(statement) for statement in said))


def _of_these(statement: Statement) -> Statement:
    """What is said of a population, read for it: "postpartum depression; not depression in
    general" is a licence where postpartum depression is asked for."""
    value = statement.ground.entry.value if isinstance(statement.ground.entry, Claim) else None
    if isinstance(value, Approval) and value.value in LICENCES:
        return replace(statement, stance=Stance.LICENSED)
    return statement


def _says(statement: Statement, phrases: tuple[str, ...]) -> bool:
    entry = statement.ground.entry
    if not isinstance(entry, Claim):
        return False
    return affirms(f"{entry.value.text}; {entry.when or ''}", phrases) is True


def differing(found: Sequence[Guidance]) -> tuple[Guidance, ...]:
    """Only the treatments on which the bodies differ."""
    return tuple(one for one in found if one.differences)
