"""What is recorded of one treatment or drug with anything else."""

from __future__ import annotations

from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.ask.combining import GRAVEST_FIRST, Pair, Partner, pair_of, partner
from kb.ask.names import fold
from kb.ask.related import Statement, naming, own_statement, reach
from kb.model.relation import Combination
from kb.model.treatment import Treatment, fields


@dataclass(frozen=True, slots=True)
class WithAnything:
    """One treatment or drug, its pairs with a rule, gravest first, and what else is said of it.

    `own` are its record's own statements on interactions; `named_by` are the treatments whose
    contraindications name it or its class.
    """

    one: Partner
    pairs: tuple[Pair, ...]
    own: tuple[Statement, ...]
    named_by: tuple[Treatment, ...]


def with_anything(base: KnowledgeBase, name: str) -> WithAnything:
    """Everything recorded of `name` together with something else; raises NameNotFound."""
    one = partner(base, name)
    pairs = [pair_of(base, one, other) for other in _partners(base, one)]
    pairs.sort(key=lambda pair: (_gravity(pair), pair.other.name.lower()))
    own = [
        statement
        for path in fields()
        if path.startswith("interactions.") and isinstance(one, Treatment)
        for statement in own_statement("", one, path)
        if statement.answer.claims
    ]
    named_by = [
        record
        for record in base
        if record.id != one.id
        and any(_forbids(s) for s in naming(base, record, one, ("warnings.contraindications",)))
    ]
    return WithAnything(one, tuple(pairs), tuple(own), tuple(named_by))


def _forbids(statement: Statement) -> bool:
    """Whether it names the other as a partner, and not only as what somebody is allergic to."""
    return any("hypersensitiv" not in fold(c.value.text) for c in statement.answer.claims)


def _gravity(pair: Pair) -> int:
    return min((GRAVEST_FIRST.index(verdict) for verdict in pair.verdicts), default=9)


def _partners(base: KnowledgeBase, one: Partner) -> list[Partner]:
    """What stands at the other end of a rule that reaches `one`; a class stands for itself."""
    found: dict[str, Partner] = {}
    for relation in base.relations.values():
        if not isinstance(relation, Combination):
            continue
        for mine, theirs in ((relation.of, relation.with_ids), (relation.with_ids, relation.of)):
            if reach(relation, mine, one) is None:
                continue
            for key in theirs:
                other = base.treatments.get(key) or base.concomitants.get(key)
                if other is not None and key != one.id:
                    found.setdefault(key, other)
    return list(found.values())
