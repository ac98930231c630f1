"""Which rules and recorded statements bear on two treatments: for switching and combining."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.names import fold, names_of
from kb.model.claim import Answer
from kb.model.relation import Concomitant, Relation
from kb.model.treatment import FieldInfo, Treatment, fields

MAOI, ECT = "maoi", "ect"
TMS = frozenset({"rtms-10hz", "itbs", "snt", "deep-tms"})
"""Ids whose records say what the typed fields "MAOIs", "with ECT" and "with TMS" speak of."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something recorded that bears on the question.

    `record` is whose statement it is, None for a rule of its own; `scope` says in words how it
    reaches the pair when it was not written for just these two; `relation` is the rule's id.
    """

    label: str
    record: Treatment | None
    field: FieldInfo
    answer: Answer[Any]
    scope: str = ""
    relation: str = ""


def is_within(record: Treatment | Concomitant, parent_id: str) -> bool:
    """Whether the record is `parent_id` or a member of that class."""
    return parent_id in (record.id, getattr(record, "class_id", None))


def is_tms(record: Treatment | Concomitant) -> bool:
    """Whether the record is a form of transcranial magnetic stimulation."""
    return record.id in TMS


def reach(relation: Relation, ends: tuple[str, ...], record: Treatment | Concomitant) -> str | None:
    """How a rule's ends reach a record: "" by its own id, the class id through `members`.

    None if they do not. A class's rule covers a member only where the rule says so.
    """
    if record.id in ends:
        return ""
    parent = getattr(record, "class_id", None)
    if parent in ends and relation.members and record.id not in relation.excepted:
        return str(parent)
    return None


def scope_words(base: KnowledgeBase, *parents: str | None) -> str:
    """In words, the classes through which a rule reaches its pair; empty if through none."""
    names = [base.treatments[parent].name for parent in parents if parent]
    return f"a rule for the class {' and '.join(names)} that covers its members" if names else ""


def own_statement(label: str, record: Treatment, path: str, scope: str = "") -> Iterator[Statement]:
    """What a record says itself at `path`, if it says or denies anything there."""
    answer = record.answer(path)
    if answer.entries:
        yield Statement(label, record, fields()[path], answer, scope)


NAMING_FIELDS = (
    "warnings.contraindications",
    "interactions.serotonergic",
    "interactions.other",
    "switching.cross-taper",
)


def naming(
    base: KnowledgeBase, record: Treatment, other: Treatment | Concomitant, paths: tuple[str, ...]
) -> Iterator[Statement]:
    """Claims of `record` whose words name `other` or its class."""
    pattern = _pattern(base, other)
    for path in paths:
        answer = record.answer(path)
        hits = tuple(
            claim
            for claim in answer.claims
            if pattern.search(fold(f"{claim.value.text} {claim.when or ''}"))
        )
        if hits:
            found = Answer[Any].model_construct(entries=hits, disagree=answer.disagree)
            yield Statement(fields()[path].label, record, fields()[path], found)


def _pattern(base: KnowledgeBase, other: Treatment | Concomitant) -> re.Pattern[str]:
    names: set[str]
    if isinstance(other, Treatment):
        names = set(names_of(other))
        parent = base.treatments.get(other.class_id or "")
        if parent is not None:
            names |= set(names_of(parent))
    else:
        names = {other.id, other.name, *other.aliases}
    # A plural stands for its singular: "tricyclics" is found by "tricyclic".
    words = sorted({re.escape(fold(name).removesuffix("s")) for name in names if len(name) > 2})
    return re.compile(rf"\b(?:{'|'.join(words)})s?\b")
