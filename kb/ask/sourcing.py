"""Which sources a record rests on."""

from __future__ import annotations

from kb.model.claim import Claim
from kb.model.treatment import Treatment, fields


def sources_of(record: Treatment) -> list[str]:
    """Ids of every source that a record cites, in the order of its fields, each once."""
    found: dict[str, None] = {}
    for path in fields():
        for entry in record.answer(path).entries:
            for citation in entry.cite:
                found.setdefault(citation.source)
            for objection in entry.but if isinstance(entry, Claim) else ():
                for citation in objection.cite:
                    found.setdefault(citation.source)
    return list(found)
