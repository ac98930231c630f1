"""Was a past trial adequate, by a definition that is recorded, and whose definition it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from kb.ask.base import KnowledgeBase
from kb.ask.criteria import grounds_at
from kb.ask.inherit import shown
from kb.ask.span import Order, Span, compared
from kb.ask.truth import Cause, Ground, Truth
from kb.model.claim import Claim
from kb.model.dose import Dose
from kb.model.duration import Duration
from kb.model.fault import ValueFault
from kb.model.slot import Amount
from kb.model.treatment import Treatment
from kb.problems import UsageFault

DOSE, TIME = "dosing.adequate-dose", "dosing.adequate-time"


@dataclass(frozen=True, slots=True)
class Given:
    """What the trial was: a dose, a number of sessions, a length. At least one is given."""

    dose: Dose | None = None
    sessions: Duration | None = None
    time: Duration | None = None

    @property
    def words(self) -> str:
        """ "100 mg/day for 6 weeks"."""
        amount = " and ".join(part.text for part in (self.dose, self.sessions) if part)
        if self.time is None:
            return amount
        return f"{amount} for {self.time.text}" if amount else self.time.text


def read_given(dose: str, sessions: str, weeks: str) -> Given:
    """What the reader gave; raises UsageFault with what to write."""
    if not (dose or sessions or weeks):
        raise UsageFault("Give what was tried: --dose, --sessions, --weeks, or several of them.")
    try:
        given = Given(
            Dose.parse(_spaced(dose)) if dose else None,
            Duration.parse(f"{sessions} sessions") if sessions else None,
            Duration.parse(f"{weeks} weeks") if weeks else None,
        )
    except ValueFault as fault:
        raise UsageFault(f"{fault.what}. {fault.remedy}") from None
    for value in (given.dose, given.sessions, given.time):
        if value and (value.amount.low != value.amount.high or value.bound.value):
            raise UsageFault(f'"{value.text}": give one number, as it was taken.')
    return given


def _spaced(dose: str) -> str:
    """A dose as it is typed in haste, "100mg/day", with its blank; a record never takes that.

    What it is per is never guessed.
    """
    spaced = re.sub(r"(?<=\d)(?=[A-Za-z])", " ", dose.strip())
    if re.fullmatch(r"[\d.,]+ [A-Za-z]+", spaced):
        raise UsageFault(
            f'"{dose}" does not say per what. Write --dose "{spaced}/day" or "{spaced}/dose".'
        )
    return spaced


@dataclass(frozen=True, slots=True)
class Part:
    """One half of the question: least dose or sessions, or least time.

    `asked` is false where the reader gave nothing to judge it by.
    """

    path: str
    grounds: tuple[Ground, ...]
    asked: bool

    @property
    def truth(self) -> Truth:
        """Reached by every definition recorded, by none, or open.

        Definitions that answer differently leave it open: no one of them is the right one.
        """
        found = {ground.truth for ground in self.grounds}
        return found.pop() if len(found) == 1 and self.asked else Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class Trial:
    """The answer, with both halves and what else bears on the length of a trial."""

    record: Treatment
    given: Given
    parts: tuple[Part, ...]
    full_trial: tuple[Ground, ...]

    @property
    def truth(self) -> Truth:
        """Adequate only if both halves are, inadequate if either is not, else open."""
        truths = [part.truth for part in self.parts]
        if Truth.NO in truths:
            return Truth.NO
        return Truth.YES if set(truths) == {Truth.YES} else Truth.UNKNOWN


def judge_trial(base: KnowledgeBase, name: str, given: Given) -> Trial:
    """The trial judged by every definition recorded for `name`; raises NameNotFound."""
    record = base[name]
    dose = tuple(_dose(g, given) for g in grounds_at(base, record, DOSE))
    time = tuple(_time(g, given) for g in grounds_at(base, record, TIME))
    has_amount = given.dose is not None or given.sessions is not None
    parts = (Part(DOSE, dose, has_amount), Part(TIME, time, given.time is not None))
    full = shown(base, record, "onset.full-trial")
    related = tuple(grounds_at(base, record, "onset.full-trial")) if full.claims else ()
    return Trial(record, given, parts, tuple(replace(g, cause=None) for g in related))


def _dose(ground: Ground, given: Given) -> Ground:
    if not isinstance(ground.entry, Claim):
        return replace(ground, cause=Cause.GAP)
    assert isinstance(ground.entry.value, Amount)
    least = ground.entry.value.value
    tried = given.dose if isinstance(least, Dose) else given.sessions
    return _reached(ground, least, tried)


def _time(ground: Ground, given: Given) -> Ground:
    if not isinstance(ground.entry, Claim):
        return replace(ground, cause=Cause.GAP)
    return _reached(ground, ground.entry.value, given.time)


def _reached(ground: Ground, least: Dose | Duration, tried: Dose | Duration | None) -> Ground:
    """Whether what was tried is at least the least: a range of leasts leaves its inside open."""
    if tried is None:
        return replace(ground, cause=Cause.NO_PART)
    least_span, tried_span = _plain(least), _plain(tried)
    if least_span.scale != tried_span.scale:
        return replace(ground, cause=Cause.SCALE)
    truth = compared(least_span, Order.AT_MOST, tried_span)
    cause = Cause.STRADDLES if truth is Truth.UNKNOWN else None
    return replace(ground, truth=truth, cause=cause)


def _plain(value: Dose | Duration) -> Span:
    """The numbers stated, without their bound: "at least 8 sessions" has its least at 8."""
    scale, low, high = value.order_key()
    return Span(scale, Fraction(low), Fraction(high))
