"""What records say on general conditions: sentences found by keyword, and what is not recorded.

Nothing is weighed, scored or concluded. A sentence is shown if it speaks of the condition, in its
own words and with its source; a silence is listed as a silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kb.ask.base import KnowledgeBase
from kb.ask.combining import GRAVEST_FIRST, pair_of
from kb.ask.conditions import Condition
from kb.ask.criteria import grounds_at
from kb.ask.names import fold, names_of
from kb.ask.phrases import mentions
from kb.ask.truth import Ground, Truth
from kb.model.claim import Claim
from kb.model.treatment import Treatment, fields
from kb.model.vocab import State


class Kind(StrEnum):
    """Where in a record a sentence stands, the gravest first."""

    RULE = "rule on the pair"
    CONTRAINDICATION = "contraindication"
    BOXED = "boxed warning"
    INTERACTION = "interaction"
    ABOUT = "about this condition"
    DOSE = "dose"
    MONITORING = "monitoring"
    OTHER = "other"


_PLACES: dict[str, Kind] = {
    "warnings.contraindications": Kind.CONTRAINDICATION,
    "warnings.boxed": Kind.BOXED,
    "dosing.start": Kind.DOSE,
    "dosing.usual": Kind.DOSE,
    "dosing.maximum": Kind.DOSE,
    "dosing.titration": Kind.DOSE,
    "monitoring.checks": Kind.MONITORING,
    "adverse.serious": Kind.OTHER,
    "safety.overdose": Kind.OTHER,
}
SILENT_KINDS = (Kind.CONTRAINDICATION, Kind.BOXED, Kind.INTERACTION, Kind.DOSE, Kind.MONITORING)
"""Kinds of statement whose absence is said in words."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A statement that touches a condition. `of` is the record that makes it.

    A rule on the pair is nobody's; `scope` says through which classes it reaches the two.
    """

    kind: Kind
    ground: Ground
    of: Treatment
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """A kind of statement that does not mention a condition.

    `state` is that of its field where it holds no statement at all, which is another thing than
    statements that are silent on the condition.
    """

    kind: Kind
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """One treatment under one condition: what touches it, what is open, what is silent."""

    condition: Condition
    touches: tuple[Touch, ...]
    gaps: tuple[Ground, ...]
    silent: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class Consideration:
    """One treatment under every condition asked."""

    record: Treatment
    each: tuple[Considered, ...]


def consider(
    base: KnowledgeBase, names: Sequence[str], conditions: Sequence[Condition]
) -> tuple[Consideration, ...]:
    """Each named treatment under each condition, in the order asked. Raises NameNotFound."""
    records = [base[name] for name in names]
    return tuple(
        Consideration(record, tuple(_one(base, record, condition) for condition in conditions))
        for record in records
    )


def _one(base: KnowledgeBase, record: Treatment, condition: Condition) -> Considered:
    touches = [
        *_ruled(base, record, condition),
        *_own(base, record, condition),
        *_returned(base, record, condition),
    ]
    order = list(Kind)
    touches.sort(key=lambda touch: order.index(touch.kind))
    gaps = [
        ground
        for path in condition.direct
        for ground in grounds_at(base, record, path)
        if not isinstance(ground.entry, Claim)
    ]
    told = {touch.kind for touch in touches if touch.of is record}
    # A graded rule on the pair is a statement on their interaction.
    told |= {Kind.INTERACTION} if Kind.RULE in told else set()
    silent = [Silence(kind, _empty(record, kind)) for kind in SILENT_KINDS if kind not in told]
    return Considered(
        condition, tuple(touches), tuple(gaps), tuple(silent) if condition.words else ()
    )


def _empty(record: Treatment, kind: Kind) -> State | None:
    """The state of the fields of a kind, if none of them holds a claim; else None.

    Not yet reviewed goes first: one field that nobody has read leaves the kind open.
    """
    paths = [path for path, found in _PLACES.items() if found is kind]
    if kind is Kind.INTERACTION:
        paths = [path for path, info in fields().items() if info.section == "interactions"]
    answers = [record.answer(path) for path in paths]
    if any(answer.claims for answer in answers):
        return None
    states = [answer.state for answer in answers]
    return State.NOT_YET_REVIEWED if State.NOT_YET_REVIEWED in states else states[0]


def _ruled(base: KnowledgeBase, record: Treatment, condition: Condition) -> Iterator[Touch]:
    """What sources grade of the pair, where the condition is something taken."""
    partner = condition.partner
    if partner is None or partner.id == record.id:
        return
    found = [
        (claim, statement.scope)
        for statement in pair_of(base, record, partner).rules
        for claim in statement.answer.claims
    ]
    found.sort(key=lambda pair: GRAVEST_FIRST.index(pair[0].value.value))
    for claim, scope in found:
        yield Touch(Kind.RULE, Ground("", Truth.YES, claim), record, scope)


def _own(base: KnowledgeBase, record: Treatment, condition: Condition) -> Iterator[Touch]:
    """What the record itself says: fields about the condition whole, others by keyword."""
    for path, info in fields().items():
        if path in condition.direct:
            kind = Kind.INTERACTION if info.section == "interactions" else Kind.ABOUT
            yield from (Touch(kind, g, record) for g in _claims(base, record, path))
            continue
        found = Kind.INTERACTION if info.section == "interactions" else _PLACES.get(path)
        if condition.partner is not None and info.section == "adverse":
            # "Bleeding: more so with warfarin" is said of the effect, not of the drug taken.
            found = Kind.OTHER
        if found is not None and condition.words:
            for ground in _claims(base, record, path):
                if _speaks(ground, condition.words):
                    yield Touch(found, ground, record)


def _returned(base: KnowledgeBase, record: Treatment, condition: Condition) -> Iterator[Touch]:
    """What the record of a treatment taken says of the one considered, or of its class."""
    taken = condition.taken
    if taken is None or taken.id == record.id:
        return
    words = {fold(name) for name in names_of(record)}
    parent = base.treatments.get(record.class_id or "")
    words |= {fold(name) for name in names_of(parent)} if parent else set()
    places = {"warnings.contraindications": Kind.CONTRAINDICATION,
              "interactions.serotonergic": Kind.INTERACTION,
              "interactions.other": Kind.INTERACTION}  # fmt: skip
    for path, kind in places.items():
        for ground in _claims(base, taken, path):
            if _speaks(ground, tuple(sorted(words))):
                yield Touch(kind, ground, taken)


def _claims(base: KnowledgeBase, record: Treatment, path: str) -> Iterator[Ground]:
    return (g for g in grounds_at(base, record, path) if isinstance(g.entry, Claim))


def _speaks(ground: Ground, words: Iterable[str]) -> bool:
    entry = ground.entry
    assert isinstance(entry, Claim)
    conditions = "" if entry.general else entry.when or ""
    return mentions(f"{entry.value.text}; {conditions}", tuple(words))
