"""Loading the knowledge base: shipped data, overlays, problems."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from kb.ask.base import KnowledgeBase
from kb.check.relations import relation_problems
from kb.check.rules import problems_in
from kb.load.build import build_source, build_treatment
from kb.load.files import read_records
from kb.load.nodes import Mapping, Node, Scalar
from kb.load.overlay import completed, merged
from kb.load.relations import LoadedRelations, read_relations
from kb.load.version import data_folder
from kb.model.source import Source
from kb.model.treatment import Treatment
from kb.model.vocab import PAPERS
from kb.problems import DataInvalid, Place, Problem, Severity


@dataclass(slots=True)
class Loaded:
    """What was read: records, sources, places, and every problem."""

    treatments: dict[str, Treatment] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    related: LoadedRelations = field(default_factory=LoadedRelations)


def overlays_from_environment() -> list[Path]:
    """Overlays named in KB_DATA, separated as in PATH."""
    return [Path(part) for part in os.environ.get("KB_DATA", "").split(os.pathsep) if part]


def load(
    overlays: Sequence[str | Path] = (),
    *,
    folder: str | Path | None = None,
    today: datetime.date | None = None,
) -> KnowledgeBase:
    """The knowledge base: shipped data (or `folder`) with `overlays` laid over it.

    Raises DataInvalid with every error found. `today` is the day against which review dates are
    judged; by default the current day.
    """
    loaded = read_all(Path(folder) if folder else data_folder(), [Path(path) for path in overlays])
    errors = [p for p in loaded.problems if p.severity is Severity.ERROR]
    if errors:
        raise DataInvalid(errors)
    return KnowledgeBase(
        loaded.treatments,
        loaded.sources,
        today or datetime.date.today(),
        loaded.related.relations,
        loaded.related.concomitants,
    )


def read_all(folder: Path, overlays: Iterable[Path] = ()) -> Loaded:
    """Everything below `folder` and in `overlays`, with all problems instead of an exception."""
    loaded = Loaded()
    sources = folder / "sources.yaml"
    if sources.exists():
        _read_sources(loaded, sources, "data/sources.yaml")
    if (folder / "sources").is_dir():
        _read_sources(loaded, folder / "sources", "data/sources")
    _read_treatments(loaded, folder / "treatments.yaml", "data/treatments.yaml", "")
    _read_related(loaded, folder / "relations", "data/relations", "")
    for path in overlays:
        name = path.name
        if (path / "sources.yaml").exists():
            _read_sources(loaded, path / "sources.yaml", f"{path}/sources.yaml")
        if (path / "relations").is_dir():
            _read_related(loaded, path / "relations", f"{path}/relations", name)
        if (path / "treatments.yaml").exists():
            path = path / "treatments.yaml"
        _read_treatments(loaded, path, str(path), path.name)
    loaded.problems += problems_in(loaded.treatments, loaded.places)
    loaded.problems += loaded.related.problems
    loaded.problems += relation_problems(
        loaded.related.relations,
        loaded.related.concomitants,
        loaded.treatments,
        loaded.related.places,
    )
    return loaded


def _read_related(loaded: Loaded, folder: Path, shown: str, origin: str) -> None:
    def cited(node: Mapping) -> list[Problem]:
        return _unknown_sources(node, node, loaded.sources, "")

    read_relations(folder, shown, origin, cited, loaded.related)


def read_files(treatments: Iterable[Path], sources: Iterable[Path], base: Loaded) -> Loaded:
    """Named files alone, judged with the sources of `base` as well as their own."""
    loaded = Loaded(sources=dict(base.sources))
    for path in sources:
        _read_sources(loaded, path, str(path), frozenset(base.sources))
    for path in treatments:
        _read_treatments(loaded, path, str(path), "")
    known = {key: value for key, value in base.treatments.items() if key not in loaded.treatments}
    loaded.problems += problems_in(loaded.treatments, loaded.places, known)
    return loaded


def _read_sources(
    loaded: Loaded, path: Path, shown: str, replaceable: frozenset[str] = frozenset()
) -> None:
    """Add the sources of a file; an id in `replaceable` may be stated anew, once."""
    fresh: set[str] = set()
    nodes, problems = read_records(path, shown, "sources")
    loaded.problems += problems
    for node in nodes:
        source, faults = build_source(node)
        loaded.problems += faults
        if source is None:
            continue
        if source.type in PAPERS and not (source.doi or source.pmid):
            loaded.problems.append(_unidentified(source, node))
        if source.id in fresh or source.id in set(loaded.sources) - replaceable:
            loaded.problems.append(_twice("source", source.id, node))
        loaded.sources[source.id] = source
        fresh.add(source.id)


def _read_treatments(loaded: Loaded, path: Path, shown: str, origin: str) -> None:
    nodes, problems = read_records(path, shown, "treatments")
    loaded.problems += problems
    for node in nodes:
        if origin:
            node = completed(node, loaded.treatments)
        record, faults = build_treatment(node, origin)
        loaded.problems += faults
        if isinstance(node, Mapping):
            loaded.problems += _unknown_sources(node, node, loaded.sources, "")
        if record is None:
            continue
        base = loaded.treatments.get(record.id)
        if base is not None and not origin:
            loaded.problems.append(_twice("treatment", record.id, node))
        loaded.treatments[record.id] = merged(base, record) if base and origin else record
        loaded.places.setdefault(record.id, node.place)


def _unknown_sources(
    record: Mapping, node: Node, sources: dict[str, Source], path: str
) -> list[Problem]:
    found: list[Problem] = []
    if isinstance(node, Scalar):
        return found
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            inner = path if key == "cite" else f"{path}.{key}".lstrip(".")
            if key == "cite":
                for item in [value] if isinstance(value, Scalar) else getattr(value, "items", []):
                    found += _cited(record, item, sources, inner)
            else:
                found += _unknown_sources(record, value, sources, inner)
        return found
    for item in node.items:
        found += _unknown_sources(record, item, sources, path)
    return found


def _cited(record: Mapping, item: Node, sources: dict[str, Source], path: str) -> list[Problem]:
    if not isinstance(item, Scalar) or item.text.partition(" ")[0] in sources:
        return []
    owner = record.entries.get("id")
    name = owner.text if isinstance(owner, Scalar) else ""
    source = item.text.partition(" ")[0]
    close = get_close_matches(source, list(sources), n=2)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return [
        Problem(
            "E201",
            f'no source is called "{source}"',
            f"Add it to data/sources.yaml, or correct the id.{hint}",
            item.place.shifted(0, len(source)),
            name,
            path,
        )
    ]


def _unidentified(source: Source, node: Node) -> Problem:
    return Problem(
        "E209",
        "a paper without a DOI or a PMID",
        "Find one together with the title; without it the paper is not cited.",
        node.place,
        source.id,
        "doi",
    )


def _twice(kind: str, name: str, node: Node) -> Problem:
    return Problem(
        "E203", f'a second {kind} is called "{name}"', "Merge the two.", node.place, name
    )
