"""A user's own data over the shipped data.

An overlay adds records and adds claims to fields. It never replaces or removes: a shipped claim
stays beside what the overlay says, so that no warning can be lost.
"""

from __future__ import annotations

from typing import Any

from kb.load.nodes import Mapping, Node, Scalar
from kb.model.claim import Answer
from kb.model.treatment import Treatment, sections

REQUIRED = ("name", "category", "level")


def completed(node: Node, base: dict[str, Treatment]) -> Node:
    """An overlay record that extends a shipped one may leave its name and kind out."""
    if not isinstance(node, Mapping):
        return node
    found = node.entries.get("id")
    known = base.get(found.text) if isinstance(found, Scalar) else None
    if known is None:
        return node
    entries, keys = dict(node.entries), dict(node.keys)
    for key in REQUIRED:
        if key not in entries:
            entries[key] = Scalar(str(getattr(known, key)), node.place)
            keys[key] = node.place
    return Mapping(entries, keys, node.place)


def merged(base: Treatment, over: Treatment) -> Treatment:
    """`base` with the claims of `over` added to its fields."""
    changes: dict[str, Any] = {}
    for key, model in sections().items():
        own, new = getattr(base, key), getattr(over, key)
        answers = {
            name: joined_answers(getattr(own, name), getattr(new, name))
            for name in model.model_fields
        }
        changes[key] = own.model_copy(update=answers)
    changes["aliases"] = (*base.aliases, *(a for a in over.aliases if a not in base.aliases))
    return base.model_copy(update=changes)


def joined_answers(base: Answer[Any], over: Answer[Any]) -> Answer[Any]:
    """Claims of both; a gap of the overlay never hides a claim, a claim fills a gap."""
    if not over.entries:
        return base
    if not base.claims:
        return over if over.claims or not base.entries else base
    return Answer[Any].model_construct(
        entries=(*base.entries, *over.claims), disagree=base.disagree
    )
