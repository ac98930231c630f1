"""Names: folded and matched exactly, or not at all.

No edit distance ever chooses a record: methylphenidate and dexmethylphenidate are as close as a
typing error. Distance only orders the candidates that a reader is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from kb.model.treatment import Treatment
from kb.model.vocab import Level
from kb.problems import Candidate, NameAmbiguous, NameNotFound

MOST = 5
"""Candidates shown for a name that is not there."""
NEAR = 0.7
"""Likeness from which on a name is a candidate."""


def fold(name: str) -> str:
    """`name` without case, accents, punctuation and repeated blanks: "Zoloft® " → "zoloft"."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+", " ", plain).replace("_", " ").split())


def names_of(record: Treatment) -> tuple[str, ...]:
    """Every name a record may be asked for by, its id first."""
    return (record.id, record.name, *record.aliases, *record.abbreviations, *record.brands)


def ids_by_name(records: Mapping[str, Treatment]) -> dict[str, tuple[str, ...]]:
    """Folded names to the ids of the records that carry them, in order of id."""
    found: dict[str, dict[str, None]] = {}
    for record in records.values():
        for name in names_of(record):
            found.setdefault(fold(name), {})[record.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def ids_by_class(records: Mapping[str, Treatment]) -> dict[str, tuple[str, ...]]:
    """Ids of class records to those of their members, in order of id."""
    found: dict[str, list[str]] = {
        record.id: [] for record in records.values() if record.level is Level.CLASS
    }
    for record in records.values():
        if record.class_id is not None:
            found.setdefault(record.class_id, []).append(record.id)
    return {parent: tuple(ids) for parent, ids in found.items()}


class NameIndex:
    """Folded names to records. Both mappings may read what they hold only when it is asked for."""

    def __init__(
        self, records: Mapping[str, Treatment], names: Mapping[str, Sequence[str]]
    ) -> None:
        self._records = records
        self._names = names

    def find(self, asked: str) -> Treatment:
        """The record called `asked`.

        Raises NameNotFound with candidates, or NameAmbiguous if several records carry the name.
        An id always wins: it is unique.
        """
        folded = fold(asked)
        found = self._names.get(folded, ())
        own = [record_id for record_id in found if fold(record_id) == folded]
        if len(found) == 1 or own:
            return self._records[(own or found)[0]]
        if found:
            shown = [_candidate(self._records[record_id]) for record_id in found]
            raise NameAmbiguous(asked, "treatment", shown)
        raise NameNotFound(asked, "treatment", self.candidates(folded))

    def candidates(self, folded: str) -> list[Candidate]:
        """Records with a name near `folded`, nearest first, for the reader to choose from."""
        scores: dict[str, float] = {}
        for name, ids in self._names.items():
            score = _nearness(folded, name)
            for record_id in ids if score >= NEAR else ():
                scores[record_id] = max(score, scores.get(record_id, 0.0))
        best = sorted(scores, key=lambda record_id: (-scores[record_id], record_id))
        return [_candidate(self._records[record_id]) for record_id in best[:MOST]]


def _nearness(asked: str, name: str) -> float:
    """How near two folded names are, from 0 to 1; 0 where it is less than NEAR.

    A name whose first words are all that was asked is nearest: "venlafaxine xr" for "venlafaxine".
    """
    if name.startswith(f"{asked} "):
        return 1.0
    begins = len(asked) >= 4 and (asked in name or name.startswith(asked[:4]))
    # No two strings are nearer than their lengths allow: most names need no closer look.
    if 2 * min(len(asked), len(name)) < NEAR * (len(asked) + len(name)):
        return NEAR if begins else 0.0
    score = SequenceMatcher(None, asked, name, autojunk=False).ratio()
    return max(score, NEAR) if begins else score


def _candidate(record: Treatment) -> Candidate:
    return Candidate(record.id, record.name, ", ".join(record.brands[:2]))
