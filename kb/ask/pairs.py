"""Two treatments on one criterion: what may be compared, how they stand, and why a pair is open.

A pair is compared only where what is recorded of both shares measure, unit, time point, comparator
and population; otherwise it stays open. Where no pair at all can be compared, that is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Any

from kb.ask.comparable import Axis, differing
from kb.ask.compare import field_paths
from kb.ask.facets import trail
from kb.ask.literal import hint, is_measured
from kb.ask.places import Outcome
from kb.ask.span import Span
from kb.ask.truth import Ground, Truth
from kb.model.claim import Claim
from kb.model.treatment import Treatment, fields
from kb.problems import UsageFault

SHORTHAND = {"onset": "onset.response", "response": "efficacy.response",
             "remission": "efficacy.remission", "dropout": "acceptability.dropout-any"}  # fmt: skip
"""Words for the fields that are asked for most."""

_LOW = ("onset.", "acceptability.", "adverse.", "setting.observation")
_HIGH = ("efficacy.response", "efficacy.remission", "duration.one-dose", "duration.course")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A field to order by, and whether less of it comes first."""

    path: str
    low_first: bool

    @property
    def is_effect(self) -> bool:
        """Whether it is an adverse effect, which is raised or not before it is more or less."""
        return self.path.startswith("adverse.")


def read_criterion(text: str) -> Criterion:
    """The criterion written in `text`: a field, an adverse effect, with `:low` or `:high`.

    Raises UsageFault for what cannot be ordered, or whose direction must be said.
    """
    name, _, direction = text.strip().lower().replace("_", "-").partition(":")
    name = SHORTHAND.get(name, name)
    effects = [path for path in fields() if path.startswith("adverse.")]
    path = f"adverse.{name}" if f"adverse.{name}" in effects else ""
    paths = [path] if path else field_paths([name])
    if len(paths) != 1:
        raise UsageFault(f'"{text}" is several fields. Name one: {", ".join(paths)}.')
    if not is_measured(fields()[paths[0]].kind):
        raise UsageFault(f"{paths[0]} holds words, which have no order. Leave it out.")
    if direction not in ("", "low", "high"):
        raise UsageFault(f'"{direction}" is no direction. {hint(direction, ["low", "high"])}')
    if direction:
        return Criterion(paths[0], direction == "low")
    if not paths[0].startswith(_LOW + _HIGH):
        raise UsageFault(f"Say what comes first: {paths[0]}:low or {paths[0]}:high.")
    return Criterion(paths[0], paths[0].startswith(_LOW))


QUOTED = 3
"""Differing populations quoted in a refusal."""


class Why(StrEnum):
    """Why a pair is open on a criterion."""

    MISSING = "missing"
    OVERLAP = "overlap"
    UNLIKE = "unlike"
    TORN = "torn"
    """Several comparable claims of the two point different ways."""
    UNSURE = "unsure"
    """Whether an adverse effect is raised could not be judged."""


