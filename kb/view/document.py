"""The document: what every view produces and every renderer draws.

It holds words, their roles and their order; never a colour, a width or a markup character.
A no-break space joins words that must stay on one line (a number and its unit).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from kb.view.chart import Chart as Chart
from kb.view.chart import ChartGroup as ChartGroup
from kb.view.chart import ChartRow as ChartRow
from kb.view.chart import Mark as Mark
from kb.view.picture import Graph, Histogram

NBSP = "\u00a0"


class Role(StrEnum):
    """What a run of words is; a renderer may colour it but the words carry the meaning."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    GAP = "gap"
    INHERITED = "inherited"
    WARNING = "warning"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one role, with a link where they name a document."""

    text: str
    role: Role = Role.PLAIN
    link: str = ""


Paragraph = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    spans: Paragraph


@dataclass(frozen=True, slots=True)
class Banner:
    """A line that must be seen first: overdue review, overlay in use."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A label and one cell for each column; a cell is a list of paragraphs."""

    label: str
    cells: tuple[tuple[Paragraph, ...], ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class GridPart:
    """Rows under one heading."""

    heading: str
    rows: tuple[GridRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Things side by side: a column for each, a row for each attribute.

    `keys` are the short names by which prose refers to a column; each stands in its head too.
    """

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    captions: tuple[str, ...]
    parts: tuple[GridPart, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table of short cells, one thing a row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered source: its words and its link."""

    number: int
    text: str
    link: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class References:
    """The numbered list at the end."""

    items: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class TidyColumn:
    """A column of a table of data: its name, its kind (text, integer, real), what it holds.

    `points` is the table and column that it refers to, as "sources.id".
    """

    name: str
    kind: str
    note: str
    points: str = ""


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A table of data. `searched` are the columns of its full-text index, `key` its primary key."""

    name: str
    columns: tuple[TidyColumn, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    searched: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables that belong together."""

    tables: tuple[TidyTable, ...]


Block = Heading | Prose | Banner | Bullets | Grid | Table | Chart | Graph | Histogram | References


@dataclass(frozen=True)
class Document:
    """A whole answer. `kind` and `data` are what `--json` prints; `rows` what CSV prints."""

    kind: str
    title: str
    blocks: tuple[Block, ...]
    data: dict[str, Any] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def drawn(self) -> tuple[Block, ...]:
        """The blocks without lists that are empty: those would leave a heading or a blank line."""
        return tuple(b for b in self.blocks if not isinstance(b, Bullets | References) or b.items)


class LateDocument(Document):
    """A document whose data and rows are worked out only for a format that prints them."""

    def __init__(
        self,
        document: Document,
        data: Callable[[], dict[str, Any]],
        rows: Callable[[], tuple[tuple[str, ...], ...]],
    ) -> None:
        self.__dict__.update(vars(document), _data=data, _rows=rows)
        del self.__dict__["data"], self.__dict__["rows"]

    @cached_property
    def data(self) -> dict[str, Any]:
        """As of every document."""
        found: dict[str, Any] = self.__dict__["_data"]()
        return found

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """As of every document."""
        found: tuple[tuple[str, ...], ...] = self.__dict__["_rows"]()
        return found
