"""Reading files into what was loaded: sources, treatments, relations, populations."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from itertools import islice
from pathlib import Path

from kb.load.build import MOST, build_source, build_treatment, near_names
from kb.load.files import read_records
from kb.load.loaded import Loaded, second_of, too_many
from kb.load.nodes import Mapping, Node, Scalar
from kb.load.overlay import completed, merged
from kb.load.populations import read_populations
from kb.load.progress import told
from kb.load.relations import CitationCheck, read_relations
from kb.model.source import Source
from kb.model.vocab import PAPERS
from kb.problems import Problem, shortened


def read_sources(loaded: Loaded, path: Path, shown: str, replaceable: Container[str] = ()) -> None:
    """Add the sources of a file; an id in `replaceable` may be stated anew, once."""
    fresh: set[str] = set()
    nodes, problems = read_records(path, shown, "sources")
    loaded.problems += problems
    for node in told("sources checked", nodes):
        if too_many(loaded, node):
            return
        source, faults = build_source(node)
        loaded.problems += faults
        if source is None:
            continue
        if source.type in PAPERS and not (source.doi or source.pmid):
            loaded.problems.append(_unidentified(source, node))
        known = source.id in loaded.sources and source.id not in replaceable
        if source.id in fresh or known:
            loaded.problems.append(second_of("source", source.id, node))
        loaded.sources[source.id] = source
        fresh.add(source.id)


def read_treatments(loaded: Loaded, path: Path, shown: str, origin: str) -> None:
    """Add the treatments of a file or folder; an overlay's (`origin`) extend what is there."""
    nodes, problems = read_records(path, shown, "treatments")
    loaded.problems += problems
    nodes.reverse()
    for _ in told("records checked", range(len(nodes))):
        node = nodes.pop()  # and with it what it takes of memory
        if too_many(loaded, node):
            return
        if origin:
            node = completed(node, loaded.treatments)
        record, faults = build_treatment(node, origin)
        loaded.problems += faults
        if isinstance(node, Mapping):
            loaded.problems += islice(unknown_sources(node, node, loaded.sources, ""), MOST)
        if record is None:
            continue
        base = loaded.treatments.get(record.id)
        if base is not None and not origin:
            loaded.problems.append(second_of("treatment", record.id, node))
        loaded.treatments[record.id] = merged(base, record) if base and origin else record
        loaded.places.setdefault(record.id, node.place)


def unknown_sources(
    record: Mapping, node: Node, sources: Collection[str], path: str
) -> Iterator[Problem]:
    """Every citation below `node` of a source that is not there."""
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            inner = path if key == "cite" else f"{path}.{key}".lstrip(".")
            if key == "cite":
                items = [value] if isinstance(value, Scalar) else getattr(value, "items", [])
                for item in items:
                    if isinstance(item, Scalar) and item.text.partition(" ")[0] not in sources:
                        yield _uncited(record, item, sources, inner)
            else:
                yield from unknown_sources(record, value, sources, inner)
    elif not isinstance(node, Scalar):
        for item in node.items:
            yield from unknown_sources(record, item, sources, path)


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


def read_kinds(loaded: Loaded, folder: Path, shown: str, origin: str) -> None:
    """The kinds of population, unless records are at fault: then their wordings are not known."""
    if not loaded.errors:
        read_populations(folder, shown, origin, loaded.treatments.values(), loaded.populations)


def read_related(loaded: Loaded, folder: Path, shown: str, origin: str) -> None:
    """Add the relations and concomitants of a folder."""
    read_relations(folder, shown, origin, citation_check(loaded), loaded.related)


def citation_check(loaded: Loaded) -> CitationCheck:
    """Finds the citations of unknown sources in a relation."""

    def cited(node: Mapping) -> list[Problem]:
        return list(islice(unknown_sources(node, node, loaded.sources, ""), MOST))

    return cited
