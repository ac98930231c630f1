"""Loading the knowledge base: shipped data, overlays, problems."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from kb.ask.base import KnowledgeBase
from kb.check.relations import relation_problems
from kb.check.rules import problems_in
from kb.load.cache import current_version
from kb.load.evidence import shipped
from kb.load.files import is_folder, is_there
from kb.load.layers import read_overlays
from kb.load.lazy import lazy_base
from kb.load.loaded import Loaded, bounded
from kb.load.named import read_files as read_files
from kb.load.records import read_kinds, read_related, read_sources, read_treatments
from kb.load.snapshot import keep_snapshot, open_snapshot, write_snapshot
from kb.load.stamp import DataVersion
from kb.load.store import Store
from kb.load.version import data_folder
from kb.problems import DataInvalid


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
        return _with_computed(lazy_base(store, day, lambda: read_parsed(home).tables), home)
    loaded = read_parsed(home) if store is None else _unpacked(store, home)
    if overlays:
        lay_over(loaded, [Path(path) for path in overlays])
        _refuse_errors(loaded)
    tables = loaded.tables
    base = KnowledgeBase(
        tables["treatment"], tables["source"], day, tables["relation"], tables["concomitant"],
        tables["population"],
    )  # fmt: skip
    return _with_computed(base, home)


def _with_computed(base: KnowledgeBase, folder: Path) -> KnowledgeBase:
    base.computed = shipped(folder)
    return base


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
    fit = before is not None and not loaded.errors and before == _version(folder)
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


def _refuse_errors(loaded: Loaded) -> None:
    if loaded.errors:
        raise DataInvalid(loaded.errors)


def read_base(folder: Path) -> KnowledgeBase | Loaded:
    """The data of a folder, from its snapshot where there is one, else with all its problems."""
    store = open_snapshot(folder)
    if store is not None:
        rebuild = lambda: read_parsed(folder).tables  # noqa: E731
        return _with_computed(lazy_base(store, datetime.date.today(), rebuild), folder)
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
        read_sources(loaded, sources, "data/sources.yaml")
    if is_folder(folder / "sources"):
        read_sources(loaded, folder / "sources", "data/sources")
    read_treatments(loaded, folder / "treatments.yaml", "data/treatments.yaml", "")
    read_related(loaded, folder / "relations", "data/relations", "")
    read_kinds(loaded, folder, "data", "")
    if overlays:
        lay_over(loaded, overlays)
    else:
        _judge(loaded)
    return loaded


def lay_over(loaded: Loaded, overlays: Iterable[Path]) -> None:
    """Add what `overlays` hold, and judge the whole."""
    read_overlays(loaded, list(overlays))
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
    bounded(loaded)
