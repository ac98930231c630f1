"""Sentences on estimates computed from trials, each pair as far as a shipped network holds it."""

from __future__ import annotations

from kb.model.network import Network
from kb.model.network_index import Family
from kb.publish.desk import Clause, Desk, whole_work
from kb.publish.grammar import inside
from kb.view.evidence_words import NAMES, absolute, effect_words, own_baseline, verdict
from kb.view.publication import Line
from kb.view.words import counted


def estimates(desk: Desk) -> list[Line]:
    """What the networks say of the subjects: of one, against its reference; of several, by pairs.

    A short text tells the first outcome of each network alone.
    """
    index = desk.base.computed.index
    ids = [record.id for record in desk.records]
    lines: list[Line] = []
    told: dict[str, Family] = {}
    for family, one, other in _pairs(desk, ids):
        networks = family.networks if desk.full else family.networks[:1]
        for name in networks:
            network = desk.base.computed.network(name)
            first = family.treatments[one]
            second = family.treatments[other] if other else network.reference
            if first in network and second in network:
                told[family.id] = family
                lines.append(_estimate(desk, network, first, second, one))
    lines += [_foot(desk, family) for family in told.values()]
    if desk.full and told:
        lines += [_apart(desk, one, other) for one, other in index.across(ids)]
    return lines


def _pairs(desk: Desk, ids: list[str]) -> list[tuple[Family, str, str]]:
    index = desk.base.computed.index
    family = index.family_of(ids[0]) if len(ids) == 1 else None
    return [(family, ids[0], "")] if family else index.pairs(ids)


def _estimate(desk: Desk, network: Network, first: str, second: str, record: str) -> Line:
    desk.ledger.use_estimate(network, first, second)
    pair = network.pair(first, second)
    found = absolute(network, first, second, own_baseline(network))
    words = verdict(network, pair, first, second, found).rstrip(".")
    number = effect_words(network, network.part(pair.effect, pair.se)).replace(" (", ", 95% CI ", 1)
    tail = f"{NAMES[network.measure]} {number.rstrip(')')}; {_direct(desk, pair.trials)}"
    if words.startswith("No clear difference"):
        words = f"on {network.outcome} there is {inside(words)}"
    elif not network.is_ratio:
        words = f"there is {inside(words)}"
    return desk.say(Clause(f"{words} ({tail})", end=".", fact=f"{record}:net-{network.id}"))


DIRECT = ("{trials} of the two against each other", "{trials} compared them directly")
"""Frames for how many trials compared a pair, in turn."""


def _direct(desk: Desk, trials: int) -> str:
    if not trials:
        return "no trial compared the two directly"
    return desk.turn(DIRECT).format(trials=counted(trials, "trial"))


def _foot(desk: Desk, family: Family) -> Line:
    """What the figures are, once for all pairs of a family, with the source of the trials."""
    network = desk.base.computed.network(family.networks[0])
    words = (
        f"these figures were computed here by network meta-analysis of {family.about}; they stand "
        f"beside published estimates and replace none. {family.caution.rstrip('.')}"
    )
    return desk.say(Clause(words, (whole_work(network.source),), "."))


def _apart(desk: Desk, one: Family, other: Family) -> Line:
    """Why nothing is computed between treatments of different networks."""
    names = [
        " and ".join(s.name for s in desk.subjects if s.record.id in family.treatments)
        for family in (one, other)
    ]
    words = (
        f"nothing is computed between {names[0]} and {names[1]}: no network holds both, since "
        f"{one.apart} and {other.apart}"
    )
    return desk.say(Clause(words, end="."))
