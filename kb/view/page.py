"""The comparison that a reader arranges, as its renderer reads it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.view.publication import Entry, Line, Notice


@dataclass(frozen=True, slots=True)
class SortKey:
    """By what a cell may be put in order: only cells with equal `scale` may be.

    `scale` holds measure, unit, comparator, time point and population, in words.
    """

    scale: tuple[tuple[str, str], ...]
    value: float


@dataclass(frozen=True, slots=True)
class PageCell:
    """What one treatment shows at one field, with the sources of each statement."""

    lines: tuple[Line, ...]
    sources: tuple[str, ...]
    sort: SortKey | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class PageRow:
    """A field. A `kept` row cannot be hidden: warnings and regulatory status."""

    id: str
    label: str
    section: str
    cells: tuple[PageCell, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A treatment: `words` are every name by which a reader may look for it."""

    id: str
    name: str
    caption: str
    group: str
    words: str
    picked: bool


@dataclass(frozen=True, slots=True)
class PageRelation:
    """What is recorded between treatments: `one` and `other` are the columns that it reaches."""

    id: str
    group: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A comparison that a reader arranges."""

    title: str
    standfirst: str
    language: str
    columns: tuple[PageColumn, ...]
    rows: tuple[PageRow, ...]
    notice: Notice
    references: tuple[Entry, ...]
    imprint: tuple[str, ...]
    stamp: str
    full_stamp: str
    """`stamp` is to be seen and has a code for each record, this one has one for each fact."""
    relations: tuple[PageRelation, ...] = ()
