"""Breaking words into lines. Words are never cut; no-break spaces are never broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.render.gate import visible
from kb.view.document import NBSP, Paragraph, Role


def cell_len(text: str) -> int:
    """Cells of a terminal that `text` covers."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len as measured

    return measured(text)


@dataclass(frozen=True, slots=True)
class Word:
    """A run without a place to break, in one role."""

    text: str
    role: Role

    @property
    def width(self) -> int:
        """Cells of a terminal that it covers."""
        return cell_len(self.text)


Line = tuple[Word, ...]


def words(paragraph: Paragraph) -> list[Word]:
    """The words of a paragraph, each with its role; a citation mark follows without a break."""
    return [
        Word(part.replace(NBSP, " "), span.role)
        for span in paragraph
        for part in visible(span.text).split(" ")
        if part
    ]


def wrapped(paragraph: Paragraph, width: int) -> list[Line]:
    """The paragraph in lines of at most `width` cells; a longer word has a line of its own."""
    lines: list[Line] = []
    current: list[Word] = []
    used = 0
    for word in words(paragraph):
        if current and used + 1 + word.width > width:
            lines.append(tuple(current))
            current, used = [], 0
        used += word.width + (1 if current else 0)
        current.append(word)
    if current:
        lines.append(tuple(current))
    return lines


def line_width(line: Line) -> int:
    """Cells that a line covers."""
    return sum(word.width for word in line) + max(len(line) - 1, 0)


def longest_word(paragraphs: Iterable[Paragraph]) -> int:
    """Cells of the longest unbreakable run."""
    return max((word.width for p in paragraphs for word in words(p)), default=0)


def total_width(paragraphs: Iterable[Paragraph]) -> int:
    """Cells that the paragraphs would cover on one line."""
    return sum(sum(word.width + 1 for word in words(p)) for p in paragraphs)
