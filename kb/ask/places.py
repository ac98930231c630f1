"""Places in an order that is only partly known: intervals, ties and what would change them.

Pure arithmetic on outcomes between pairs; it knows nothing of treatments. No number is ever given
to a thing as a whole: things are only compared two at a time, criterion by criterion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Outcome(StrEnum):
    """How the first of a pair stands to the second."""

    ABOVE = "above"
    BELOW = "below"
    SAME = "same"
    OPEN = "open"


TURNED = {
    Outcome.ABOVE: Outcome.BELOW,
    Outcome.BELOW: Outcome.ABOVE,
    Outcome.SAME: Outcome.SAME,
    Outcome.OPEN: Outcome.OPEN,
}

Outcomes = Sequence[Outcome]
"""Outcomes of one pair on each criterion, in the order of the criteria."""


def in_order_given(outcomes: Outcomes) -> Outcome:
    """The first criterion that does not find a pair the same decides, or leaves it open."""
    for outcome in outcomes:
        if outcome is not Outcome.SAME:
            return outcome
    return Outcome.SAME


def by_weight(outcomes: Outcomes, weights: Sequence[Fraction]) -> Outcome:
    """The side that more weight favours, if it does so whatever the open criteria may hold."""
    sums: dict[Outcome, Fraction] = dict.fromkeys(Outcome, Fraction(0))
    for outcome, weight in zip(outcomes, weights, strict=True):
        sums[outcome] += weight
    above, below, unknown = sums[Outcome.ABOVE], sums[Outcome.BELOW], sums[Outcome.OPEN]
    if above > below + unknown:
        return Outcome.ABOVE
    if below > above + unknown:
        return Outcome.BELOW
    return Outcome.SAME if not unknown else Outcome.OPEN


def joined(outcomes: Outcomes, weights: Sequence[Fraction] | None) -> Outcome:
    """The outcome of a pair over all criteria: by weight if weights are given, else in order."""
    return by_weight(outcomes, weights) if weights is not None else in_order_given(outcomes)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The best and the worst place that one may hold; equal where it is known."""

    best: int
    worst: int


def places(relation: Sequence[Sequence[Outcome]]) -> list[Place]:
    """The interval of places of each, from the outcome of every pair.

    What is surely above pushes down; what is open may; what is the same shares the place.
    """
    found = []
    for index, row in enumerate(relation):
        others = [outcome for at, outcome in enumerate(row) if at != index]
        above = others.count(Outcome.BELOW)
        found.append(Place(1 + above, 1 + above + others.count(Outcome.OPEN)))
    return found


@dataclass(frozen=True, slots=True)
class Flip:
    """What would turn a pair about.

    `decided_by` are criteria whose facts would have to change; `first` are criteria that would
    turn it if they came first; `weights` gives, for a criterion, the weight above which it would.
    """

    decided_by: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    weights: tuple[tuple[int, Fraction], ...] = ()


def flips(outcomes: Outcomes, weights: Sequence[Fraction] | None) -> Flip:
    """What would turn a pair that stands above, or settle one that is open."""
    whole = joined(outcomes, weights)
    if whole is Outcome.SAME:
        return Flip()
    if whole is Outcome.OPEN:
        open_ones = [i for i, outcome in enumerate(outcomes) if outcome is Outcome.OPEN]
        return Flip(decided_by=tuple(open_ones[:1] if weights is None else open_ones))
    against = [i for i, outcome in enumerate(outcomes) if outcome is TURNED[whole]]
    if weights is None:
        decider = next(i for i, outcome in enumerate(outcomes) if outcome is whole)
        return Flip((decider,), tuple(against))
    favour = tuple(i for i, outcome in enumerate(outcomes) if outcome is whole)
    return Flip(favour, (), tuple(_raised(outcomes, weights, whole, i) for i in against))


def _raised(
    outcomes: Outcomes, weights: Sequence[Fraction], whole: Outcome, index: int
) -> tuple[int, Fraction]:
    """The weight of one criterion above which the other side has more, open ones left aside."""
    favour = sum((w for o, w in zip(outcomes, weights, strict=True) if o is whole), Fraction(0))
    against = sum(
        (w for i, (o, w) in enumerate(zip(outcomes, weights, strict=True))
         if o is TURNED[whole] and i != index),
        Fraction(0),
    )  # fmt: skip
    return index, favour - against
