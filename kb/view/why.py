"""What a statement rests on."""

from __future__ import annotations

import datetime
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import Shown, shown
from kb.model.claim import Claim, Gap
from kb.model.treatment import Treatment, fields
from kb.view.citing import REVIEW_DAYS, is_overdue, source_words
from kb.view.data import CSV_HEADER, csv_rows, shown_data, treatment_data
from kb.view.document import Block, Bullets, Document, Heading, Paragraph, Prose, Role, Span
from kb.view.words import condition_words, date_words, gap_words, value_words


def why_document(base: KnowledgeBase, record: Treatment, paths: list[str]) -> Document:
    """Value, conditions, sources with locators and links, certainty and dates of each field."""
    views = [shown(base, record, path) for path in paths]
    title = " › ".join((record.name, *_trail(paths)))
    blocks: list[Block] = [Heading(title, 1)]
    for view in views:
        if len(views) > 1:
            blocks.append(Heading(f"{view.field.section_label} › {view.field.label}", 2))
        blocks += _explained(base, view)
    data: dict[str, Any] = {
        "treatment": treatment_data(record),
        "fields": [shown_data(view) for view in views],
    }
    rows = tuple(row for view in views for row in csv_rows(view))
    return Document("why", title, tuple(blocks), data, CSV_HEADER, rows)


def _trail(paths: list[str]) -> list[str]:
    first = fields()[paths[0]]
    return [first.section_label] if len(paths) > 1 else [first.section_label, first.label]


def _explained(base: KnowledgeBase, view: Shown) -> list[Block]:
    blocks: list[Block] = []
    if view.own.disagree:
        words = "sources disagree: all are shown, none is averaged"
        blocks.append(Prose((Span(words, Role.WARNING),)))
    for entry in view.own.entries:
        blocks += _entry(base, entry, "")
    if not view.own.entries:
        blocks.append(Prose((Span("not yet reviewed", Role.GAP),)))
    if view.inherited and view.parent:
        for entry in view.inherited.entries:
            blocks += _entry(base, entry, view.parent.name)
    return blocks


def _entry(base: KnowledgeBase, entry: Claim[Any] | Gap, parent: str) -> list[Block]:
    is_claim = isinstance(entry, Claim)
    words = value_words(entry) if isinstance(entry, Claim) else gap_words(entry)
    head = [Span(words, Role.STRONG if is_claim else Role.GAP)]
    facts: list[Paragraph] = []
    if parent:
        facts.append(
            (Span("from the class:", Role.MUTED), Span(f"{parent}: not a finding on this member"))
        )
    if entry.origin:
        facts.append((Span("overlay:", Role.WARNING), Span(entry.origin)))
    conditions = condition_words(entry)
    if conditions:
        facts.append((Span("conditions:", Role.MUTED), Span(conditions)))
    if isinstance(entry, Claim) and entry.sure:
        facts.append(
            (Span("sure:", Role.MUTED), Span(f"{entry.sure.label}: {entry.sure.definition}"))
        )
    facts += [_source(base, citation.source, citation.locator) for citation in entry.cite]
    if isinstance(entry, Claim):
        for objection in entry.but:
            facts.append((Span("but:", Role.WARNING), Span(objection.value)))
            facts += [_source(base, c.source, c.locator) for c in objection.cite]
    if is_claim or entry.read:
        facts.append((Span(date_words(entry.read) + _due(base, entry)),))
    return [Prose(tuple(head)), Bullets(tuple(facts))]


def _source(base: KnowledgeBase, source_id: str, locator: str) -> Paragraph:
    source = base.sources.get(source_id)
    if source is None:
        return (Span("from:", Role.MUTED), Span(source_id))
    place = f"{source_words(source)}, {locator}" if locator else source_words(source)
    spans = (Span("from:", Role.MUTED), Span(place), Span(f"[{source.id}]", Role.CITATION))
    return (*spans, Span(source.address, link=source.address)) if source.address else spans


def _due(base: KnowledgeBase, entry: Claim[Any] | Gap) -> str:
    if entry.last_read is None:
        return ""
    due = entry.last_read + datetime.timedelta(days=REVIEW_DAYS)
    verb = "was due" if is_overdue(entry, base) else "due"
    return f"; next review {verb} {due.isoformat()}"
