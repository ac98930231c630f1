"""Stamps of whole records: of the page that a reader arranges, and of files of data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope, bearing
from kb.ask.inherit import shown
from kb.model.treatment import Treatment, fields
from kb.publish.facts import fact
from kb.publish.prints import fingerprint, relation_print, whole_print
from kb.publish.stamp import RELATION, WHOLE, Key, stamp_line


def full_stamp(
    base: KnowledgeBase,
    records: Sequence[Treatment],
    data_version: str,
    scope: Scope = Scope.NONE,
    estimates: Sequence[Key] = (),
) -> str:
    """The stamp of every field of some records, also of those with nothing in them yet.

    With the relations of `scope`, and the computed estimates of the keys given.
    """
    prints: dict[Key, str] = {
        (record.id, path): fingerprint(shown(base, record, path))
        for record in records
        for path in fields()
    }
    for relation in bearing(base, records, scope):
        prints[relation.id, RELATION] = relation_print(relation)
    for key in estimates:
        found = fact(base, key)
        if found is not None:
            prints[key] = found.print
    return stamp_line(prints, data_version, last_reading(records) or "never", scope)


def short_stamp(base: KnowledgeBase, records: Sequence[Treatment], data_version: str) -> str:
    """The same in one code a record, to be seen: it names the records that changed."""
    prints: dict[Key, str] = {
        (record.id, WHOLE): whole_print(base, record.id) for record in records
    }
    between = fact(base, (WHOLE, RELATION), [record.id for record in records])
    if between is not None and len(records) > 1:
        prints[WHOLE, RELATION] = between.print
        return stamp_line(prints, data_version, last_reading(records) or "never", Scope.AMONG)
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
