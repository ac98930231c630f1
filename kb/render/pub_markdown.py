"""Publications as Markdown, ready to edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from kb.render.gate import safe_link
from kb.render.markdown import at_start, inside
from kb.view.publication import (
    Figure,
    Head,
    Line,
    Notice,
    Para,
    Part,
    Picture,
    Points,
    Publication,
    Run,
    Sheet,
    Tone,
)

_NUMBERS = re.compile(r" ?\[[0-9,-]+\]\??")
"""A citation by number, which stands as it is: an author and a year are words of the data."""


def escape(text: str) -> str:
    """`text` so that Markdown shows it and obeys nothing in it; no-break spaces are kept."""
    return at_start(inside(text.replace("\n", " ").lstrip(" ")))


def _toned(sign: str, text: str) -> str:
    """Words between two signs, which must not stand beside a blank."""
    core = text.strip(" ")
    lead, _, trail = text.partition(core) if core else (text, "", "")
    return f"{lead}{sign}{inside(core)}{sign}{trail}" if core else lead


def markdown(publication: Publication, links: tuple[str, ...] = ()) -> str:
    """The whole publication; `links` are the addresses of its pictures, which else are words."""
    blocks = [f"# {escape(publication.title)}", f"*{line_words(publication.standfirst)}*"]
    for part in publication.parts:
        blocks += part_blocks(part, publication, links)
    if publication.references:
        blocks += [f"## {publication.references_title}", references(publication)]
    blocks += ["---", "\n".join(f"{escape(line)}  " for line in publication.imprint).rstrip()]
    blocks.append(f"<small>{escape(publication.stamp)}</small>")
    return "\n\n".join(blocks) + "\n"


def part_blocks(part: Part, publication: Publication, links: tuple[str, ...] = ()) -> Iterator[str]:
    """The blocks of one part."""
    match part:
        case Head():
            yield f"{'#' * part.level} {escape(part.text)}"
        case Para():
            yield line_words(part.line)
        case Points():
            yield "\n".join(f"- {line_words(item)}" for item in part.items)
        case Notice():
            items = [f"> - {line_words(item)}" for item in part.items]
            yield "\n".join([f"> **{escape(part.title)}**", ">", *items])
        case Sheet():
            yield sheet(part)
        case Figure():
            yield from _figure(publication.pictures[part.index], part.index, links)
        case _:
            assert_never(part)


def _figure(picture: Picture, index: int, links: tuple[str, ...]) -> Iterator[str]:
    """The picture linked with its words as alternative text; without a link its words stand."""
    if links:
        alt = escape(f"{picture.title}. {picture.spoken}")
        yield f"![{alt}](<{links[index]}>)"
    words = escape(picture.description if links else picture.spoken)
    yield f"**Figure {index + 1}. {escape(picture.title)}.** {words}{line_words(picture.sources)}"


def sheet(part: Sheet) -> str:
    """A pipe table under its caption."""
    rows = ["| " + " | ".join([escape(part.corner) or " ", *map(escape, part.columns)]) + " |"]
    rows.append("|---" * (len(part.columns) + 1) + "|")
    for row in part.rows:
        cells = ["<br>".join(line_words(line) for line in cell) for cell in row.cells]
        rows.append("| " + " | ".join([f"**{escape(row.label)}**", *cells]) + " |")
    return f"**{escape(part.caption)}**\n\n" + "\n".join(rows)


def references(publication: Publication) -> str:
    """The list of references, numbered where the style numbers."""
    return "\n".join(
        f"{f'{e.number}.' if e.number else '-'} {line_words(e.line)}"
        for e in publication.references
    )


def line_words(line: Line) -> str:
    """A line with its tones as Markdown."""
    return at_start("".join(_run(run) for run in line).lstrip(" "))


def _run(run: Run) -> str:
    match run.tone:
        case Tone.RAISED:
            return f"<sup>{inside(run.text)}</sup>"
        case Tone.CITED:
            return run.text if _NUMBERS.fullmatch(run.text) else inside(run.text)
        case Tone.EMPHASIS:
            words = _toned("*", run.text)
        case Tone.STRONG:
            words = _toned("**", run.text)
        case Tone.PLAIN:
            words = inside(run.text)
        case _:
            assert_never(run.tone)
    link = safe_link(run.link)
    if link and run.text == link and run.tone is Tone.PLAIN:
        return f"<{link}>"
    return f"[{words}](<{link}>)" if link else words
