"""What a record shows at a field: its own entries, its class's, or both.

Only fields whose definition says so pass from class to member; dose, warnings, contraindications,
pregnancy and interactions never do. A member's own value wins. A member's own "none found", "not
applicable" or "withdrawn" also wins: it denies the class's value. "Not reported", "not studied"
and "not yet reviewed" are shown together with the class's value, labelled as the class's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.model.claim import Answer, Claim
from kb.model.treatment import FieldInfo, Treatment, fields
from kb.model.vocab import State

OPEN_GAPS = frozenset({State.NOT_REPORTED, State.NOT_STUDIED, State.NOT_YET_REVIEWED})


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown for one record at one field."""

    record: Treatment
    field: FieldInfo
    own: Answer[Any]
    inherited: Answer[Any] | None = None
    parent: Treatment | None = None

    @property
    def claims(self) -> tuple[Claim[Any], ...]:
        """Claims shown, own and inherited."""
        return self.own.claims + (self.inherited.claims if self.inherited else ())

    @property
    def state(self) -> State:
        """The state of what is shown."""
        if self.own.claims or self.inherited is None:
            return self.own.state
        return self.inherited.state


def shown(base: KnowledgeBase, record: Treatment, path: str) -> Shown:
    """What `record` shows at `path`, with its class's value where that may be shown."""
    info = fields()[path]
    own = record.answer(path)
    parent = base.treatments.get(record.class_id or "")
    if parent is None or not info.inherits or own.claims or own.state not in OPEN_GAPS:
        return Shown(record, info, own)
    from_class = parent.answer(path)
    if not from_class.claims:
        return Shown(record, info, own)
    return Shown(record, info, own, from_class, parent)
