"""Criteria: questions that a record fits, does not fit, or leaves open.

A criterion is a tree of tests joined by and, or and not. Each judges one record and returns a
verdict with its grounds; none of them knows how it was written or how it will be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.ask.names import fold
from kb.ask.span import Order, Span, compared, span_of
from kb.ask.truth import Cause, Ground, Truth, Verdict, either, every, negated, of_entries
from kb.model.claim import Claim, Gap
from kb.model.treatment import Treatment
from kb.model.vocab import State, Term


class Criterion(Protocol):
    """Anything that can judge a record."""

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Whether `record` fits, with the grounds."""
        ...


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a criterion; what is unknown stays unknown."""

    inner: Criterion

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Yes where the inner criterion is no, and the other way about."""
        return negated(self.inner.judge(base, record))


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of several criteria."""

    parts: tuple[Criterion, ...]

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """No if any part is no, yes if all are yes, else unknown."""
        return every(part.judge(base, record) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several criteria."""

    parts: tuple[Criterion, ...]

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Yes if any part is yes, no if all are no, else unknown."""
        return either(part.judge(base, record) for part in self.parts)


Weight = tuple[Truth, Cause | None]


class Measure(Protocol):
    """How one value is weighed."""

    def weigh(self, value: Any) -> Weight:
        """Truth of the value, and the cause where that is unknown."""
        ...

    def weigh_gap(self, state: State) -> Weight:
        """Truth of a field that holds no value but this state."""
        ...


def open_gap(state: State) -> Weight:
    """A gap leaves a question open, save that nothing was found, or that nothing is any more."""
    closed = state in (State.NONE_FOUND, State.WITHDRAWN, State.NOT_APPLICABLE)
    return (Truth.NO, None) if closed else (Truth.UNKNOWN, Cause.GAP)


@dataclass(frozen=True, slots=True)
class Limit:
    """A number within, beyond or equal to a limit."""

    order: Order
    limit: Span

    def weigh(self, value: Any) -> Weight:
        """Compared as spans; unlike scales cannot be."""
        span = span_of(value)
        if span is None:
            return Truth.UNKNOWN, Cause.IN_WORDS
        if span.scale != self.limit.scale:
            return Truth.UNKNOWN, Cause.SCALE
        truth = compared(span, self.order, self.limit)
        return truth, Cause.STRADDLES if truth is Truth.UNKNOWN else None

    def weigh_gap(self, state: State) -> Weight:
        """A limit says nothing about what has no number: such records are named, not dropped."""
        if state is State.NOT_APPLICABLE:
            return Truth.UNKNOWN, Cause.GAP
        return open_gap(state)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a closed vocabulary."""

    term: Term

    def weigh(self, value: Any) -> Weight:
        """Whether it is this member."""
        return (Truth.YES if value == self.term else Truth.NO), None

    def weigh_gap(self, state: State) -> Weight:
        """As any gap."""
        return open_gap(state)


@dataclass(frozen=True, slots=True)
class Says:
    """Words that stand in what is recorded. It judges the record's words, not the world."""

    words: str
    whole: bool = False

    def weigh(self, value: Any) -> Weight:
        """Whether the folded words stand in the folded text; with `whole`, are all of it."""
        text = fold(value if isinstance(value, str) else value.text)
        wanted = fold(self.words)
        fits = wanted == text if self.whole else f" {wanted}" in f" {text}"
        return (Truth.YES if fits else Truth.NO), None

    def weigh_gap(self, state: State) -> Weight:
        """As any gap."""
        return open_gap(state)


@dataclass(frozen=True, slots=True)
class FieldTest:
    """A measure applied to what a record shows at a field, or at one part of its values."""

    path: str
    measure: Measure
    part: str = ""

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Any claim that fits is enough; see `of_entries`."""
        view = shown(base, record, self.path)
        grounds = [self._weighed(ground) for ground in grounds_at(base, record, self.path)]
        return of_entries(grounds, disagree=(view.inherited or view.own).disagree)

    def _weighed(self, ground: Ground) -> Ground:
        truth, cause = self._weight(ground.entry)
        return replace(ground, truth=truth, cause=cause)

    def _weight(self, entry: Claim[Any] | Gap | None) -> Weight:
        if not isinstance(entry, Claim):
            return self.measure.weigh_gap(entry.state if entry else State.NOT_YET_REVIEWED)
        value = self._part_of(entry)
        if value is None:
            return Truth.UNKNOWN, Cause.NO_PART
        truth, cause = self.measure.weigh(value)
        if not entry.denied:
            return truth, cause
        # "Not so" answers a question about the very thing denied, and no other.
        decided = truth is Truth.YES and not isinstance(self.measure, Limit)
        return (Truth.NO, None) if decided else (Truth.UNKNOWN, Cause.DENIED)

    def _part_of(self, claim: Claim[Any]) -> Any:
        if self.part:
            return getattr(claim if self.part in ("when", "sure") else claim.value, self.part)
        return claim.value.value if isinstance(self.measure, Member) else claim.value


def grounds_at(base: KnowledgeBase, record: Treatment, path: str) -> Iterator[Ground]:
    """Every entry shown at a field, unweighed; one without an entry where nobody has looked.

    Where a class's value is shown beside the member's own gap, the class's value is what can be
    weighed, and it carries its class.
    """
    view = shown(base, record, path)
    if view.inherited is not None:
        for entry in view.inherited.entries:
            yield Ground(path, Truth.UNKNOWN, entry, parent=view.parent)
        return
    for entry in view.own.entries:
        yield Ground(path, Truth.UNKNOWN, entry)
    if not view.own.entries:
        yield Ground(path, Truth.UNKNOWN, None, Cause.GAP)


@dataclass(frozen=True, slots=True)
class StateTest:
    """Whether a field is in a state, such as not studied. Never unknown."""

    path: str
    state: State

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Whether the field, as shown, is in the state."""
        view = shown(base, record, self.path)
        truth = Truth.YES if view.state is self.state else Truth.NO
        grounds = grounds_at(base, record, self.path)
        return Verdict(truth, tuple(replace(g, truth=truth, cause=None) for g in grounds))


@dataclass(frozen=True, slots=True)
class RecordTest:
    """A fact of the record itself: id, name, category, level, standing or class. Never unknown."""

    attribute: str
    wanted: str
    mentions: bool = False

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """A class fits its own members and itself."""
        held = self._held(record)
        if self.mentions:
            fits = any(fold(self.wanted) in fold(word) for word in held)
        else:
            fits = self.wanted in held
        truth = Truth.YES if fits else Truth.NO
        return Verdict(truth, (Ground("", truth, fact=f"{self.attribute} {held[0]}"),))

    def _held(self, record: Treatment) -> tuple[str, ...]:
        if self.attribute == "class":
            return tuple(word for word in (record.class_id, record.id) if word)
        if self.attribute in ("id", "name"):
            return (record.id, record.name) if self.mentions else (record.id,)
        return (str(getattr(record, self.attribute).value),)
