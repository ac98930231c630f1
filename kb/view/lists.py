"""Lists: treatments, sources, vocabulary, audit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kb.ask.audit import Audit, Tally
from kb.ask.base import KnowledgeBase
from kb.model.source import Source
from kb.model.treatment import Treatment, fields, sections
from kb.model.vocab import VOCABULARIES, State
from kb.problems import NameNotFound
from kb.view.citing import source_words
from kb.view.data import treatment_data
from kb.view.document import Document, Heading, LateDocument, Prose, Span, Table
from kb.view.words import counted


def list_document(base: KnowledgeBase, records: Sequence[Treatment]) -> Document:
    """Treatments in alphabetical order of id."""
    header = ("id", "name", "category", "level", "class", "standing")
    rows = tuple(
        (r.id, r.name, r.category.label, r.level.label, r.class_id or "", r.standing.label)
        for r in records
    )
    title = f"{counted(len(records), 'treatment')} of {len(base)}, in alphabetical order"
    table = Table(("id", "name", "category", "level"), tuple(_listed_row(r) for r in records))
    document = Document("list", title, (Heading(title, 1), table), header=header)
    return LateDocument(document, lambda: _list_data(records), lambda: rows)


def _list_data(records: Sequence[Treatment]) -> dict[str, Any]:
    return {
        "count": len(records),
        "order": "alphabetical",
        "treatments": [treatment_data(r) for r in records],
    }


def _listed_row(record: Treatment) -> tuple[str, ...]:
    name = record.name
    if record.standing.value != "marketed":
        name += f" ({record.standing.label})"
    return (record.id, name, record.category.label, record.level.label)


def sources_document(base: KnowledgeBase, source: Source | None = None) -> Document:
    """Every source, or one with all that is known of it and what rests on it."""
    if source is None:
        header = ("id", "type", "source", "link")
        rows = tuple(
            (s.id, s.type.label, source_words(s), s.address) for s in base.sources.values()
        )
        title = f"{counted(len(rows), 'source')}, in alphabetical order of id"
        listed = {"sources": [_source_data(s) for s in base.sources.values()]}
        blocks = (Heading(title, 1), Table(header, rows))
        return Document("sources", title, blocks, listed, header, rows)
    used = _uses(base, source.id)
    pairs = [(key, str(value)) for key, value in _source_data(source).items() if value]
    table = Table(("key", "value"), tuple(pairs))
    uses = Table(("treatment", "field", "locator"), tuple(used))
    title = source.title
    about = (
        Heading(title, 1),
        table,
        Heading(f"Cited in {counted(len(used), 'place')}", 2),
        uses,
    )
    data: dict[str, Any] = {
        "source": _source_data(source),
        "cited": [list(use) for use in used],
    }
    return Document("source", title, about, data, uses.header, uses.rows)


def _source_data(source: Source) -> dict[str, str]:
    parts = {
        (info.alias or name): getattr(source, name) for name, info in Source.model_fields.items()
    }
    found = {key: str(value) for key, value in parts.items() if value is not None}
    return found | {"address": source.address}


def _uses(base: KnowledgeBase, source_id: str) -> list[tuple[str, str, str]]:
    return [
        (record.id, path, citation.locator)
        for record in base
        for path in fields()
        for entry in record.answer(path).entries
        for citation in entry.cite
        if citation.source == source_id
    ]


def glossary_document(term: str = "") -> Document:
    """Fields and vocabularies with their definitions, or one of them.

    Raises NameNotFound for a term that is not there.
    """
    wanted = term.strip().lower()
    rows = tuple(
        row for row in _terms() if not wanted or wanted in (row[0].lower(), row[1].lower())
    )
    if not rows:
        raise NameNotFound(term, "term")
    header = ("term", "key", "meaning")
    title = "Glossary" if not wanted else rows[0][0]
    data = {"terms": [dict(zip(header, row, strict=True)) for row in rows]}
    table = Table(("term and key", "meaning"), tuple((_keyed(t, k), m) for t, k, m in rows))
    return Document("glossary", title, (Heading(title, 1), table), data, header, rows)


def _keyed(term: str, key: str) -> str:
    """A term with the key by which commands know it; once where they are one word."""
    return term if term == key else f"{term} ({key})"


def _terms() -> Iterable[tuple[str, str, str]]:
    for model in sections().values():
        yield model.label, model.key, (model.__doc__ or "").strip()
    for info in fields().values():
        yield info.label, info.path, info.description
    for vocabulary in VOCABULARIES:
        for member in vocabulary:
            yield member.label, f"{_kebab(vocabulary.__name__)}.{member.value}", member.definition


def _kebab(name: str) -> str:
    """ "outcome-kind" for OutcomeKind: a key as those of the fields are written."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


