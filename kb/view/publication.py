"""A publication: what every export says, and the only thing that the export renderers read.

Runs of words follow each other as they stand: blanks are part of the words. A no-break space
joins words that must stay on one line (a number and its unit).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kb.view.chart import Chart


class Tone(StrEnum):
    """What a run of words is; raised and cited runs are citations, the former in figures."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    RAISED = "raised"
    CITED = "cited"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one tone; `fact` names the claim that they state, as record and field."""

    text: str
    tone: Tone = Tone.PLAIN
    link: str = ""
    fact: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading below the title; level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A label and one cell a column; a cell is a list of lines."""

    label: str
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a head for each column and a label for each row."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that must be seen: required statements, crisis wording, an overdue review."""

    title: str
    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class IconGroup:
    """Figures of people: `shown` of `of` are filled; `words` say the same."""

    label: str
    shown: int
    of: int
    words: str


@dataclass(frozen=True, slots=True)
class Icons:
    """Icon arrays with one denominator."""

    groups: tuple[IconGroup, ...]


@dataclass(frozen=True, slots=True)
class SpreadBox:
    """One treatment: an interval on each of two axes, as shares of the axis from 0 to 1."""

    label: str
    left: float
    right: float
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Spread:
    """Two measures of time against each other, each on a scale of powers."""

    across: str
    upward: str
    across_ticks: tuple[tuple[float, str], ...]
    upward_ticks: tuple[tuple[float, str], ...]
    boxes: tuple[SpreadBox, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what stands for it where it cannot be seen.

    `words` say what the description leaves to the eye; `sources` cite what is drawn.
    """

    id: str
    title: str
    description: str
    art: Icons | Spread | Chart
    words: str = ""
    sources: Line = ()

    @property
    def spoken(self) -> str:
        """All of the picture in words, for whoever cannot see it."""
        return f"{self.description} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Figure:
    """The place of a picture: its index in the publication's `pictures`."""

    index: int


Part = Head | Para | Points | Sheet | Notice | Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list of references. `number` is 0 where the style does not number."""

    id: str
    number: int
    line: Line


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole export. `imprint` are the lines on review and versions, `stamp` the last line."""

    kind: str
    title: str
    standfirst: Line
    language: str
    parts: tuple[Part, ...]
    pictures: tuple[Picture, ...] = ()
    references: tuple[Entry, ...] = ()
    references_title: str = "References"
    imprint: tuple[str, ...] = ()
    stamp: str = ""
    date: str = ""
    """Day of the newest reading: the date that file formats carry."""
    data: dict[str, Any] = field(default_factory=dict)
    """The same content as plain data, for templates; see docs/templates.md."""


def words_of(line: Line) -> str:
    """The words of a line without its citations."""
    return "".join(r.text for r in line if r.tone not in (Tone.RAISED, Tone.CITED))
