"""The knowledge base as plain tables, for files of data: one row a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.model.claim import Claim, Gap
from kb.model.treatment import Treatment, fields
from kb.view.document import Tables, TidyColumn, TidyTable
from kb.view.measure import Measure, measure_of

Cell = str | int | float | None


def columns(text: str) -> tuple[TidyColumn, ...]:
    """Columns from "name:kind>table.column note" lines."""
    found = []
    for line in text.strip().split("\n"):
        head, _, note = line.strip().partition(" ")
        head, _, points = head.partition(">")
        name, _, kind = head.partition(":")
        found.append(TidyColumn(name, kind or "text", note.strip(), points))
    return tuple(found)


TOLD = columns("""
    state value, or the state of the gap
    text the words shown
    low:real lower end of the value
    high:real upper end of the value
    unit unit of low and high; rates are in percent
    comparator_low:real lower end in the comparator group
    comparator_high:real upper end in the comparator group
    comparator what it was compared with
    at time point
    effect measure of effect
    estimate:real estimate of the effect
    ci_low:real lower end of its interval
    ci_high:real upper end of its interval
    conditions population, indication, dose, comparator
    jurisdictions whose claim it is
    certainty how sure it is
    denied:integer 1 if the record says that it is false
    objections findings against it
    sources ids with locators
    read last day on which a source was read
    overlay overlay that it comes from, if any
""")
"""What one claim or gap says, whatever it is said of."""
CLAIMS = (
    *columns("""
    id:integer number of the row
    treatment>treatments.id id of the record
    name name of the record
    class>treatments.id id of its class, if any
    section section of the field
    field>fields.field path of the field
    label label of the field
    """),
    *TOLD,
)
TREATMENTS = columns("""
    id id of the record
    name name
    category kind of treatment
    level class, agent, formulation or protocol
    class>treatments.id id of its class
    standing whether it can be had
    aliases other names
    brands brand names
""")
SOURCES = columns("""
    id id of the source
    type kind of document
    title title
    authors authors or issuing body
    year year
    edition edition or revision
    jurisdiction whose document it is
    journal journal
    doi digital object identifier
    pmid PubMed id
    link address
""")
CITATIONS = columns("""
    claim:integer>claims.id number of the claim
    source>sources.id id of the source
    locator place in the source
    against:integer 1 if it carries an objection
""")
FIELDS = columns("""
    field path
    section section
    label label
    description what it holds
    inherits:integer 1 if a member may show its class's value
""")


def tidy(base: KnowledgeBase, records: Sequence[Treatment], more: Iterable[str] = ()) -> Tables:
    """The tables of some records, with the sources that they cite, and `more` sources by id."""
    claims: list[tuple[Cell, ...]] = []
    citations: list[tuple[Cell, ...]] = []
    for record in records:
        for path in fields():
            for entry in record.answer(path).entries:
                claims.append(_claim(len(claims) + 1, record, path, entry))
                citations += _citations(len(claims), entry)
    cited = dict.fromkeys(sorted({*(str(row[1]) for row in citations), *more}))
    return Tables((
        TidyTable("claims", CLAIMS, tuple(claims), ("name", "label", "text", "conditions"), "id"),
        TidyTable("treatments", TREATMENTS, tuple(map(_treatment, records)),
                  ("name", "aliases", "brands"), "id"),
        TidyTable("sources", SOURCES, tuple(_sources(base, cited)), ("title", "authors"), "id"),
        TidyTable("citations", CITATIONS, tuple(citations)),
        TidyTable("fields", FIELDS, tuple(_fields()), key="field"),
    ))  # fmt: skip


def _claim(number: int, record: Treatment, path: str, entry: Claim[Any] | Gap) -> tuple[Cell, ...]:
    info = fields()[path]
    head = (number, record.id, record.name, record.class_id or "", info.section, path, info.label)
    return (*head, *told(entry))


def told(entry: Claim[Any] | Gap) -> tuple[Cell, ...]:
    """The cells of the columns TOLD."""
    claim = entry if isinstance(entry, Claim) else None
    state, text = (
        ("value", entry.value.text)
        if isinstance(entry, Claim)
        else (entry.state.value, entry.why or "")
    )
    m = measure_of(claim.value) if claim else Measure()
    return (
        state, text,
        m.low, m.high, m.unit, m.other_low, m.other_high, m.comparator, m.at, m.effect, m.estimate,
        m.ci_low, m.ci_high, entry.when or "", " ".join(j.value for j in entry.jurisdictions),
        claim.sure.value if claim and claim.sure else "", int(bool(claim and claim.denied)),
        "; ".join(o.value for o in claim.but) if claim else "",
        "; ".join(f"{c.source} {c.locator}".strip() for c in entry.cite),
        str(entry.last_read or ""), entry.origin,
    )  # fmt: skip


def _citations(number: int, entry: Claim[Any] | Gap) -> Iterator[tuple[Cell, ...]]:
    for citation in entry.cite:
        yield (number, citation.source, citation.locator, 0)
    for objection in entry.but if isinstance(entry, Claim) else ():
        for citation in objection.cite:
            yield (number, citation.source, citation.locator, 1)


def _treatment(record: Treatment) -> tuple[Cell, ...]:
    return (
        record.id, record.name, record.category.value, record.level.value, record.class_id or "",
        record.standing.value, "; ".join((*record.aliases, *record.abbreviations)),
        "; ".join(dict.fromkeys(record.brands)),
    )  # fmt: skip


def _sources(base: KnowledgeBase, cited: Iterable[str]) -> Iterator[tuple[Cell, ...]]:
    for key in cited:
        if key in base.sources:
            s = base.sources[key]
            yield (
                s.id, s.type.value, s.title, s.authors or "", s.year or "", s.edition or "",
                s.jurisdiction.value if s.jurisdiction else "", s.journal or "", s.doi or "",
                s.pmid or "", s.address,
            )  # fmt: skip


def _fields() -> Iterator[tuple[Cell, ...]]:
    for info in fields().values():
        yield (info.path, info.section, info.label, info.description, int(info.inherits))
