"""A draft as paragraphs and sentences, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.article.marks import parse_article, skipped_ranges

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*(?:[.!?]+[\"”')\]]*|$)")
_OPENS = re.compile(r"(?P<comment><!--)|(?P<code><(?:script|style)\b)|(?P<tag></?[A-Za-z])")
_CLOSES = {"comment": re.compile("-->"), "code": re.compile("</(?:script|style)>"),
           "tag": re.compile(">")}  # fmt: skip
LONGEST = 1_000
"""Characters of a sentence. What is longer is a list or a table, and is read in pieces."""
_BLANK = re.compile(r"[^\n]")
_BLANKS = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|#160|#8239|#8201|#x(?:00)?a0|#x202f|#x2009);|\r", re.I
)
"""What is a blank to a reader, and would part a number from its unit or hide a blank line."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words on one line, where it starts, in which paragraph it stands."""

    words: str
    start: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft. `plain` is the text with markup, code and filled blocks blanked out, so that
    every offset in it is an offset in `text`."""

    text: str
    name: str
    plain: str
    paragraphs: tuple[tuple[int, str], ...]
    sentences: tuple[Sentence, ...]


def parse_draft(text: str, name: str, *, html: bool) -> Draft:
    """The draft in `text`. Blocks filled by `kb sync` are left out: they are checked there."""
    plain = _blanked(text, name, html=html)
    # A blank line parts paragraphs; a line of 200 characters and more is one by itself.
    paragraphs: list[tuple[int, str]] = []
    for match in re.finditer(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*", plain):
        paragraphs += _split_long(match.start(), match[0])
    kept = tuple((at, words) for at, words in paragraphs if re.search(r"[A-Za-z]{2}", words))
    sentences = tuple(
        Sentence(" ".join(piece.split()), at + start + len(piece) - len(piece.lstrip()), number)
        for number, (at, words) in enumerate(kept)
        for start, piece in _pieces(words)
        if piece.strip()
    )
    return Draft(text, name, plain, kept, sentences)


def _split_long(start: int, words: str) -> list[tuple[int, str]]:
    if max(len(line) for line in words.split("\n")) < 200:
        return [(start, words)]
    found, at = [], start
    for line in words.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _pieces(words: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with their offsets, very long ones in pieces."""
    for match in _SENTENCE.finditer(words):
        at, end = match.span()
        while end - at > LONGEST:
            stop = words.rfind(" ", at + 1, at + LONGEST)
            stop = stop if stop > 0 else at + LONGEST
            yield at, words[at:stop]
            at = stop
        yield at, words[at:end]


def _unread(text: str) -> Iterator[tuple[int, int]]:
    """Comments, scripts, styles and tags, as offsets; what is never closed is text."""
    at, never = 0, set()
    for opened in _OPENS.finditer(text):
        if opened.start() < at:
            continue
        kinds = [opened.lastgroup or ""]
        # A script that is never closed is still a tag.
        for kind in kinds if kinds != ["code"] else ["code", "tag"]:
            closed = None if kind in never else _CLOSES[kind].search(text, opened.end())
            if closed is not None:
                at = closed.end()
                yield opened.start(), at
                break
            never.add(kind)


def _blanked(text: str, name: str, *, html: bool) -> str:
    ranges = [] if html else list(skipped_ranges(text))
    article = parse_article(text, name, html=html)
    ranges += [(block.start, block.stop) for block in article.blocks]
    ranges += _unread(text)
    if re.match(r"\ufeff?---\r?\n", text):
        end = text.find("\n---", 4)
        ranges += [(0, end + 4)] if end > 0 else []
    parts: list[str] = []
    at = 0
    for low, high in sorted(ranges):
        low = max(low, at)
        if low < high:
            parts += (text[at:low], _BLANK.sub(" ", text[low:high]))
            at = high
    chars = "".join([*parts, text[at:]])
    chars = _BLANKS.sub(lambda m: " " * len(m[0]), chars)
    return re.sub(r"(?m)^([ \t]*)(#{1,6}|[-*+>]|\d+[.)])(?=[ \t])",
                  lambda m: m[1] + " " * len(m[2]), chars)  # fmt: skip
