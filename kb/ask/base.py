"""The knowledge base: records and sources, found by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from kb.ask.names import NameIndex, ids_by_class, ids_by_name
from kb.model.computed import Computed
from kb.model.population import PopulationKind
from kb.model.relation import Concomitant, Relation
from kb.model.source import Source
from kb.model.treatment import Treatment
from kb.problems import Candidate, NameNotFound

if TYPE_CHECKING:
    from kb.ask.compare import Comparison


T = TypeVar("T")


def _in_order(records: Mapping[str, T]) -> Mapping[str, T]:
    return dict(sorted(records.items())) if isinstance(records, dict) else records


class KnowledgeBase:
    """Treatments by id, with lookup by any of their names.

    `base["Zoloft"]` gives the record of sertraline; an unknown name raises NameNotFound, which
    carries candidates. Iteration is in alphabetical order of id.
    """

    def __init__(
        self,
        treatments: Mapping[str, Treatment],
        sources: Mapping[str, Source],
        today: datetime.date,
        relations: Mapping[str, Relation] | None = None,
        concomitants: Mapping[str, Concomitant] | None = None,
        populations: Mapping[str, PopulationKind] | None = None,
        *,
        names: Mapping[str, Sequence[str]] | None = None,
        classes: Mapping[str, Sequence[str]] | None = None,
        words: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`names` (folded name to ids), `classes` (class to ids of members) and `words` (id to
        folded statements) may be given where they are known; a mapping that is no dict is in order
        and may load what it holds lazily."""
        self.treatments = _in_order(treatments)
        self.sources = _in_order(sources)
        self.today = today
        self.relations = _in_order(relations or {})
        self.concomitants = _in_order(concomitants or {})
        self.populations = _in_order(populations or {})
        self.computed = Computed()
        self._given_names = names
        self._given_classes = classes
        self._given_words = words

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """Every folded name, with the ids of the records that carry it."""
        given = self._given_names
        return ids_by_name(self.treatments) if given is None else given

    @cached_property
    def words(self) -> Mapping[str, Sequence[str]]:
        """The folded words of every statement of every record, by its id, for searching."""
        from kb.ask.search import words_of

        given = self._given_words
        if given is not None:
            return given
        return {record.id: words_of(record) for record in self}

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.treatments, self.names)

    @cached_property
    def _classes(self) -> Mapping[str, Sequence[str]]:
        given = self._given_classes
        return ids_by_class(self.treatments) if given is None else given

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
        return [self.treatments[record_id] for record_id in self.member_ids(class_id)]

    def member_ids(self, class_id: str) -> Sequence[str]:
        """The ids of the members of a class, in alphabetical order, without loading them."""
        return self._classes.get(class_id, ())

    @cached_property
    def _kinds(self) -> dict[str, PopulationKind]:
        return {wording: kind for kind in self.populations.values() for wording in kind.wordings}

    def population_of(self, wording: str) -> PopulationKind | None:
        """The kind of population to which curators assigned a wording; None for most."""
        return self._kinds.get(wording)

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
