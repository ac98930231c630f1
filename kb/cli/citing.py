"""Commands on data and references: export data, cite."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.ask.names import MOST
from kb.cli.exporting import LocaleOption, OutOption, StyleOption, export
from kb.cli.files import format_of, put
from kb.cli.options import DataOption, WidthOption, base_with
from kb.cli.output import chosen_width
from kb.problems import NameNotFound, UsageFault
from kb.publish.choices import Locale, Style

if TYPE_CHECKING:
    from kb.ask.base import KnowledgeBase
    from kb.model.source import Source


class DataSort(StrEnum):
    """Formats of a file of data."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    SQLITE = "sqlite"
    JSONLD = "jsonld"


DATA_SUFFIXES = {
    ".csv": DataSort.CSV, ".xlsx": DataSort.XLSX, ".json": DataSort.JSON,
    ".sqlite": DataSort.SQLITE, ".db": DataSort.SQLITE, ".jsonld": DataSort.JSONLD,
}  # fmt: skip


@export.command("data", short_help="Every claim as CSV, XLSX, JSON, SQLite or JSON-LD.")
def export_data(
    names: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Only these treatments."),
    ] = None,
    fmt: Annotated[
        Optional[DataSort],  # noqa: UP045
        typer.Option("--format", "-f", help="By default from the suffix of -o, else csv."),
    ] = None,
    output: OutOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb export data -o kb.sqlite  ·  kb export data ssri snri -o two.csv

    Writes every claim, one a row: CSV, XLSX, JSON, SQLite (tables and full-text index) or JSON-LD.
    """
    sort = format_of(fmt, output, DATA_SUFFIXES, DataSort.CSV)
    raw = _data(base_with(data), names or [], sort)
    put(raw, output, binary=sort.value if sort in (DataSort.XLSX, DataSort.SQLITE) else "")


def _data(base: KnowledgeBase, names: list[str], sort: DataSort) -> bytes:
    from kb.load.version import data_version
    from kb.publish.data_tables import data_tables, in_one
    from kb.render import data_files
    from kb.render.extras import NotInstalled

    records = [base[name] for name in names] or list(base)
    version = str(data_version())
    if sort is DataSort.JSONLD:
        from kb.publish.jsonld import graph
        from kb.render.data import json_text

        return json_text(graph(base, records, version), indent=1).encode()
    tables, stamp = data_tables(base, records, version, whole=not names)
    about = {
        "title": "treatment-kb",
        "data_version": version,
        "licence": "CC BY 4.0",
        "stamp": stamp,
    }
    try:
        match sort:
            case DataSort.CSV:
                return data_files.as_csv(in_one(tables))
            case DataSort.JSON:
                return data_files.as_json(tables, about)
            case DataSort.XLSX:
                return data_files.as_xlsx(tables, about)
            case DataSort.SQLITE:
                return data_files.as_sqlite(tables, about)
    except NotInstalled as missing:
        raise UsageFault(str(missing)) from missing


class CiteSort(StrEnum):
    """Formats of references."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    CSL = "csl"
    BIBTEX = "bibtex"
    RIS = "ris"


CITE_SUFFIXES = {
    ".txt": CiteSort.TEXT, ".md": CiteSort.MARKDOWN, ".html": CiteSort.HTML,
    ".json": CiteSort.CSL, ".bib": CiteSort.BIBTEX, ".ris": CiteSort.RIS,
}  # fmt: skip


def cite(
    names: Annotated[list[str], typer.Argument(help="Ids of sources, or names of treatments.")],
    style: StyleOption = Style.AMA,
    fmt: Annotated[
        Optional[CiteSort],  # noqa: UP045
        typer.Option("--format", "-f", help="By default from the suffix of -o, else text."),
    ] = None,
    output: OutOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb cite cipriani2018 --style apa  ·  kb cite ketamine -o ketamine.bib

    Writes references: of sources named by id, or of everything that a treatment rests on. In a
    terminal, or with --width, lines are wrapped; in a pipe or file each reference is one line.
    """
    found = _cited(base_with(data), names)
    sort = format_of(fmt, output, CITE_SUFFIXES, CiteSort.TEXT)
    put(_references(found, sort, style, _cells(output, width)).encode(), output)


def _cells(output: Path | None, width: int | None) -> int:
    """The width at which plain text is wrapped; 0 for whole lines, which paste better."""
    seen = output is None and sys.stdout.isatty()
    return chosen_width(width) if seen or width is not None else 0


def _cited(base: KnowledgeBase, names: list[str]) -> list[Source]:
    """The sources named, and those of the treatments named, each once."""
    found: dict[str, Source] = {}
    for name in names:
        if name in base.sources:
            found.setdefault(name, base.sources[name])
            continue
        try:
            record = base[name]
        except NameNotFound as unknown:
            raise _neither(base, name, unknown) from None
        from kb.ask.sourcing import sources_of

        found |= {key: base.sources[key] for key in sources_of(record) if key in base.sources}
    return list(found.values())


def _neither(base: KnowledgeBase, name: str, unknown: NameNotFound) -> NameNotFound:
    """The refusal of a name that is no treatment and no source, with candidates of both."""
    if unknown.ambiguous:
        return unknown
    try:
        base.source(name)
    except NameNotFound as other:
        near = [*unknown.candidates, *other.candidates]
        return NameNotFound(name, "source or treatment", near[:MOST])
    return unknown


def _references(found: list[Source], sort: CiteSort, style: Style, cells: int = 0) -> str:
    from kb.publish import csl
    from kb.render.data import json_text

    match sort:
        case CiteSort.CSL:
            return json_text([csl.csl(s) for s in found], indent=1)
        case CiteSort.BIBTEX:
            return "\n".join(csl.bibtex(s) for s in found)
        case CiteSort.RIS:
            return "\n".join(csl.ris(s) for s in found)
        case _:
            return _listed(found, sort, style, cells)


def _listed(found: list[Source], sort: CiteSort, style: Style, cells: int) -> str:
    from kb.publish.styles import reference, sort_key
    from kb.render import pub_html, pub_markdown, pub_text
    from kb.view.publication import Entry, Publication

    plain = style is Style.APA
    ordered = sorted(found, key=sort_key) if plain else found
    entries = tuple(
        Entry(s.id, 0 if plain else at, reference(s, style)) for at, s in enumerate(ordered, 1)
    )
    if sort is CiteSort.HTML:
        return "\n".join(pub_html.references(entries)) + "\n"
    if sort is CiteSort.MARKDOWN:
        publication = Publication("", "", (), "", (), references=entries)
        return pub_markdown.references(publication) + "\n"
    return "\n".join(pub_text.entry(e, cells) for e in entries) + "\n"


@export.command("page", short_help="One HTML file in which a reader arranges.")
def export_page(
    names: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Treatments on the page; by default all."),
    ] = None,
    pick: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--pick", help="Shown at first; may be repeated."),
    ] = None,
    locale: LocaleOption = Locale.US,
    output: OutOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb export page -o page.html --pick ketamine --pick ssri  ·  kb export page ect cbt

    Writes one HTML file, without network, in which a reader picks treatments, hides and filters
    rows, puts them in order, opens sources and prints. Without scripts it is a plain table.
    """
    from kb.load.version import data_version
    from kb.publish.arranging import arranged
    from kb.render.compare_page import compare_page

    page = arranged(base_with(data), names or [], pick or [], locale, str(data_version()))
    put(compare_page(page).encode(), output)
