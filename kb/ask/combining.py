"""Two or more treatments together: what is recorded on each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kb.ask.base import KnowledgeBase
from kb.ask.names import fold
from kb.ask.related import (
    ECT,
    MAOI,
    NAMING_FIELDS,
    Statement,
    is_tms,
    is_within,
    naming,
    own_statement,
    reach,
    scope_words,
)
from kb.model.relation import Combination, CombinationRule, Concomitant
from kb.model.treatment import Treatment
from kb.model.vocab import Verdict
from kb.problems import Candidate, NameNotFound, UsageFault

Partner = Treatment | Concomitant


@dataclass(frozen=True, slots=True)
class Pair:
    """What is recorded on two treatments together.

    `rules` are graded by their sources; `statements` are what either record says of the other,
    ungraded.
    """

    one: Partner
    other: Partner
    rules: tuple[Statement, ...]
    statements: tuple[Statement, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts of all rules, gravest first; empty if no rule is recorded."""
        found = {
            value.value
            for rule in self.rules
            for value in rule.answer.values
            if isinstance(value, CombinationRule)
        }
        return tuple(verdict for verdict in GRAVEST_FIRST if verdict in found)


GRAVEST_FIRST = (
    Verdict.CONTRAINDICATED,
    Verdict.CAUTION,
    Verdict.UNKNOWN,
    Verdict.USED,
    Verdict.RECOMMENDED,
)


def combined(base: KnowledgeBase, names: Sequence[str]) -> tuple[Pair, ...]:
    """Each pair of the named treatments or concomitants, in the order asked.

    Raises NameNotFound, and UsageFault for fewer than two, the same one twice, or no treatment.
    """
    partners = [partner(base, name) for name in names]
    if len(partners) < 2 or len({item.id for item in partners}) < len(partners):
        raise UsageFault("Name at least two different treatments or drugs.")
    pairs = [pair for pair in combinations(partners, 2) if _has_treatment(pair)]
    if not pairs:
        raise UsageFault("Name at least one treatment of depression among them.")
    return tuple(pair_of(base, one, other) for one, other in pairs)


def _has_treatment(pair: tuple[Partner, ...]) -> bool:
    """Two drugs taken for other reasons are no matter of this knowledge base."""
    return any(isinstance(item, Treatment) for item in pair)


def partner(base: KnowledgeBase, name: str) -> Partner:
    """The treatment or the concomitant drug called `name`; raises NameNotFound."""
    folded = fold(name)
    for item in base.concomitants.values():
        if folded in {fold(known) for known in (item.id, item.name, *item.aliases)}:
            return item
    try:
        return base[name]
    except NameNotFound as error:
        near = [
            Candidate(item.id, item.name, "drug taken for another reason")
            for item in base.concomitants.values()
            if any(fold(n)[:4] == folded[:4] for n in (item.name, *item.aliases))
        ]
        if error.ambiguous or not near:
            raise
        raise NameNotFound(name, "treatment or drug", [*error.candidates, *near]) from None


def pair_of(base: KnowledgeBase, one: Partner, other: Partner) -> Pair:
    """What is recorded on two together, in either order."""
    statements: dict[tuple[str, str], Statement] = {}
    for first, second in ((one, other), (other, one)):
        if isinstance(first, Treatment):
            for found in (*_typed(first, second), *naming(base, first, second, NAMING_FIELDS[:3])):
                statements.setdefault((first.id, found.field.path), found)
    return Pair(one, other, tuple(_rules(base, one, other)), tuple(statements.values()))


def _rules(base: KnowledgeBase, one: Partner, other: Partner) -> Iterator[Statement]:
    for relation in base.relations.values():
        if not isinstance(relation, Combination):
            continue
        for first, second in ((one, other), (other, one)):
            ends = reach(relation, relation.of, first), reach(relation, relation.with_ids, second)
            if None not in ends:
                scope = scope_words(base, *ends)
                yield Statement(
                    "rule", None, relation.field_info(), relation.answer, scope, relation.id
                )
                break


def _typed(record: Treatment, other: Partner) -> Iterator[Statement]:
    """The fields that ask about MAOIs, ECT and TMS by name."""
    for meant, path in (
        (is_within(other, MAOI), "interactions.maoi"),
        (is_within(other, ECT), "interactions.ect"),
        (is_tms(other), "interactions.tms"),
    ):
        if meant and record.answer(path).claims:
            yield from own_statement("", record, path)
