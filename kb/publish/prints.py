"""Fingerprints of what is recorded: each changes with what a reader is shown and stays else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import sides
from kb.ask.inherit import Shown, shown
from kb.model.claim import Answer, Claim
from kb.model.relation import HeadToHead, Relation
from kb.model.treatment import fields


def fingerprint(view: Shown) -> str:
    """A hash of what a field shows: values, conditions, sources; not dates of reading."""
    parts = [f"{view.record.id} {view.field.path}"]
    for answer in (view.own, view.inherited):
        parts += _essence(answer) if answer else []
    return hashed(parts)


def whole_print(base: KnowledgeBase, record: str) -> str:
    """A hash of everything that a record shows."""
    views = (shown(base, base.treatments[record], path) for path in fields())
    return hashed(map(fingerprint, views))


def relation_print(relation: Relation) -> str:
    """A hash of what a relation says, and of whom."""
    parts = [f"{relation.id} {relation.kind}"]
    parts += [" ".join(ids) for ids in sides(relation)]
    parts += [f"members {relation.members}", *relation.excepted]
    parts += [relation.outcome.value] if isinstance(relation, HeadToHead) else []
    return hashed([*parts, *_essence(relation.answer)])


def _essence(answer: Answer[Any]) -> list[str]:
    """The claims and gaps of a field, one line each, in an order of their own."""
    found = []
    for entry in answer.entries:
        if isinstance(entry, Claim):
            words = ("not " if entry.denied else "") + entry.value.text
            words += "".join(f" but {o.value}" for o in entry.but)
            words += f" {entry.sure.value}" if entry.sure else ""
        else:
            words = f"{entry.state.value} {entry.why or ''}"
        places = ",".join(sorted(j.value for j in entry.jurisdictions))
        sources = ",".join(sorted(c.source for c in entry.cite))
        found.append(f"{words}|{entry.when or ''}|{places}|{sources}")
    return sorted(found)


def hashed(parts: Iterable[str]) -> str:
    """One hash of some words, in their order."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
