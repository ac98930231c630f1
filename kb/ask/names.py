"""Names: folded and matched exactly, or not at all.

No edit distance ever chooses a record: methylphenidate and dexmethylphenidate are as close as a
typing error. Distance only orders the candidates that a reader is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from kb.model.treatment import Treatment
from kb.problems import Candidate, NameAmbiguous, NameNotFound

MOST = 5
"""Candidates shown for a name that is not there."""


def fold(name: str) -> str:
    """`name` without case, accents, punctuation and repeated blanks: "Zoloft® " → "zoloft"."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+", " ", plain).replace("_", " ").split())


def names_of(record: Treatment) -> tuple[str, ...]:
    """Every name a record may be asked for by, its id first."""
    return (record.id, record.name, *record.aliases, *record.abbreviations, *record.brands)


class NameIndex:
    """Folded names to records."""

    def __init__(self, records: Iterable[Treatment]) -> None:
        self._ids: dict[str, Treatment] = {}
        self._names: dict[str, dict[str, Treatment]] = {}
        for record in records:
            self._ids[fold(record.id)] = record
            for name in names_of(record):
                self._names.setdefault(fold(name), {})[record.id] = record

    def find(self, asked: str) -> Treatment:
        """The record called `asked`.

        Raises NameNotFound with candidates, or NameAmbiguous if several records carry the name.
        An id always wins: it is unique.
        """
        folded = fold(asked)
        if folded in self._ids:
            return self._ids[folded]
        found = self._names.get(folded, {})
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise NameAmbiguous(asked, "treatment", map(_candidate, found.values()))
        raise NameNotFound(asked, "treatment", self.candidates(folded))

    def candidates(self, folded: str) -> list[Candidate]:
        """Records with a name near `folded`, nearest first, for the reader to choose from."""
        scores: dict[str, tuple[float, Treatment]] = {}
        for name, records in self._names.items():
            score = SequenceMatcher(None, folded, name, autojunk=False).ratio()
            if len(folded) >= 4 and (folded in name or name.startswith(folded[:4])):
                score = max(score, 0.7)
            for record in records.values():
                if score >= 0.7 and score > scores.get(record.id, (0.0, record))[0]:
                    scores[record.id] = (score, record)
        best = sorted(scores.values(), key=lambda pair: (-pair[0], pair[1].id))
        return [_candidate(record) for _, record in best[:MOST]]


def _candidate(record: Treatment) -> Candidate:
    return Candidate(record.id, record.name, ", ".join(record.brands[:2]))
