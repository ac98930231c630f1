"""Publications as plain text, wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import assert_never

from kb.render.gate import visible
from kb.view.document import NBSP
from kb.view.publication import (
    Entry,
    Figure,
    Head,
    Line,
    Notice,
    Para,
    Part,
    Points,
    Publication,
    Sheet,
    Tone,
)

WIDTH = 78
_HOLD = "\ue000"
"""Stands for a no-break space while lines are broken; the gate lets none of it in."""


def text(publication: Publication, width: int = WIDTH) -> str:
    """The whole publication in lines of at most `width` characters."""
    blocks = [
        _filled(publication.title.upper(), width),
        _filled(words(publication.standfirst), width),
    ]
    for part in publication.parts:
        blocks += _part(part, publication, width)
    if publication.references:
        blocks.append(_head(publication.references_title, "-"))
        blocks += [_filled(_numbered(e), width, "   ") for e in publication.references]
    blocks.append("\n".join(map(visible, publication.imprint)))
    blocks.append(_filled(publication.stamp, width))
    return "\n\n".join(blocks).replace(NBSP, " ") + "\n"


def entry(item: Entry, width: int) -> str:
    """A reference with its number, in lines of at most `width` characters; in one line for 0."""
    said = _numbered(item)
    return (_filled(said, width, "   ") if width else said).replace(NBSP, " ")


def _numbered(item: Entry) -> str:
    return f"{f'{item.number}. ' if item.number else ''}{words(item.line)}"


def _part(part: Part, publication: Publication, width: int) -> Iterator[str]:
    match part:
        case Head():
            yield _head(part.text, "-")
        case Para():
            yield _filled(words(part.line), width)
        case Points():
            yield "\n".join(_filled(f"- {words(i)}", width, "  ") for i in part.items)
        case Notice():
            items = [_filled(f"! {words(i)}", width, "  ") for i in part.items]
            yield "\n".join([_head(part.title, "="), *items])
        case Sheet():
            yield from _sheet(part, width)
        case Figure():
            picture = publication.pictures[part.index]
            said = f"{picture.title}. {picture.spoken}{words(picture.sources)}"
            yield _filled(f"Figure {part.index + 1}. {said}", width)
        case _:
            assert_never(part)


def _sheet(part: Sheet, width: int) -> Iterator[str]:
    yield _filled(part.caption, width)
    for row in part.rows:
        lines = [visible(row.label)]
        for column, cell in zip(part.columns, row.cells, strict=True):
            said = _in_a_row([words(line) for line in cell])
            head = f"{column}: " if len(part.columns) > 1 else ""
            lines.append(_filled(f"  {head}{said}", width, "    "))
        yield "\n".join(lines)


def _in_a_row(lines: list[str]) -> str:
    """The lines of a cell in one: a line that is no sentence is parted from the next."""
    return "".join(
        line
        + (" " if re.search(r"[.?!:](?: \[[^\]]*\])?$", line) else "; ") * (at < len(lines) - 1)
        for at, line in enumerate(lines)
    )


def words(line: Line) -> str:
    """The words of a line; a raised citation stands in brackets."""
    return visible("".join(f" [{r.text}]" if r.tone is Tone.RAISED else r.text for r in line))


def _head(title: str, rule: str) -> str:
    shown = visible(title)
    return f"{shown}\n{rule * len(shown)}"


def _filled(said: str, width: int, hang: str = "") -> str:
    held = visible(said).replace(NBSP, _HOLD)
    lines = wrap(
        held, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines).replace(_HOLD, NBSP)
