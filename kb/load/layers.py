"""What an overlay holds: a file told by its name, or a folder laid out as the shipped data is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.load.loaded import Loaded
from kb.load.parts import POPULATIONS, RELATED, SOURCES, TREATMENTS, Part, parts_of, unread
from kb.load.populations import read_population_file
from kb.load.records import citation_check, read_sources, read_treatments
from kb.load.relations import read_relation_file


def read_overlays(loaded: Loaded, overlays: list[Path]) -> None:
    """Add what overlays hold: sources of all of them first, so that any record may cite them."""
    found = [(path, list(parts_of(path))) for path in overlays]
    for path, parts in found:
        loaded.problems += unread(path, parts)
        for _, part in _of(parts, SOURCES):
            read_sources(loaded, part, str(part))
    for path, parts in found:
        for _, part in _of(parts, TREATMENTS):
            read_treatments(loaded, part, str(part), name_of(path))
    for path, parts in found:
        for kind, part in _of(parts, *RELATED):
            check, into = citation_check(loaded), loaded.related
            read_relation_file(part, str(part), kind, name_of(path), check, into)
    for path, parts in found:
        for _, part in _of(parts, POPULATIONS) if not loaded.errors else ():
            records, into_kinds = loaded.treatments.values(), loaded.populations
            read_population_file(part, str(part), name_of(path), records, into_kinds)


def name_of(path: Path) -> str:
    """The name by which an overlay's values are labelled; never empty, also for `.` and `/`."""
    return path.name if path.name not in ("", "..") else path.resolve().name or "overlay"


def _of(parts: list[Part], *kinds: str) -> Iterator[Part]:
    return (part for kind in kinds for part in parts if part[0] == kind)
