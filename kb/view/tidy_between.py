"""Relations and computed estimates as plain tables, beside the claims of the records."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope, bearing, sides
from kb.model.claim import Claim, Gap
from kb.model.network import Network
from kb.model.relation import KIND_LABELS, HeadToHead, Relation
from kb.model.treatment import Treatment
from kb.view.document import TidyTable
from kb.view.tidy import TOLD, Cell, columns, told

RELATIONS = (
    *columns("""
    id:integer number of the row
    relation id of the relation; one that has several claims has several rows
    kind switch, combination or comparison
    one ids of one side: treatments left, or of one of which it is said
    other ids of the other side: treatments begun, given with it, or compared with
    members:integer 1 if the rule of a class covers its members
    except members that it does not cover
    outcome what a comparison measured
    field path of what is recorded
    label what it is, in words
    """),
    *TOLD,
)
ESTIMATES = columns("""
    network id of the network
    outcome what was measured
    treatment name in the network
    comparator name in the network
    measure OR, RR, SMD or MD
    estimate:real of the treatment against the comparator, from the whole network
    ci_low:real lower end of its 95% interval
    ci_high:real upper end of its 95% interval
    direct:real the same from trials of the two against each other
    trials:integer trials of the two against each other
    people:integer people in those trials
    source>sources.id id of the source of the trials
    pair key of the estimate, for kb stale
""")


def relation_table(base: KnowledgeBase, records: Sequence[Treatment]) -> TidyTable:
    """Every relation that touches the records, one row a claim."""
    rows: list[tuple[Cell, ...]] = []
    for relation in bearing(base, records, Scope.TOUCHING):
        for entry in relation.answer.entries:
            rows.append(_row(len(rows) + 1, relation, entry))
    searched = ("relation", "text", "conditions")
    return TidyTable("relations", RELATIONS, tuple(rows), searched, "id")


def _row(number: int, relation: Relation, entry: Claim[Any] | Gap) -> tuple[Cell, ...]:
    one, other = sides(relation)
    outcome = relation.outcome.value if isinstance(relation, HeadToHead) else ""
    return (
        number, relation.id, relation.kind, " ".join(one), " ".join(other), int(relation.members),
        " ".join(relation.excepted), outcome, relation.field_info().path,
        KIND_LABELS[relation.kind], *told(entry),
    )  # fmt: skip


def estimate_pairs(
    base: KnowledgeBase, records: Sequence[Treatment], whole: bool
) -> Iterator[tuple[Network, str, str]]:
    """Pairs of a network that an export of the records holds.

    All of them where it is of the whole base; else those among the records and the reference.
    """
    for family in base.computed.index.families:
        held = {family.treatments[r.id] for r in records if r.id in family.treatments}
        for name in family.networks if held else ():
            network = base.computed.network(name)
            kept = [n.name for n in network.nodes if whole or n.name in {*held, network.reference}]
            for one, other in combinations(kept, 2):
                pair = (other, one) if one == network.reference else (one, other)
                yield network, *pair


def estimate_row(network: Network, first: str, second: str, pair_id: str) -> tuple[Cell, ...]:
    """One pair: ratios as ratios, numbers as exact as the network was shipped."""
    pair = network.pair(first, second)
    part, direct = network.part(pair.effect, pair.se), network.direct(pair)
    effect, low, high, own = (
        _number(network, n) for n in (part.effect, part.lower, part.upper, direct.effect)
    )
    return (
        network.id, network.outcome, first, second, network.measure, effect, low, high, own,
        pair.trials, pair.people, network.source, pair_id,
    )  # fmt: skip


def _number(network: Network, value: float) -> float | None:
    if math.isnan(value):
        return None
    return float(f"{math.exp(value) if network.is_ratio else value:.6g}")
