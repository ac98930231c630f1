"""How complete the data is: claims, citations, readings and gaps, by record and by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.model.claim import Answer
from kb.model.treatment import Treatment, fields
from kb.model.vocab import State


@dataclass(slots=True)
class Tally:
    """Counts over some fields of some records."""

    claims: int = 0
    uncited: int = 0
    unread: int = 0
    numeric: int = 0
    numeric_second: int = 0
    overdue: int = 0
    inherited: int = 0
    states: Counter[str] = field(default_factory=Counter)

    @property
    def open(self) -> int:
        """Fields that nobody has reviewed yet."""
        return self.states[State.NOT_YET_REVIEWED.value]


@dataclass(frozen=True, slots=True)
class Audit:
    """Tallies of the whole base, of each record and of each field."""

    total: Tally
    records: dict[str, Tally]
    fields: dict[str, Tally]


def audit(base: KnowledgeBase, records: Iterable[Treatment] | None = None) -> Audit:
    """Tallies over `records`, by default all, and then the relations as one more line."""
    result = Audit(Tally(), {}, {path: Tally() for path in fields()})
    for record in base if records is None else records:
        own = result.records.setdefault(record.id, Tally())
        for path in fields():
            for tally in (result.total, own, result.fields[path]):
                _count(tally, base, record, path)
    if records is None and base.relations:
        own = result.records.setdefault("relations", Tally())
        for relation in base.relations.values():
            for tally in (result.total, own):
                tally.states[relation.answer.state.value] += 1
                _count_claims(tally, base, relation.answer)
    return result


def _count(tally: Tally, base: KnowledgeBase, record: Treatment, path: str) -> None:
    view = shown(base, record, path)
    if view.inherited is not None:
        tally.inherited += 1
    tally.states[view.state.value] += 1
    _count_claims(tally, base, view.own)


def _count_claims(tally: Tally, base: KnowledgeBase, answer: Answer[Any]) -> None:
    for claim in answer.claims:
        tally.claims += 1
        tally.uncited += not claim.cite
        tally.unread += claim.unread
        tally.overdue += claim.last_read is not None and (base.today - claim.last_read).days > 365
        if re.search(r"\d", claim.value.text):
            tally.numeric += 1
            tally.numeric_second += len(claim.read) >= 2
