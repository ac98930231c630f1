"""What an overlay holds: a file told by its name, or a folder laid out as the shipped data is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.load.files import is_folder, is_there, listed_in
from kb.load.loaded import Loaded
from kb.load.named import KINDS, POPULATIONS, SOURCES, TREATMENTS, kind_of
from kb.load.populations import read_population_file
from kb.load.records import citation_check, read_sources, read_treatments
from kb.load.relations import CONCOMITANTS, read_relation_file
from kb.model.relation import RELATIONS
from kb.problems import Place, Problem

RELATED = (*RELATIONS, CONCOMITANTS)
"""Kinds of files below `relations`."""
Part = tuple[str, Path]
"""A file or folder, and the kind of records in it."""


def read_overlays(loaded: Loaded, overlays: list[Path]) -> None:
    """Add what overlays hold: sources of all of them first, so that any record may cite them."""
    found = [(path, list(parts_of(path))) for path in overlays]
    for path, parts in found:
        loaded.problems += _unread(path, parts)
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


def parts_of(path: Path) -> Iterator[Part]:
    """Every file and folder of an overlay that holds records, with the kind of them."""
    if not is_folder(path):
        yield kind_of(path), path
        return
    entry = path / "treatments.yaml"
    for child in sorted(path.glob("*.yaml")):
        kind = kind_of(child)
        # Where there is an entry, it lists what belongs to it.
        if kind != TREATMENTS or child == entry or not is_there(entry):
            yield kind, child
    if is_folder(path / SOURCES):
        yield SOURCES, path / SOURCES
    if is_folder(path / TREATMENTS) and not is_there(entry):
        yield TREATMENTS, path / TREATMENTS
    for kind in RELATED:
        if is_there(path / "relations" / f"{kind}.yaml"):
            yield kind, path / "relations" / f"{kind}.yaml"


def _of(parts: list[Part], *kinds: str) -> Iterator[Part]:
    return (part for kind in kinds for part in parts if part[0] == kind)


def _unread(path: Path, parts: list[Part]) -> Iterator[Problem]:
    """A folder without data, and files in it that nothing reads."""
    if not is_folder(path):
        return
    if not parts:
        other = any(path.glob("*.yml"))
        remedy = (
            "Give data files a name that ends in .yaml." if other else "Name a folder with data."
        )
        yield Problem("E013", "no .yaml file here", remedy, Place(str(path), 1, 1))
    entry = path / "treatments.yaml"
    if (TREATMENTS, entry) in parts:
        read = {entry, *(path / name for name in listed_in(entry)), *(part for _, part in parts)}
        for child in sorted(set(path.glob("*.yaml")) - read):
            yield _idle(child, "List it in treatments.yaml under `include:`, or move it away.")
    for child in sorted((path / "relations").glob("*.yaml")):
        if child.stem not in KINDS:
            yield _idle(child, f"Call it one of {', '.join(f'{kind}.yaml' for kind in RELATED)}.")


def _idle(path: Path, remedy: str) -> Problem:
    return Problem("E017", "nothing reads this file", remedy, Place(str(path), 1, 1))
