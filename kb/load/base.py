"""Loading the knowledge base: shipped data, overlays, problems."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.check.relations import relation_problems
from kb.check.rules import problems_in
from kb.load.build import build_source, build_treatment
from kb.load.cache import current_version
from kb.load.files import read_records
from kb.load.lazy import lazy_base
from kb.load.nodes import Mapping, Node, Scalar
from kb.load.overlay import completed, merged
from kb.load.relations import LoadedRelations, read_relations
from kb.load.snapshot import keep_snapshot, open_snapshot, write_snapshot
from kb.load.stamp import DataVersion
from kb.load.store import Store
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

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        """The records by kind and id, in order: what a knowledge base is made of."""
        kinds: dict[str, dict[str, Any]] = {
            "treatment": self.treatments,
            "source": self.sources,
            "relation": self.related.relations,
            "concomitant": self.related.concomitants,
        }
        return {kind: dict(sorted(records.items())) for kind, records in kinds.items()}


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
    home = Path(folder) if folder else data_folder()
    day = today or datetime.date.today()
    store = open_snapshot(home)
    if store is not None and not overlays:
        return lazy_base(store, day, lambda: read_parsed(home).tables)
    loaded = read_parsed(home) if store is None else _unpacked(store, home)
    if overlays:
        lay_over(loaded, [Path(path) for path in overlays])
        _refuse_errors(loaded)
    tables = loaded.tables
    return KnowledgeBase(
        tables["treatment"], tables["source"], day, tables["relation"], tables["concomitant"]
    )


def read_parsed(folder: Path) -> Loaded:
    """The data of a folder, parsed and found good, and kept as a snapshot for the next time.

    Raises DataInvalid.
    """
    before = _version(folder)
    loaded = read_all(folder)
    _refuse_errors(loaded)
    if before is not None and before == _version(folder):
        keep_snapshot(folder, before, loaded.tables)
    return loaded


def compile_snapshot(folder: Path, target: Path) -> None:
    """Write the snapshot of a data folder to `target`; raises DataInvalid, OSError."""
    loaded = read_all(folder)
    _refuse_errors(loaded)
    write_snapshot(target, current_version(folder), loaded.tables)


def _version(folder: Path) -> DataVersion | None:
    try:
        return current_version(folder)
    except OSError:
        return None


def _refuse_errors(loaded: Loaded) -> None:
    errors = [p for p in loaded.problems if p.severity is Severity.ERROR]
    if errors:
        raise DataInvalid(errors)


def read_base(folder: Path) -> Loaded:
    """The data of a folder, from its snapshot where there is one, else with all its problems."""
    store = open_snapshot(folder)
    return read_all(folder) if store is None else _unpacked(store, folder)


def _unpacked(store: Store, folder: Path) -> Loaded:
    """The whole of a snapshot as if it had just been read, but for the places of records."""
    base = lazy_base(store, datetime.date.today(), lambda: read_parsed(folder).tables)
    loaded = Loaded(dict(base.treatments.items()), dict(base.sources.items()))
    loaded.related.relations.update(base.relations.items())
    loaded.related.concomitants.update(base.concomitants.items())
    return loaded


def read_all(folder: Path, overlays: Sequence[Path] = ()) -> Loaded:
    """Everything below `folder` and in `overlays`, with all problems instead of an exception."""
    loaded = Loaded()
    sources = folder / "sources.yaml"
    if sources.exists():
        _read_sources(loaded, sources, "data/sources.yaml")
    if (folder / "sources").is_dir():
        _read_sources(loaded, folder / "sources", "data/sources")
    _read_treatments(loaded, folder / "treatments.yaml", "data/treatments.yaml", "")
    _read_related(loaded, folder / "relations", "data/relations", "")
    if overlays:
        lay_over(loaded, overlays)
    else:
        _judge(loaded)
    return loaded


def lay_over(loaded: Loaded, overlays: Iterable[Path]) -> None:
    """Add what `overlays` hold, and judge the whole."""
    for path in overlays:
        name = path.name
        if (path / "sources.yaml").exists():
            _read_sources(loaded, path / "sources.yaml", f"{path}/sources.yaml")
        if (path / "relations").is_dir():
            _read_related(loaded, path / "relations", f"{path}/relations", name)
        if (path / "treatments.yaml").exists():
            path = path / "treatments.yaml"
        _read_treatments(loaded, path, str(path), path.name)
    _judge(loaded)


def _judge(loaded: Loaded) -> None:
    """Add the problems that show only across records."""
    loaded.problems += problems_in(loaded.treatments, loaded.places)
    loaded.problems += loaded.related.problems
    loaded.problems += relation_problems(
        loaded.related.relations,
        loaded.related.concomitants,
        loaded.treatments,
        loaded.related.places,
    )


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
