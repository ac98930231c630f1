"""What changed between two knowledge bases, fact by fact; and what is due for another reading."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.model.claim import Answer, Claim
from kb.model.relation import Relation
from kb.model.treatment import Treatment, fields


@dataclass(frozen=True, slots=True)
class Change:
    """One changed fact; `old` or `new` is empty where a record or a statement is only in one.

    `gone` and `come` are the statements of the old and the new that the other has not.
    """

    record: str
    field: str
    old: str
    new: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def changes(old: Mapping[str, Treatment], new: Mapping[str, Treatment]) -> list[Change]:
    """Changed facts in order of record and field. Order of lines, comments and dates of reading
    are no facts."""
    found: list[Change] = []
    for record_id in sorted({*old, *new}):
        before, after = old.get(record_id), new.get(record_id)
        if before is None or after is None:
            here = before or after
            name = here.name if here else ""
            ends = (name if before else "", name if after else "")
            found.append(Change(record_id, "", *ends, *((end,) if end else () for end in ends)))
            continue
        found += _field_changes(before, after)
    return found


def relation_changes(old: Mapping[str, Relation], new: Mapping[str, Relation]) -> list[Change]:
    """Changed rules and comparisons in order of id; the field is what kind of relation it is."""
    found: list[Change] = []
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        one = _fact(before.answer, before.ids) if before else ()
        two = _fact(after.answer, after.ids) if after else ()
        if one != two:
            kind = (after or before).kind  # type: ignore[union-attr]
            found.append(_change(key, kind, one, two))
    return found


def _field_changes(before: Treatment, after: Treatment) -> Iterator[Change]:
    for path in fields():
        one, two = _fact(before.answer(path)), _fact(after.answer(path))
        if one != two:
            yield _change(before.id, path, one, two)


def _change(key: str, path: str, one: tuple[str, ...], two: tuple[str, ...]) -> Change:
    gone = tuple(part for part in one if part not in two)
    come = tuple(part for part in two if part not in one)
    return Change(key, path, " | ".join(one), " | ".join(two), gone, come)


def _fact(answer: Answer[Any], between: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every statement of an answer in words, sorted: order is no fact.

    `between` are the records of a relation, which are part of each of its statements.
    """
    head = f"{', '.join(between)}: " if between else ""
    parts = []
    for entry in answer.entries:
        if isinstance(entry, Claim):
            words = f"not {entry.value.text}" if entry.denied else entry.value.text
        else:
            words = f"{entry.state.label}: {entry.why}" if entry.why else entry.state.label
        places = ", ".join(j.label for j in entry.jurisdictions)
        sources = ", ".join(sorted({c.source for c in entry.cite}))
        tail = "; ".join(part for part in (entry.when or "", places, sources) if part)
        parts.append(f"{head}{words} ({tail})" if tail else f"{head}{words}")
    return tuple(sorted(parts)) or ("not yet reviewed",)


@dataclass(frozen=True, slots=True)
class Due:
    """A claim that must be read again: when it was read, and when that falls due."""

    record: str
    field: str
    text: str
    read: datetime.date
    due: datetime.date


def stale(
    treatments: Mapping[str, Treatment], as_of: datetime.date, days: int, interval: int
) -> list[Due]:
    """Claims due on `as_of` or within `days` after it, earliest first; `interval` in days."""
    limit = as_of + datetime.timedelta(days=days)
    found = []
    for record in treatments.values():
        for path in fields():
            for claim in record.answer(path).claims:
                if claim.last_read is None:
                    continue
                due = claim.last_read + datetime.timedelta(days=interval)
                if due <= limit:
                    found.append(Due(record.id, path, claim.value.text, claim.last_read, due))
    return sorted(found, key=lambda item: (item.due, item.record, item.field, item.text))
