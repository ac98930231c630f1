"""What holds records of which kind: a file told by its name, a folder laid out as the data is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.load.files import is_folder, is_there, listed_in
from kb.load.relations import CONCOMITANTS
from kb.model.relation import RELATIONS
from kb.problems import Place, Problem

TREATMENTS, SOURCES, POPULATIONS = "treatments", "sources", "populations"
KINDS = (TREATMENTS, SOURCES, *RELATIONS, CONCOMITANTS, POPULATIONS)
"""Kinds of data files; all but treatments are told by the name of the file or its folder."""
RELATED = (*RELATIONS, CONCOMITANTS)
"""Kinds of files below `relations`."""
Part = tuple[str, Path]
"""A file or folder, and the kind of records in it."""


def kind_of(path: Path) -> str:
    """What a file holds: `switching.yaml`, `sources.yaml`, `sources/ssri.yaml` by name; any other
    holds treatments."""
    if path.stem in KINDS:
        return path.stem
    return SOURCES if path.parent.name == SOURCES else TREATMENTS


def parts_of(path: Path) -> Iterator[Part]:
    """Every file and folder of an overlay that holds records, with the kind of them."""
    if not is_folder(path):
        yield kind_of(path), path
        return
    entry = path / "treatments.yaml"
    for child in sorted(path.glob("*.yaml")):
        if is_folder(child):
            # A folder that is called as a file is: it is named in unread(), and not gone into.
            continue
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


def unread(path: Path, parts: list[Part]) -> Iterator[Problem]:
    """A folder without data, and files in it that nothing reads."""
    if not is_folder(path):
        return
    folders = [child for child in sorted(path.glob("*.yaml")) if is_folder(child)]
    for child in folders:
        message, remedy = (
            "the file cannot be read: is a directory",
            "Check the path and its rights.",
        )
        yield Problem("E010", message, remedy, Place(str(child), 1, 1))
    if not parts and not folders:
        other = any(path.glob("*.yml"))
        remedy = (
            "Give data files a name that ends in .yaml." if other else "Name a folder with data."
        )
        yield Problem("E013", "no .yaml file here", remedy, Place(str(path), 1, 1))
    entry = path / "treatments.yaml"
    if (TREATMENTS, entry) in parts:
        read = {entry, *(path / name for name in listed_in(entry)), *(part for _, part in parts)}
        for child in sorted(set(path.glob("*.yaml")) - read - set(folders)):
            yield _idle(child, "List it in treatments.yaml under `include:`, or move it away.")
    for child in sorted((path / "relations").glob("*.yaml")):
        if child.stem not in KINDS:
            yield _idle(child, f"Call it one of {', '.join(f'{kind}.yaml' for kind in RELATED)}.")


def _idle(path: Path, remedy: str) -> Problem:
    return Problem("E017", "nothing reads this file", remedy, Place(str(path), 1, 1))
