"""Which networks there are, and which record of ours is which treatment of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple


class Family(NamedTuple):
    """Networks over the same trials. `treatments` maps record ids to the names used there.

    `label` names it, `about` says which trials it holds, `apart` with what they compared and how
    they measured, `caution` what a reader must know before using its numbers.
    """

    id: str
    label: str
    about: str
    apart: str
    caution: str
    networks: tuple[str, ...]
    treatments: Mapping[str, str]

    def holds(self, one: str, other: str) -> bool:
        """Whether two records are two treatments of these networks."""
        names = self.treatments.get(one), self.treatments.get(other)
        return None not in names and names[0] != names[1]


class Index(NamedTuple):
    """Every family of networks."""

    families: tuple[Family, ...]

    def family_of(self, record: str) -> Family | None:
        """The family that has the record; none is in two."""
        return next((f for f in self.families if record in f.treatments), None)

    def pairs(self, records: Sequence[str]) -> list[tuple[Family, str, str]]:
        """Pairs of records that a family holds, in the order given.

        Of more than three records each is paired with the first alone.
        """
        found = combinations(records, 2) if len(records) < 4 else ((records[0], r) for r in records)
        return [(f, a, b) for a, b in found for f in self.families if f.holds(a, b)]

    def across(self, records: Sequence[str]) -> list[tuple[Family, Family]]:
        """Pairs of families that the records are spread over: nothing compares across them."""
        present = [f for f in self.families if any(r in f.treatments for r in records)]
        return list(combinations(present, 2))
