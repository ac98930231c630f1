"""Promises across records: references, names, classes, sourcing, wording."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from kb.ask.names import fold, names_of
from kb.model.claim import Basis, Claim
from kb.model.composite import Composite
from kb.model.treatment import Treatment, fields
from kb.model.vocab import Level, State
from kb.problems import Place, Problem, Severity

DEEPEST = 8
"""Classes within classes: two are in use."""
_UNIT_WORDS = r"mg|g|kg|micrograms|ml|hours?|minutes?|days?|weeks?|months?"
_GLUED = re.compile(r"\b\d+(?:\.\d+)?(?:mg|ml|kg|micrograms)\b")
_TRAILING = re.compile(rf"\b\d+\.\d*0(?= ?(?:{_UNIT_WORDS})\b)")
_NAKED = re.compile(r"(?<![\d.])\.\d")
_SHORT = re.compile(r"µg|μg|\bmcg\b|\b\d+ ?(?:IU|U|cc)\b|\bQO?D\b|\bHS\b")


def problems_in(
    treatments: Mapping[str, Treatment],
    places: Mapping[str, Place],
    known: Mapping[str, Treatment] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
) -> list[Problem]:
    """Every broken promise in `treatments`; `known` are records judged elsewhere, `names` their
    folded names with the ids that carry them."""
    found: list[Problem] = []
    everything: Mapping[str, Treatment] = ChainMap(
        cast(dict[str, Treatment], treatments), cast(dict[str, Treatment], known or {})
    )
    for record in treatments.values():
        place = places.get(record.id, Place(record.id))
        found += _class_faults(record, everything, place)
        for path in fields():
            for entry in record.answer(path).entries:
                found += entry_faults(record.id, path, entry)
    found += _name_faults(treatments, names or {}, places)
    return found


def _place(entry: Basis) -> Place:
    file, _, rest = entry.place.rpartition(":")
    head, _, line = file.rpartition(":")
    if not head:
        return Place(entry.place)
    return Place(head, int(line), int(rest))


def _class_faults(
    record: Treatment, everything: Mapping[str, Treatment], place: Place
) -> Iterator[Problem]:
    if record.class_id is None:
        return
    parent = everything.get(record.class_id)
    if parent is None or parent.level is not Level.CLASS:
        yield Problem(
            "E202",
            f'no class record is called "{record.class_id}"',
            "Name the id of a record of level class, or leave the key out.",
            place, record.id, "class",
        )  # fmt: skip
    elif _is_too_deep(record, everything):
        yield Problem(
            "E202",
            f"the classes above it go round in a circle, or more than {DEEPEST} deep",
            "Name a class that is not within this record.",
            place, record.id, "class",
        )  # fmt: skip


def _is_too_deep(record: Treatment, everything: Mapping[str, Treatment]) -> bool:
    current: Treatment | None = record
    for _ in range(DEEPEST + 1):
        if current is None or current.class_id is None:
            return False
        current = everything.get(current.class_id)
    return True


def _name_faults(
    treatments: Mapping[str, Treatment],
    taken: Mapping[str, Sequence[str]],
    places: Mapping[str, Place],
) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for record in treatments.values():
        for name in names_of(record):
            if not fold(name):
                yield Problem(
                    "E204",
                    f'"{name}" has no letter or digit by which it could be looked up',
                    "Give it a name in words.",
                    places.get(record.id, Place(record.id)), record.id, "aliases",
                )  # fmt: skip
        for name in sorted({fold(name) for name in names_of(record)} - {""}):
            elsewhere = [other for other in taken.get(name, ()) if other not in treatments]
            other = elsewhere[0] if elsewhere else owners.setdefault(name, record.id)
            if other != record.id and name in (fold(record.id), fold(other), fold(record.name)):
                yield Problem(
                    "E204",
                    f'the name "{name}" is also a name of {other}',
                    "Give each name to one record.",
                    places.get(record.id, Place(record.id)), record.id, "aliases",
                )  # fmt: skip


def entry_faults(owner: str, path: str, entry: Basis) -> Iterator[Problem]:
    """What is wrong with one claim or gap of the record called `owner`."""
    if isinstance(entry, Claim):
        yield from _claim_faults(owner, path, entry)
    elif not entry.cite and getattr(entry, "state", None) is State.NONE_FOUND:
        yield Problem(
            "E206", '"none found" does not say where somebody looked',
            "Cite the source that was searched, or write not-yet-reviewed.",
            _place(entry), owner, path,
        )  # fmt: skip


def _claim_faults(owner: str, path: str, claim: Claim[Any]) -> Iterator[Problem]:
    if not claim.cite:
        yield Problem(
            "E205", "a value without a source",
            "Add `cite: [source-id locator]` to the claim or to its section.",
            _place(claim), owner, path,
        )  # fmt: skip
    if path in ("dosing.start", "dosing.usual", "dosing.maximum") and not (
        claim.jurisdictions and claim.when
    ):
        yield Problem(
            "E207", "a dose that does not say for whom and where",
            "Add `for:` (jurisdiction) and `when:` (indication and population).",
            _place(claim), owner, path,
        )  # fmt: skip
    for words in _words(claim):
        for pattern, message, remedy in (
            (_SHORT, "an abbreviation that is misread", "Write units and frequencies in full."),
            (_GLUED, "a number without a space before its unit", "Write 50 mg."),
            (_TRAILING, "a trailing zero", "Write 5 mg, not 5.0 mg."),
            (_NAKED, "a naked decimal point", "Write 0.5."),
        ):
            hit = pattern.search(words)
            if hit:
                yield Problem("E208", f'{message}: "{hit[0]}"', remedy, _place(claim), owner, path)


def _words(claim: Claim[Any]) -> Iterator[str]:
    """The free text of a claim: values that are typed are checked by their own parsers."""
    if claim.when:
        yield claim.when
    if isinstance(claim.value, Composite):
        yield from (part for part in claim.value.model_dump().values() if isinstance(part, str))
    elif hasattr(claim.value, "words"):
        yield claim.value.words


def is_error(problem: Problem) -> bool:
    """Whether the problem keeps the data from being used."""
    return problem.severity is Severity.ERROR
