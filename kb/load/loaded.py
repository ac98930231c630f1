"""What reading gives: records by kind, places, and every problem."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from kb.load.nodes import Node
from kb.load.populations import LoadedPopulations
from kb.load.relations import LoadedRelations
from kb.model.source import Source
from kb.model.treatment import Treatment
from kb.problems import Place, Problem, Severity

MOST_IN_ALL = 300
"""Problems after which nothing more is read."""


@dataclass(slots=True)
class Loaded:
    """What was read: records, sources, places, and every problem."""

    treatments: dict[str, Treatment] = field(default_factory=dict)
    sources: MutableMapping[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    related: LoadedRelations = field(default_factory=LoadedRelations)
    populations: LoadedPopulations = field(default_factory=LoadedPopulations)

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        """The records by kind and id, in order: what a knowledge base is made of."""
        kinds: dict[str, MutableMapping[str, Any]] = {
            "treatment": self.treatments,
            "source": self.sources,
            "relation": self.related.relations,
            "concomitant": self.related.concomitants,
            "population": self.populations.kinds,
        }
        return {kind: dict(sorted(records.items())) for kind, records in kinds.items()}

    @property
    def own(self) -> dict[str, int]:
        """How many of each kind were read: without the sources that only stand around them."""
        counts = {kind: len(records) for kind, records in self.tables.items()}
        if isinstance(self.sources, ChainMap):
            counts["source"] = len(self.sources.maps[0])
        return counts

    @property
    def errors(self) -> list[Problem]:
        """The problems that make the data unusable."""
        return [p for p in self.problems if p.severity is Severity.ERROR]


def too_many(loaded: Loaded, node: Node) -> bool:
    """Whether so much is wrong that reading on would only cost time; says so once."""
    if len(loaded.problems) < MOST_IN_ALL:
        return False
    if loaded.problems[-1].code != "E009":
        message = f"more than {MOST_IN_ALL} problems; what follows was not read"
        loaded.problems.append(Problem("E009", message, "Mend these first.", node.place))
    return True


def bounded(loaded: Loaded) -> None:
    """Keep no more problems than anybody reads: errors before the rest, and that there are more."""
    if len(loaded.problems) > 2 * MOST_IN_ALL:
        more = f"{len(loaded.problems) - MOST_IN_ALL:,} more problems, which are not shown"
        ordered = sorted(loaded.problems, key=lambda p: p.severity is not Severity.ERROR)
        last = Problem("E009", more, "Mend these first.", ordered[MOST_IN_ALL].place)
        loaded.problems = [*ordered[:MOST_IN_ALL], last]


def second_of(kind: str, name: str, node: Node) -> Problem:
    """A second record of one id."""
    return Problem(
        "E203", f'a second {kind} is called "{name}"', "Merge the two.", node.place, name
    )
