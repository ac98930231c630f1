"""The knowledge base: records and sources, found by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kb.ask.names import NameIndex
from kb.model.relation import Concomitant, Relation
from kb.model.source import Source
from kb.model.treatment import Treatment
from kb.problems import Candidate, NameNotFound

if TYPE_CHECKING:
    from kb.ask.compare import Comparison


class KnowledgeBase:
    """Treatments by id, with lookup by any of their names.

    `base["Zoloft"]` gives the record of sertraline; an unknown name raises NameNotFound, which
    carries candidates. Iteration is in alphabetical order of id.
    """

    def __init__(
        self,
        treatments: dict[str, Treatment],
        sources: dict[str, Source],
        today: datetime.date,
        relations: Mapping[str, Relation] | None = None,
        concomitants: Mapping[str, Concomitant] | None = None,
    ) -> None:
        self.treatments = dict(sorted(treatments.items()))
        self.sources = dict(sorted(sources.items()))
        self.today = today
        self.relations = dict(sorted((relations or {}).items()))
        self.concomitants = dict(sorted((concomitants or {}).items()))

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.treatments.values())

    def __getitem__(self, name: str) -> Treatment:
        return self._names.find(name)

    def __iter__(self) -> Iterator[Treatment]:
        return iter(self.treatments.values())

    def __len__(self) -> int:
        return len(self.treatments)

    def __contains__(self, name: object) -> bool:
        try:
            return isinstance(name, str) and bool(self[name])
        except NameNotFound:
            return False

    def members(self, class_id: str) -> list[Treatment]:
        """The members of a class, in alphabetical order."""
        return [record for record in self if record.class_id == class_id]

    def source(self, source_id: str) -> Source:
        """The source with this id; raises NameNotFound."""
        if source_id in self.sources:
            return self.sources[source_id]
        near = [
            Candidate(key, value.title)
            for key, value in self.sources.items()
            if key.startswith(source_id[:4])
        ]
        raise NameNotFound(source_id, "source", near[:5])

    def compare(self, names: Sequence[str], fields: Sequence[str] = ()) -> Comparison:
        """The named treatments side by side, in the order given; see kb.ask.compare."""
        from kb.ask.compare import compare

        return compare(self, names, fields)
