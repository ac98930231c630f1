"""Treatments ordered by the reader's own criteria, as far as the record decides.

Pairs that stay open on a criterion widen the places to intervals; no total is formed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from kb.ask.base import KnowledgeBase
from kb.ask.comparable import measured
from kb.ask.criteria import FieldTest, grounds_at
from kb.ask.facets import Raised, RatedBetter
from kb.ask.pairs import Compared, Criterion, Term, compare_terms, read_criterion, refuse_unlike
from kb.ask.places import TURNED, Flip, Outcome, Place, flips, joined, places
from kb.ask.truth import Truth
from kb.model.claim import Claim
from kb.model.treatment import Treatment
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer: places, the terms behind them, and what would change the order."""

    criteria: tuple[Criterion, ...]
    weights: tuple[Fraction, ...] | None
    across: bool
    records: tuple[Treatment, ...]
    terms: tuple[tuple[Term, ...], ...]
    places: tuple[Place, ...]
    pairs: dict[tuple[int, int], tuple[Compared, ...]]

    def outcome(self, one: int, two: int) -> Outcome:
        """How one treatment stands to another over all criteria."""
        return joined([c.outcome for c in self.pairs[one, two]], self.weights)

    def flip(self, one: int, two: int) -> Flip:
        """What would turn the pair about, or settle it."""
        return flips([c.outcome for c in self.pairs[one, two]], self.weights)


def rank(
    base: KnowledgeBase,
    names: Sequence[str],
    asked: Sequence[str],
    weights: Sequence[Fraction] | None = None,
    *,
    across: bool = False,
) -> Ranking:
    """The named treatments in the order of the criteria, the best possible place first.

    `across` sets differences of population aside, on the reader's word. Raises NameNotFound, and
    UsageFault for a criterion that cannot be ordered or on which no pair can be compared.
    """
    records = tuple(base[name] for name in names)
    if len({record.id for record in records}) < max(len(records), 2):
        raise UsageFault("Name at least two treatments, each once.")
    criteria = tuple(read_criterion(text) for text in asked)
    if not criteria or len(set(criteria)) < len(criteria):
        raise UsageFault("Say what to order by, each criterion once: --by onset --by weight-gain.")
    terms = [tuple(_term(base, record, one) for one in criteria) for record in records]
    for index, one in enumerate(criteria):
        refuse_unlike(one, [row[index] for row in terms], across)
    pairs = _pairs(terms, across)
    return _ordered(criteria, weights, across, records, terms, pairs)


def _term(base: KnowledgeBase, record: Treatment, criterion: Criterion) -> Term:
    grounds = tuple(grounds_at(base, record, criterion.path))
    claims = [g.entry for g in grounds if isinstance(g.entry, Claim)]
    numbers = tuple(number for claim in claims for number in measured(base, claim))
    if not criterion.is_effect:
        return Term(record, criterion, tuple(replace(g, cause=None) for g in grounds), numbers)
    verdict = FieldTest(criterion.path, Raised()).judge(base, record)
    better = FieldTest(criterion.path, RatedBetter()).judge(base, record).truth is Truth.YES
    # Listed, and yet rated better than with other drugs: which of the two counts is the reader's.
    torn = better and verdict.truth is Truth.YES
    raised = Truth.UNKNOWN if torn else verdict.truth
    return Term(record, criterion, verdict.grounds, numbers, raised)


def _pairs(
    terms: Sequence[tuple[Term, ...]], across: bool
) -> dict[tuple[int, int], tuple[Compared, ...]]:
    found: dict[tuple[int, int], tuple[Compared, ...]] = {}
    for one, two in combinations(range(len(terms)), 2):
        each = tuple(
            compare_terms(a, b, across) for a, b in zip(terms[one], terms[two], strict=True)
        )
        found[one, two] = each
        found[two, one] = tuple(replace(c, outcome=TURNED[c.outcome]) for c in each)
    return found


def _ordered(
    criteria: tuple[Criterion, ...],
    weights: Sequence[Fraction] | None,
    across: bool,
    records: tuple[Treatment, ...],
    terms: Sequence[tuple[Term, ...]],
    pairs: dict[tuple[int, int], tuple[Compared, ...]],
) -> Ranking:
    """The ranking with everything in the order of the places, ties and open ones by id."""
    size = range(len(records))
    relation = [
        [
            Outcome.SAME if i == j else joined([c.outcome for c in pairs[i, j]], weights)
            for j in size
        ]
        for i in size
    ]
    found = places(relation)
    order = sorted(size, key=lambda i: (found[i], records[i].id))
    return Ranking(
        criteria,
        tuple(weights) if weights is not None else None,
        across,
        tuple(records[i] for i in order),
        tuple(terms[i] for i in order),
        tuple(found[i] for i in order),
        {(order.index(i), order.index(j)): value for (i, j), value in pairs.items()},
    )
