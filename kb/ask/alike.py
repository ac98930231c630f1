"""What curators judged alike: which wordings of an answer stand for the same people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.population import PopulationKind


@dataclass(frozen=True, slots=True)
class Alike:
    """A kind of population with those of its wordings that an answer used, sorted."""

    kind: PopulationKind
    wordings: tuple[str, ...]


def alike(base: KnowledgeBase, claims: Iterable[Claim[Any]]) -> tuple[Alike, ...]:
    """The kinds that made claims in different words comparable, in order of id.

    A kind of which all claims use the same words has judged nothing and is left out.
    """
    found: dict[str, set[str]] = {}
    for claim in claims:
        kind = base.population_of(claim.when or "")
        if kind is not None and claim.when:
            found.setdefault(kind.id, set()).add(claim.when)
    return tuple(
        Alike(base.populations[key], tuple(sorted(words)))
        for key, words in sorted(found.items())
        if len(words) > 1
    )


def sense_of(base: KnowledgeBase, claim: Claim[Any]) -> str:
    """What a claim's number states where that is another quantity than its field's; else ""."""
    kind = base.population_of(claim.when or "")
    return (kind.sense or "") if kind else ""