@dataclass(frozen=True, slots=True)
class Term:
    """What one treatment has at one criterion."""

    record: Treatment
    criterion: Criterion
    grounds: tuple[Ground, ...]
    numbers: tuple[tuple[Axis, Span], ...]
    """Every number of its claims, with the axis on which it stands."""
    raised: Truth | None = None

    @property
    def claims(self) -> tuple[Claim[Any], ...]:
        """The claims among its grounds."""
        return tuple(g.entry for g in self.grounds if isinstance(g.entry, Claim))

    @property
    def from_class(self) -> bool:
        """Whether its value is the class's and not its own."""
        return any(ground.parent is not None for ground in self.grounds)


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair on one criterion: the outcome for the first of it, and why it is open."""

    outcome: Outcome
    why: Why | None = None
    unlike: tuple[str, ...] = ()


def compare_terms(one: Term, two: Term, across: bool) -> Compared:
    """How one treatment stands to another on one criterion."""
    if one.criterion.is_effect:
        if Truth.UNKNOWN in (one.raised, two.raised):
            missing = any(t.raised is Truth.UNKNOWN and not t.claims for t in (one, two))
            return Compared(Outcome.OPEN, Why.MISSING if missing else Why.UNSURE)
        if one.raised is not two.raised:
            return Compared(Outcome.ABOVE if one.raised is Truth.NO else Outcome.BELOW)
        if one.raised is Truth.NO:
            return Compared(Outcome.SAME)
    if not (one.claims and two.claims):
        return Compared(Outcome.OPEN, Why.MISSING)
    return _by_number(one, two, across)


def _by_number(one: Term, two: Term, across: bool) -> Compared:
    found: set[Outcome] = set()
    unlike: dict[str, None] = {}
    for first in _numbers(one, across):
        for second in _numbers(two, across):
            if first[0] == second[0]:
                found.add(_beside(first[1], second[1], one.criterion.low_first))
            else:
                unlike.update(dict.fromkeys(differing([first[0], second[0]])))
    if not found:
        return Compared(Outcome.OPEN, Why.UNLIKE, tuple(unlike))
    if Outcome.OPEN in found:
        return Compared(Outcome.OPEN, Why.OVERLAP)
    return Compared(found.pop()) if len(found) == 1 else Compared(Outcome.OPEN, Why.TORN)


def _numbers(term: Term, across: bool) -> Sequence[tuple[Axis, Span]]:
    if not across:
        return term.numbers
    return [(replace(axis, population=""), span) for axis, span in term.numbers]


def _beside(one: Span, two: Span, low_first: bool) -> Outcome:
    """Spans that do not touch are ordered, equal ones are the same, others are open."""
    if (one.low, one.high) == (two.low, two.high):
        # The same range leaves open who is where in it, but nothing recorded sets them apart.
        return Outcome.SAME
    if one.high is not None and one.high < two.low:
        return Outcome.ABOVE if low_first else Outcome.BELOW
    if two.high is not None and two.high < one.low:
        return Outcome.BELOW if low_first else Outcome.ABOVE
    return Outcome.OPEN


def refuse_unlike(criterion: Criterion, terms: Sequence[Term], across: bool) -> None:
    """Raise UsageFault where values differ in kind, or where no pair of them can be compared.

    An adverse effect is first raised or not, which compares across measures: there a pair that
    cannot be compared further is only open.
    """
    if criterion.is_effect:
        return
    valued = [term for term in terms if term.claims]
    pairs = [compare_terms(a, b, across) for a, b in combinations(valued, 2)]
    unlike = [pair for pair in pairs if pair.why is Why.UNLIKE]
    in_kind = any({"measure", "unit"} & set(pair.unlike) for pair in unlike)
    if not unlike or (len(unlike) < len(pairs) and not in_kind):
        return
    only_population = all(set(pair.unlike) == {"population"} for pair in unlike)
    remedy = (
        "If you judge these populations alike, say so with --across-populations."
        if only_population
        else "Leave this criterion or some treatments out."
    )
    raise UsageFault(
        f"These values of {trail(criterion.path)} cannot stand in one order. They differ in\n"
        f"{_differences(valued, across)}\n{remedy} Nothing was shown."
    )


def _differences(terms: Sequence[Term], across: bool) -> str:
    """What differs, aspect by aspect, with the treatments that have no number."""
    axes = [axis for term in terms for axis, _ in _numbers(term, across)]
    lines = []
    for aspect, words in differing(axes).items():
        more = f"; and {len(words) - QUOTED} more" if len(words) > QUOTED else ""
        lines.append(f"  {aspect}: {'; '.join(f'“{word}”' for word in words[:QUOTED])}{more}")
    wordy = [term.record.id for term in terms if not _numbers(term, across)]
    if wordy:
        lines.append(f"  form: in words only for {', '.join(wordy)}")
    return "\n".join(lines)
