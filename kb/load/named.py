"""Named files and folders, each judged by what it holds, with the shipped data around it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import cast

from kb.ask.base import KnowledgeBase
from kb.ask.names import ids_by_name
from kb.check.relations import relation_problems
from kb.check.rules import problems_in
from kb.load.loaded import Loaded, bounded
from kb.load.parts import KINDS, POPULATIONS, RELATED, SOURCES, TREATMENTS, parts_of, unread
from kb.load.populations import read_population_file
from kb.load.records import citation_check, read_sources, read_treatments
from kb.load.relations import read_relation_file
from kb.model.relation import Concomitant
from kb.model.source import Source


def read_files(
    files: Iterable[Path], sources: Iterable[Path], base: KnowledgeBase | Loaded
) -> Loaded:
    """Named files alone, judged with what `base` holds as well as their own.

    A folder stands for all that it would hold as an overlay. `sources` are files of sources
    whatever their names. An id of `base` may be stated anew.
    """
    kinds: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    loaded = Loaded(sources=ChainMap({}, cast(dict[str, Source], base.sources)))
    for path in files:
        parts = list(parts_of(path))
        loaded.problems += unread(path, parts)
        for kind, part in parts:
            kinds[kind].append(part)
    for path in (*kinds[SOURCES], *sources):
        read_sources(loaded, path, str(path), base.sources)
    for path in kinds[TREATMENTS]:
        read_treatments(loaded, path, str(path), "")
    names = base.names if isinstance(base, KnowledgeBase) else ids_by_name(base.treatments)
    loaded.problems += problems_in(loaded.treatments, loaded.places, base.treatments, names)
    _read_relations(loaded, kinds, base)
    _read_populations(loaded, kinds[POPULATIONS], base)
    bounded(loaded)
    return loaded


def _read_relations(
    loaded: Loaded, kinds: Mapping[str, list[Path]], base: KnowledgeBase | Loaded
) -> None:
    related = loaded.related
    for kind in RELATED:
        for path in kinds[kind]:
            read_relation_file(path, str(path), kind, "", citation_check(loaded), related)
    known: Mapping[str, Concomitant] = (
        base.concomitants if isinstance(base, KnowledgeBase) else base.related.concomitants
    )
    loaded.problems += related.problems
    if related.relations or related.concomitants:
        loaded.problems += relation_problems(
            related.relations,
            {**known, **related.concomitants},
            {**base.treatments, **loaded.treatments},
            related.places,
        )


def _read_populations(loaded: Loaded, files: list[Path], base: KnowledgeBase | Loaded) -> None:
    for path in files:
        records = chain(base.treatments.values(), loaded.treatments.values())
        read_population_file(path, str(path), "", records, loaded.populations)
    loaded.problems += loaded.populations.problems
