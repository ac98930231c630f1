"""Relations of the shipped data: every one is sourced, read and reachable."""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.combining import combined
from kb.ask.effects import head_to_head, outcome_paths
from kb.ask.related import ECT, MAOI, TMS
from kb.ask.search_relations import RelationHit, related
from kb.ask.switching import switching
from kb.load.base import load
from kb.model.relation import Combination, HeadToHead, Relation, Switch
from kb.render.terminal import text
from kb.view.related import combine_document, switch_document

RELATIONS = sorted(load().relations.values(), key=lambda relation: relation.id)


def test_there_are_relations() -> None:
    kinds = [relation.kind for relation in RELATIONS]
    assert kinds.count("switch") >= 5
    assert kinds.count("combination") >= 9
    assert kinds.count("comparison") >= 8


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.id)
def test_every_claim_is_cited_and_read(relation: Relation) -> None:
    assert relation.answer.claims
    assert all(claim.cite and claim.read for claim in relation.answer.claims)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.id)
def test_every_relation_is_found_and_shown(shipped: KnowledgeBase, relation: Relation) -> None:
    words = relation.answer.claims[0].value.text.split(":")[0]
    if isinstance(relation, Switch):
        if relation.from_ids[0] == relation.to_ids[0]:
            pytest.skip("a rule inside one class: its members are tried elsewhere")
        found = switching(shipped, relation.from_ids[0], relation.to_ids[0])
        assert any(s.answer == relation.answer for s in found.rules)
        assert words in " ".join(text(switch_document(found), 200).split())
    if isinstance(relation, Combination):
        pairs = combined(shipped, [relation.of[0], relation.with_ids[0]])
        assert any(s.answer == relation.answer for s in pairs[0].rules)
        assert words in text(combine_document(shipped, pairs), 200)
    if isinstance(relation, HeadToHead):
        effect = relation.result.claims[0].value.value
        assert effect.rate or effect.effect


def test_the_ids_that_typed_fields_speak_of_exist(shipped: KnowledgeBase) -> None:
    assert {MAOI, ECT, *TMS} <= set(shipped.treatments)


def test_a_rule_within_a_class_reaches_its_members_but_for_the_excepted(
    shipped: KnowledgeBase,
) -> None:
    found = switching(shipped, "citalopram", "sertraline")
    assert any("2–3" in r.answer.values[0].text for r in found.rules)
    fluoxetine = switching(shipped, "fluoxetine", "sertraline")
    assert not any("2–3" in r.answer.values[0].text for r in fluoxetine.rules)


@pytest.mark.parametrize(
    "hit", related(load(), lambda _: True, lambda _: False), ids=lambda hit: hit.relation.id
)
def test_the_command_that_search_names_shows_the_relation(
    shipped: KnowledgeBase, hit: RelationHit
) -> None:
    verb, one, other, *rest = hit.command
    if verb == "effects":
        paths = outcome_paths([rest[1]])
        records = [shipped[one], shipped[other]]
        shown = list(head_to_head(shipped, records, paths))
        assert [f.claim for f in shown if f.claim in hit.relation.answer.claims]
        return
    rules = (
        switching(shipped, one, other).rules
        if verb == "switch"
        else combined(shipped, [one, other])[0].rules
    )
    assert [rule for rule in rules if rule.answer == hit.relation.answer]
