"""Loading the knowledge base: shipped data, overlays, problems."""

from __future__ import annotations

import datetime
import os
from collections import ChainMap
from collections.abc import Collection, Container, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, cast

from kb.ask.base import KnowledgeBase
from kb.ask.names import ids_by_name
from kb.check.relations import relation_problems
from kb.check.rules import problems_in
from kb.load.build import MOST, build_source, build_treatment, near_names
from kb.load.cache import current_version
from kb.load.files import is_folder, is_there, read_records
from kb.load.lazy import lazy_base
from kb.load.nodes import Mapping, Node, Scalar
from kb.load.overlay import completed, merged
from kb.load.populations import LoadedPopulations, read_populations
from kb.load.progress import told
from kb.load.relations import LoadedRelations, read_relations
from kb.load.snapshot import keep_snapshot, open_snapshot, write_snapshot
from kb.load.stamp import DataVersion
from kb.load.store import Store
from kb.load.version import data_folder
from kb.model.source import Source
from kb.model.treatment import Treatment
from kb.model.vocab import PAPERS
from kb.problems import DataInvalid, Place, Problem, Severity, shortened

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
        tables["treatment"], tables["source"], day, tables["relation"], tables["concomitant"],
        tables["population"],
    )  # fmt: skip


def read_parsed(folder: Path) -> Loaded:
    """The data of a folder, parsed and found good; raises DataInvalid."""
    loaded = read_kept(folder, anew=True)
    _refuse_errors(loaded)
    return loaded


def read_kept(folder: Path, *, anew: bool = False) -> Loaded:
    """The data of a folder, parsed; if it is good it is kept as a snapshot for the next time.

    With `anew` the snapshot that is there is replaced: it has turned out to be damaged.
    """
    before = _version(folder)
    loaded = read_all(folder)
    fit = before is not None and not _errors(loaded) and before == _version(folder)
    if before is not None and fit and (anew or open_snapshot(folder) is None):
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


def _errors(loaded: Loaded) -> list[Problem]:
    return [p for p in loaded.problems if p.severity is Severity.ERROR]


def _refuse_errors(loaded: Loaded) -> None:
    errors = _errors(loaded)
    if errors:
        raise DataInvalid(errors)


def read_base(folder: Path) -> KnowledgeBase | Loaded:
    """The data of a folder, from its snapshot where there is one, else with all its problems."""
    store = open_snapshot(folder)
    if store is not None:
        rebuild = lambda: read_parsed(folder).tables  # noqa: E731
        return lazy_base(store, datetime.date.today(), rebuild)
    return read_kept(folder)


def _unpacked(store: Store, folder: Path) -> Loaded:
    """The whole of a snapshot as if it had just been read, but for the places of records."""
    base = lazy_base(store, datetime.date.today(), lambda: read_parsed(folder).tables)
    loaded = Loaded(dict(base.treatments.items()), dict(base.sources.items()))
    loaded.related.relations.update(base.relations.items())
    loaded.related.concomitants.update(base.concomitants.items())
    loaded.populations.kinds.update(base.populations.items())
    return loaded


def read_all(folder: Path, overlays: Sequence[Path] = ()) -> Loaded:
    """Everything below `folder` and in `overlays`, with all problems instead of an exception."""
    loaded = Loaded()
    sources = folder / "sources.yaml"
    if is_there(sources):
        _read_sources(loaded, sources, "data/sources.yaml")
    if is_folder(folder / "sources"):
        _read_sources(loaded, folder / "sources", "data/sources")
    _read_treatments(loaded, folder / "treatments.yaml", "data/treatments.yaml", "")
    _read_related(loaded, folder / "relations", "data/relations", "")
    _read_populations(loaded, folder, "data", "")
    if overlays:
        lay_over(loaded, overlays)
    else:
        _judge(loaded)
    return loaded


def lay_over(loaded: Loaded, overlays: Iterable[Path]) -> None:
    """Add what `overlays` hold, and judge the whole."""
    for path in overlays:
        name = path.name
        if is_there(path / "sources.yaml"):
            _read_sources(loaded, path / "sources.yaml", f"{path}/sources.yaml")
        if is_folder(path / "relations"):
            _read_related(loaded, path / "relations", f"{path}/relations", name)
        records = path / "treatments.yaml" if is_there(path / "treatments.yaml") else path
        _read_treatments(loaded, records, str(records), name)
        _read_populations(loaded, path, str(path), name)
    _judge(loaded)


