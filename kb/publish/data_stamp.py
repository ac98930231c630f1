"""Stamps of whole records: of the page that a reader arranges, and of files of data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.model.treatment import Treatment, fields
from kb.publish.ledger import fingerprint, whole_print
from kb.publish.stamp import WHOLE, row_code, stamp_line
from kb.view.document import Tables, TidyColumn

FACT = TidyColumn("fact", "text", "code of what the record shows at the field, for kb stale")


def full_stamp(base: KnowledgeBase, records: Sequence[Treatment], data_version: str) -> str:
    """The stamp of every field of some records, also of those with nothing in them yet."""
    prints = {
        (record.id, path): fingerprint(shown(base, record, path))
        for record in records
        for path in fields()
    }
    return stamp_line(prints, data_version, last_reading(records) or "never")


def short_stamp(base: KnowledgeBase, records: Sequence[Treatment], data_version: str) -> str:
    """The same in one code a record, to be seen: it names the records that changed."""
    prints = {(record.id, WHOLE): whole_print(base, record.id) for record in records}
    return stamp_line(prints, data_version, last_reading(records) or "never")


def last_reading(records: Sequence[Treatment]) -> str:
    """The day on which a source of the records was last read; empty if none was."""
    days: set[datetime.date] = {
        entry.last_read
        for record in records
        for path in fields()
        for entry in record.answer(path).entries
        if entry.last_read
    }
    return str(max(days, default=""))


def with_facts(base: KnowledgeBase, tables: Tables) -> Tables:
    """The tables with a code beside each claim: a row keeps its stamp wherever it is pasted."""
    claims, *rest = tables.tables
    names = [column.name for column in claims.columns]
    record, path = names.index("treatment"), names.index("field")
    rows = tuple((*row, _code(base, str(row[record]), str(row[path]))) for row in claims.rows)
    coded = replace(claims, columns=(*claims.columns, FACT), rows=rows)
    return Tables((coded, *rest))


def _code(base: KnowledgeBase, record: str, path: str) -> str:
    return row_code(fingerprint(shown(base, base.treatments[record], path)))
