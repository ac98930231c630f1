"""Combinations in the words of schema.org: Drug.interactingDrug, with who says what.

schema.org has no place for switches, head-to-head results, and interactions of what is no drug.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.related import reach
from kb.model.claim import Claim
from kb.model.relation import Combination, Concomitant
from kb.model.treatment import Treatment
from kb.model.vocab import Category, Verdict
from kb.view.words import condition_words, unglued

DANGERS = (Verdict.CONTRAINDICATED, Verdict.CAUTION)
"""What is said of drugs that interact; the graver first."""
TAKEN = (Category.PHARMACOTHERAPY, Category.SUPPLEMENT)
"""Categories of what a drug can interact with."""
Partner = Treatment | Concomitant


def dangers(base: KnowledgeBase, record: Treatment) -> list[tuple[Partner, Claim[Any]]]:
    """What rules say against the record with other drugs, each with its partner; gravest first.

    The partner is whatever the rule names: of a class the class, so that no source is made to
    speak of a drug that it does not name. A class's rule reaches a member where it says so.
    """
    found = [
        (partner, claim)
        for rule in base.relations.values()
        if isinstance(rule, Combination)
        for partner in _partners(base, rule, record)
        for claim in rule.answer.claims
        if claim.value.value in DANGERS and not claim.denied
    ]
    return sorted(found, key=lambda pair: DANGERS.index(pair[1].value.value))


def interacting(found: list[tuple[Partner, Claim[Any]]]) -> list[dict[str, Any]]:
    """Values of interactingDrug: roles, since a bare reference could say neither what nor who."""
    return [
        {"@type": "Role", "roleName": claim.value.value.label, "description": _words(claim),
         "interactingDrug": {"@id": f"#{partner.id}"},
         "subjectOf": [{"@id": f"#source-{c.source}"} for c in claim.cite]}
        for partner, claim in found
    ]  # fmt: skip


def _partners(base: KnowledgeBase, rule: Combination, record: Treatment) -> Iterator[Partner]:
    """What the rule names on the side across from the record, drugs only, each once."""
    one, other = rule.sides
    ends = dict.fromkeys(
        key
        for here, there in ((one, other), (other, one))
        if reach(rule, here, record) is not None
        for key in there
        if key != record.id
    )
    for key in ends:
        partner = base.treatments.get(key) or base.concomitants[key]
        if not isinstance(partner, Treatment) or partner.category in TAKEN:
            yield partner


def _words(claim: Claim[Any]) -> str:
    conditions = condition_words(claim)
    return unglued(f"{claim.value.text} ({conditions})" if conditions else claim.value.text)