def _judge(loaded: Loaded) -> None:
    """Add the problems that show only across records."""
    loaded.problems += problems_in(loaded.treatments, loaded.places)
    loaded.problems += loaded.related.problems
    loaded.problems += loaded.populations.problems
    loaded.problems += relation_problems(
        loaded.related.relations,
        loaded.related.concomitants,
        loaded.treatments,
        loaded.related.places,
    )


def _read_populations(loaded: Loaded, folder: Path, shown: str, origin: str) -> None:
    """The kinds of population, unless records are at fault: then their wordings are not known."""
    if not _errors(loaded):
        read_populations(folder, shown, origin, loaded.treatments.values(), loaded.populations)


def _read_related(loaded: Loaded, folder: Path, shown: str, origin: str) -> None:
    def cited(node: Mapping) -> list[Problem]:
        return list(islice(_unknown_sources(node, node, loaded.sources, ""), MOST))

    read_relations(folder, shown, origin, cited, loaded.related)


def read_files(
    treatments: Iterable[Path], sources: Iterable[Path], base: KnowledgeBase | Loaded
) -> Loaded:
    """Named files alone, judged with the sources of `base` as well as their own."""
    loaded = Loaded(sources=ChainMap({}, cast(dict[str, Source], base.sources)))
    for path in sources:
        _read_sources(loaded, path, str(path), base.sources)
    for path in treatments:
        _read_treatments(loaded, path, str(path), "")
    names = base.names if isinstance(base, KnowledgeBase) else ids_by_name(base.treatments)
    loaded.problems += problems_in(loaded.treatments, loaded.places, base.treatments, names)
    return loaded


def _read_sources(loaded: Loaded, path: Path, shown: str, replaceable: Container[str] = ()) -> None:
    """Add the sources of a file; an id in `replaceable` may be stated anew, once."""
    fresh: set[str] = set()
    nodes, problems = read_records(path, shown, "sources")
    loaded.problems += problems
    for node in told("sources checked", nodes):
        if _too_many(loaded, node):
            return
        source, faults = build_source(node)
        loaded.problems += faults
        if source is None:
            continue
        if source.type in PAPERS and not (source.doi or source.pmid):
            loaded.problems.append(_unidentified(source, node))
        known = source.id in loaded.sources and source.id not in replaceable
        if source.id in fresh or known:
            loaded.problems.append(_twice("source", source.id, node))
        loaded.sources[source.id] = source
        fresh.add(source.id)


def _too_many(loaded: Loaded, node: Node) -> bool:
    """Whether so much is wrong that reading on would only cost time; says so once."""
    if len(loaded.problems) < MOST_IN_ALL:
        return False
    if loaded.problems[-1].code != "E009":
        message = f"more than {MOST_IN_ALL} problems; what follows was not read"
        loaded.problems.append(Problem("E009", message, "Mend these first.", node.place))
    return True


def _read_treatments(loaded: Loaded, path: Path, shown: str, origin: str) -> None:
    nodes, problems = read_records(path, shown, "treatments")
    loaded.problems += problems
    for node in told("records checked", nodes):
        if _too_many(loaded, node):
            return
        if origin:
            node = completed(node, loaded.treatments)
        record, faults = build_treatment(node, origin)
        loaded.problems += faults
        if isinstance(node, Mapping):
            loaded.problems += islice(_unknown_sources(node, node, loaded.sources, ""), MOST)
        if record is None:
            continue
        base = loaded.treatments.get(record.id)
        if base is not None and not origin:
            loaded.problems.append(_twice("treatment", record.id, node))
        loaded.treatments[record.id] = merged(base, record) if base and origin else record
        loaded.places.setdefault(record.id, node.place)


def _unknown_sources(
    record: Mapping, node: Node, sources: Collection[str], path: str
) -> Iterator[Problem]:
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            inner = path if key == "cite" else f"{path}.{key}".lstrip(".")
            if key == "cite":
                items = [value] if isinstance(value, Scalar) else getattr(value, "items", [])
                for item in items:
                    if isinstance(item, Scalar) and item.text.partition(" ")[0] not in sources:
                        yield _uncited(record, item, sources, inner)
            else:
                yield from _unknown_sources(record, value, sources, inner)
    elif not isinstance(node, Scalar):
        for item in node.items:
            yield from _unknown_sources(record, item, sources, path)


def _uncited(record: Mapping, item: Scalar, sources: Collection[str], path: str) -> Problem:
    owner = record.entries.get("id")
    name = owner.text if isinstance(owner, Scalar) else ""
    source = item.text.partition(" ")[0]
    close = near_names(source, sources)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return Problem(
        "E201",
        f'no source is called "{shortened(source)}"',
        f"Add it to data/sources.yaml, or correct the id.{hint}",
        item.place.shifted(0, len(source)),
        name,
        path,
    )


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
