"""The comparison and the single record, as documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kb.ask.compare import Comparison, Row
from kb.ask.inherit import Shown
from kb.model.treatment import Treatment, fields, sections
from kb.model.vocab import Level, State
from kb.view.asked import asked_notes
from kb.view.cells import cell, general_conditions, short_name
from kb.view.citing import Citations
from kb.view.data import CSV_HEADER, csv_rows, shown_data, treatment_data
from kb.view.document import (
    Banner,
    Block,
    Document,
    Grid,
    GridPart,
    GridRow,
    Heading,
    LateDocument,
    Prose,
    References,
    Span,
)
from kb.view.presets import deciding_rank
from kb.view.words import counted, glued, listed


def compare_document(
    comparison: Comparison, *, differences: bool = False, task: str = ""
) -> Document:
    """Treatments side by side; with `differences`, only the rows that differ.

    `task` says what the rows were picked and ordered for. Rows that differ stand in the order in
    which a difference usually decides, unless a task has ordered them.
    """
    rows = tuple(row for row in comparison.rows if row.differs or not differences)
    if differences and not task:
        place = deciding_rank()
        rows = tuple(sorted(rows, key=lambda row: place[row.path]))
        task = "what usually decides"
    names = [record.name for record in comparison.treatments]
    title = names[0] if len(names) == 1 else f"{listed(names)} compared"
    kind = "compare" if len(names) > 1 else "show"
    return _document(comparison, rows, title, kind, task)


def _document(
    comparison: Comparison, rows: Sequence[Row], title: str, kind: str, task: str
) -> Document:
    cite = Citations(comparison.base)
    parts = _parts(rows, cite)
    records = comparison.treatments
    heads = tuple(_head(record) for record in records)
    captions = tuple(_caption(record, comparison) for record in records)
    if len(records) == 1:
        # The name is the title already.
        title, heads, captions = heads[0], captions, ("",)
    grid = Grid(
        heads,
        tuple(short_name(record) for record in records),
        captions,
        parts,
    )
    blocks: list[Block] = [Heading(title, 1), *_banners(rows, cite)]
    blocks += asked_notes(comparison.base, comparison.asked, records)
    same = len(comparison.rows) - len(rows)
    blocks += [grid, *_notes(comparison, cite, same, task), cite.references()]
    references = cite.references()
    return LateDocument(
        Document(kind, title, tuple(blocks), header=CSV_HEADER),
        lambda: _data(rows, records, references),
        lambda: tuple(line for row in rows for shown in row.cells for line in csv_rows(shown)),
    )


def _data(
    rows: Sequence[Row], records: Sequence[Treatment], references: References
) -> dict[str, Any]:
    return {
        "treatments": [treatment_data(record) for record in records],
        "order": "as asked",
        "rows": [
            {"field": row.path, "differs": row.differs, "cells": [shown_data(c) for c in row.cells]}
            for row in rows
        ],
        "sources": [item.text for item in references.items],
    }


def _parts(rows: Sequence[Row], cite: Citations) -> tuple[GridPart, ...]:
    """Rows by section, in the order of the rows; one that comes up again gets a part of its own.

    Rows in which no treatment has a value are named in a note below their part.
    """
    found = []
    for key, group in groupby(rows, key=lambda row: row.path.partition(".")[0]):
        inside = list(group)
        model = sections()[key]
        kept = [row for row in inside if row.has_value or _worth_a_row(row)]
        lines = tuple(
            GridRow(
                fields()[row.path].label,
                tuple(cell(shown, cite) for shown in row.cells),
                row.path,
            )
            for row in kept
        )
        lines = (*_general_row(key, kept), *lines)
        note = _silent_note([row for row in inside if row not in kept])
        if lines or note:
            found.append(GridPart(model.label, lines, note))
    return tuple(found)


def _general_row(section: str, rows: Sequence[Row]) -> tuple[GridRow, ...]:
    """Conditions stated once for a section: one row in place of a phrase in every cell."""
    if not rows:
        return ()
    cells = tuple(general_conditions(shown.record, section) for shown in rows[0].cells)
    if not any(cells):
        return ()
    silent = ((Span("conditions stated with each value"),),)
    return (GridRow("holds for", tuple(found or silent for found in cells)),)


def _worth_a_row(row: Row) -> bool:
    """A reasoned gap that rests on a source is a finding of its own, such as no boxed warning."""
    return any(gap.cite and gap.state is State.NONE_FOUND for c in row.cells for gap in c.own.gaps)


def _silent_note(rows: Sequence[Row]) -> str:
    """What no treatment has a value for, by state, in words."""
    by_state: dict[str, list[str]] = {}
    for row in rows:
        states = sorted({_silence(shown, len(row.cells) == 1) for shown in row.cells})
        by_state.setdefault(" or ".join(states), []).append(fields()[row.path].label)
    return ". ".join(f"{state}: {', '.join(labels)}" for state, labels in by_state.items())


def _head(record: Treatment) -> str:
    """The name, with the abbreviation that stands for it further down."""
    short = short_name(record)
    return record.name if short == record.name else f"{record.name} ({short})"


def _silence(shown: Shown, alone: bool) -> str:
    """The state of a field without a value; for one treatment alone with its reason."""
    gaps = shown.own.gaps
    if alone and gaps and gaps[0].why:
        return f"{gaps[0].state.label} ({glued(gaps[0].why).rstrip('.')})"
    return shown.state.label


def _caption(record: Treatment, comparison: Comparison) -> str:
    """ "agent, class SSRI" or "class, 6 members" under a name."""
    base = comparison.base
    if record.level is Level.CLASS:
        return f"class, {counted(len(base.member_ids(record.id)), 'member')}"
    parent = base.treatments.get(record.class_id or "")
    words = record.level.label + (f", class {short_name(parent)}" if parent else "")
    if record.standing.value != "marketed":
        words += f", {record.standing.label}"
    return words + (f", overlay {record.origin}" if record.origin else "")


def _banners(rows: Sequence[Row], cite: Citations) -> list[Banner]:
    found = []
    if cite.overdue:
        marks = ", ".join(f"[{number}]" for number in sorted(cite.overdue))
        found.append(Banner(f"Past the review date: statements that rest on {marks}."))
    origins = {c.origin for row in rows for s in row.cells for c in s.own.entries if c.origin}
    if origins:
        found.append(Banner(f"Holds values of your own data: {', '.join(sorted(origins))}."))
    return found


def _notes(comparison: Comparison, cite: Citations, same: int, task: str) -> list[Prose]:
    lines = [f"Rows in the order of {task}."] if task else []
    if same:
        lines.append(f"{counted(same, 'row')} without a difference left out.")
    if cite.unread:
        lines.append(f"{counted(cite.unread, 'claim')} not yet read in the source named, marked ?.")
    first = comparison.treatments[0].id
    order = "Order as asked. " if len(comparison.treatments) > 1 else ""
    lines.append(
        f"{order}“class …:” marks a value of the class, not of the member. "
        f"`kb why {first} onset.response` shows what a statement rests on. "
        "For professionals who can review these sources; not advice for one patient."
    )
    return [Prose((Span(line),)) for line in lines]
