"""Facts of every kind by their keys: what a record shows, a relation, a computed estimate.

A key is a pair of words. ("sertraline", "onset.response") is what a record shows at a field and
("sertraline", "all") all that it shows; ("ketamine-iv-v-ect-response", "relation") is a relation
and ("all", "relation") every relation of a text; ("placebo+sertraline", "net-response") is what a
network says of two of its treatments. Stamps, markers and rows of data know facts by these keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope, bearing
from kb.ask.inherit import shown
from kb.model.claim import Answer, Claim
from kb.model.network import Network, PairResult
from kb.model.relation import KIND_LABELS, HeadToHead, Relation
from kb.model.treatment import fields
from kb.publish.prints import fingerprint, hashed, relation_print, whole_print
from kb.publish.stamp import NETWORK, RELATION, WHOLE, Key

PAIR = "+"
"""Stands between the two treatments of a network."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it is now. `print` changes with it; the lists are what a code tells apart."""

    print: str
    now: str
    read: str
    values: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


def fact(base: KnowledgeBase, key: Key, records: Iterable[str] = ()) -> Fact | None:
    """The fact of a key, or None where it is no longer recorded.

    `records` are those between which all relations are meant, for the key that stands for them.
    """
    name, path = key
    if path == RELATION:
        return _relation(base, name, records)
    if path.startswith(NETWORK):
        return _estimate(base, name, path.removeprefix(NETWORK))
    if name not in base.treatments:
        return None
    if path == WHOLE:
        return Fact(whole_print(base, name), "see kb show", "")
    view = shown(base, base.treatments[name], path)
    found = _of_answers(fingerprint(view), [a for a in (view.own, view.inherited) if a])
    return found if found.now else replace(found, now=view.state.label)


def _relation(base: KnowledgeBase, name: str, records: Iterable[str]) -> Fact | None:
    if name == WHOLE:
        known = [base.treatments[r] for r in records if r in base.treatments]
        prints = [relation_print(relation) for relation in bearing(base, known)]
        return Fact(hashed(prints), "see kb combine, kb switch, kb effects", "")
    relation = base.relations.get(name)
    if relation is None:
        return None
    return _of_answers(relation_print(relation), [relation.answer])


def _of_answers(print_: str, answers: list[Answer[Any]]) -> Fact:
    values: list[str] = []
    conditions: list[str] = []
    sources: list[str] = []
    for answer in answers:
        said, held = _words(answer)
        values += sorted(said)
        conditions += sorted(held)
        sources += sorted({c.source for entry in answer.entries for c in entry.cite})
    claims = [claim for answer in answers for claim in answer.claims]
    days = [claim.last_read for claim in claims if claim.last_read]
    return Fact(
        print_,
        "; ".join(claim.value.text for claim in claims),
        str(max(days, default="")),
        tuple(values),
        tuple(conditions),
        tuple(sources),
        tuple(dict.fromkeys(claim.origin for claim in claims if claim.origin)),
    )


def _words(answer: Answer[Any]) -> tuple[list[str], list[str]]:
    """The values of an answer, and the conditions under which each holds."""
    values, conditions = [], []
    for entry in answer.entries:
        if isinstance(entry, Claim):
            words = f"{'not ' if entry.denied else ''}{entry.value.text}"
            values.append(words + "".join(f" but {o.value}" for o in entry.but))
            sure = entry.sure.value if entry.sure else ""
            places = ",".join(j.value for j in entry.jurisdictions)
            conditions.append(f"{words}|{entry.when or ''}|{sure}|{places}")
        else:
            values.append(f"{entry.state.value} {entry.why or ''}")
    return values, conditions


def pair_key(network: Network, first: str, second: str) -> Key:
    """The key of what a network says of two of its treatments, whichever is named first."""
    return PAIR.join(sorted((slug(first), slug(second)))), NETWORK + network.id


def slug(name: str) -> str:
    """The name of a treatment of a network as a word of a stamp."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _estimate(base: KnowledgeBase, name: str, network_id: str) -> Fact | None:
    try:
        network = base.computed.network(network_id)
    except KeyError:
        return None
    names = {slug(node.name): node.name for node in network.nodes}
    first, _, second = name.partition(PAIR)
    if first not in names or second not in names:
        return None
    pair = network.pair(names[first], names[second])
    return Fact(
        hashed([f"{name} {network.id} {network.measure}", *estimate_lines(network, pair)]),
        f"{network.measure} {_estimate_words(network, pair)}", "",
        values=tuple(estimate_lines(network, pair)), sources=(network.source,),
    )  # fmt: skip


def estimate_lines(network: Network, pair: PairResult) -> list[str]:
    """The numbers of an estimate, as exact as they are shown, with what its baseline rests on."""
    parts = (network.part(pair.effect, pair.se), network.direct(pair))
    numbers = [f"{n:.4g}" for part in parts for n in (part.effect, part.se)]
    reference = network.node(network.reference)
    return [*numbers, f"{pair.trials} {pair.people}", f"{reference.events} {reference.people}"]


def _estimate_words(network: Network, pair: PairResult) -> str:
    part = network.part(pair.effect, pair.se)
    shown_ = [math.exp(n) if network.is_ratio else n for n in (part.effect, part.lower, part.upper)]
    return "{:.2f} ({:.2f} to {:.2f})".format(*shown_)


def label_of(base: KnowledgeBase, key: Key, comma: str = ", ") -> str:
    """What a fact is about: "Onset, response", "head-to-head response", "computed response"."""
    name, path = key
    if path == RELATION:
        if name == WHOLE:
            return "anything between the treatments"
        relation = base.relations.get(name)
        return _relation_label(relation) if relation else "a relation"
    if path.startswith(NETWORK):
        return f"computed {path.removeprefix(NETWORK)}"
    if path == WHOLE:
        return "anything it shows"
    return f"{fields()[path].section_label}{comma}{fields()[path].label}"


def _relation_label(relation: Relation) -> str:
    if isinstance(relation, HeadToHead):
        return f"head-to-head {relation.outcome.label}"
    return KIND_LABELS[relation.kind]


def fresh_relations(base: KnowledgeBase, scope: Scope, records: Iterable[str],
                    known: Iterable[str]) -> list[str]:  # fmt: skip
    """Ids of relations of a scope that a text did not know of yet."""
    found = bearing(base, [base.treatments[r] for r in records if r in base.treatments], scope)
    return [relation.id for relation in found if relation.id not in set(known)]
