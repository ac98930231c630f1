"""Three-valued truth: unknown is not false, and every unknown says why.

The tables are Kleene's strong logic: an answer is given where the known parts decide it, whatever
the unknown parts may turn out to be, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kb.model.claim import Claim, Gap
from kb.model.treatment import Treatment


class Truth(StrEnum):
    """Whether a record fits a question, as far as it is recorded."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Why a question could not be judged."""

    GAP = "gap"
    """The field holds a gap; its state is the reason."""
    STRADDLES = "straddles"
    """Part of the recorded range lies on either side of the limit."""
    SCALE = "scale"
    """Units, or what is counted, differ: sessions are not time, mg is not mg/kg."""
    IN_WORDS = "in-words"
    """The record says it in a sentence, which no program may weigh."""
    NO_COMPARATOR = "no-comparator"
    """A rate stands alone, without what it would have to be compared with."""
    DENIED = "denied"
    """The record only says what the value is not."""
    DISAGREE = "disagree"
    """Sources disagree, and they would answer differently."""
    NO_PART = "no-part"
    """The claim does not state the part that was asked for."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a verdict rests on: a claim or gap at a field, or a fact of the record.

    `entry` is None where nobody has looked (`path` set), or where `fact` holds a word of the
    record itself, such as its category. `parent` is the class that the entry is borrowed from.
    """

    path: str
    truth: Truth
    entry: Claim[Any] | Gap | None = None
    cause: Cause | None = None
    parent: Treatment | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The truth of a question for one record, and the grounds that decide it."""

    truth: Truth
    grounds: tuple[Ground, ...] = ()


def negated(verdict: Verdict) -> Verdict:
    """What "not" makes of a verdict: yes and no change places, unknown stays."""
    turned = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}
    grounds = tuple(replace(g, truth=turned[g.truth]) for g in verdict.grounds)
    return Verdict(turned[verdict.truth], grounds)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """ "And": no if any is no, yes if all are yes, else unknown. Of nothing, yes."""
    return _combined(verdicts, Truth.NO, Truth.YES)


def either(verdicts: Iterable[Verdict]) -> Verdict:
    """ "Or": yes if any is yes, no if all are no, else unknown. Of nothing, no."""
    return _combined(verdicts, Truth.YES, Truth.NO)


def _combined(verdicts: Iterable[Verdict], decisive: Truth, default: Truth) -> Verdict:
    found = tuple(verdicts)
    for truth in (decisive, Truth.UNKNOWN):
        deciding = [verdict for verdict in found if verdict.truth is truth]
        if deciding:
            return Verdict(truth, _grounds(deciding))
    return Verdict(default, _grounds(found))


def _grounds(verdicts: Iterable[Verdict]) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(ground for verdict in verdicts for ground in verdict.grounds))


def of_entries(weighed: Iterable[Ground], *, disagree: bool = False) -> Verdict:
    """The verdict on a field that holds several entries, each weighed already.

    A field fits if any of its claims does: claims speak of different populations, and one is
    enough to name a treatment. The claims that do not fit stay among the grounds, so that every
    output can say for whom it is otherwise. Where the record says that sources disagree, a
    mixture of yes and no is unknown.
    """
    grounds = tuple(weighed)
    found = {ground.truth for ground in grounds}
    if disagree and {Truth.YES, Truth.NO} <= found:
        torn = (replace(g, truth=Truth.UNKNOWN, cause=Cause.DISAGREE) for g in grounds)
        return Verdict(Truth.UNKNOWN, tuple(torn))
    for truth in (Truth.YES, Truth.UNKNOWN):
        if truth in found:
            return Verdict(truth, grounds)
    return Verdict(Truth.NO, grounds)