AUDIT_HEADER = (
    "what", "claims", "uncited", "unread", "numeric", "read twice", "past review",
    "not yet reviewed", "gaps",
)  # fmt: skip


def audit_document(audit: Audit, worst: int = 0) -> Document:
    """Tallies: the whole, each record, each field; with `worst`, the most open records only."""
    records = sorted(audit.records.items())
    if worst:
        records = sorted(records, key=lambda pair: (-pair[1].open, pair[0]))[:worst]
    rows = tuple(_tally_row(name, tally) for name, tally in (("all", audit.total), *records))
    by_field = tuple(_tally_row(path, tally) for path, tally in audit.fields.items())
    own = counted(len(audit.records) - ("relations" in audit.records), "record")
    related = " and of the relations" if "relations" in audit.records else ""
    title = f"Audit of {own}{related}"
    blocks: tuple[Heading | Prose | Table, ...] = (
        Heading(title, 1),
        Prose((Span(_summary(audit.total)),)),
        Heading("By record, most open first" if worst else "By record", 2),
        _counts(rows),
    )
    if not worst:
        blocks += (Heading("By field", 2), _counts(by_field))
    data = {
        "total": _tally_data(audit.total),
        "records": {name: _tally_data(tally) for name, tally in records},
        "fields": {path: _tally_data(tally) for path, tally in audit.fields.items()},
    }
    return Document("audit", title, blocks, data, AUDIT_HEADER, (*rows, *by_field))


SHORT_HEADER = ("what", "claims", "to mend", "numeric", "read twice", "open", "gaps")


def _counts(rows: Sequence[tuple[str, ...]]) -> Table:
    """The tallies for people, in columns that stand at 80 cells; thousands are set apart."""
    shown = []
    for name, *numbers in rows:
        claims, uncited, unread, numeric, twice, overdue, left, gaps = map(int, numbers)
        mend = uncited + unread + overdue
        shown.append((name, *(f"{n:,}" for n in (claims, mend, numeric, twice, left, gaps))))
    return Table(SHORT_HEADER, tuple(shown))


def _summary(t: Tally) -> str:
    return (
        f"{counted(t.claims, 'claim')}: {t.uncited} uncited, {t.unread} not yet read, "
        f"{t.overdue} past the review date. {t.numeric_second:,} of {t.numeric:,} numeric claims "
        f"were read twice. {counted(t.open, 'field')} not yet reviewed. “To mend” adds up what is "
        "uncited, not yet read or past its review date; “open” is not yet reviewed; “gaps” are "
        "the other states without a value."
    )


def _gaps(tally: Tally) -> int:
    states = (State.VALUE, State.SOURCES_DISAGREE, State.NOT_YET_REVIEWED)
    return sum(tally.states.values()) - sum(tally.states[s.value] for s in states)


def _tally_row(name: str, t: Tally) -> tuple[str, ...]:
    numbers = (
        t.claims,
        t.uncited,
        t.unread,
        t.numeric,
        t.numeric_second,
        t.overdue,
        t.open,
        _gaps(t),
    )
    return (name, *(str(number) for number in numbers))


def _tally_data(t: Tally) -> dict[str, object]:
    return {
        "claims": t.claims,
        "uncited": t.uncited,
        "unread": t.unread,
        "numeric": t.numeric,
        "numeric_with_second_reading": t.numeric_second,
        "past_review": t.overdue,
        "inherited": t.inherited,
        "states": {state.value: t.states[state.value] for state in State},
    }
