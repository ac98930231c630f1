"""Markers in an article: `<!-- kb:KIND … -->` and `<!-- /kb -->`, with their places.

In Markdown, fenced code and code spans are skipped. A marker within another comment is a note.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.problems import Place, Problem

KINDS = ("compare", "relations", "summary", "value", "caveats", "references", "stamp")
_COMMENT = re.compile(r"<!--[ \t]*(?P<inner>/?kb\b[^\n]*?)[ \t]*-->")
_OPEN_ONLY = re.compile(r"<!--[ \t]*/?kb\b")
_KEPT = re.compile(r" sum=[0-9a-f]+(?: facts=[\w,:.+-]+)?(?= -->)")
"""What sync keeps in a marker for itself; messages leave it out."""
MOST = 2_000
"""Markers in one article; a longer text is several articles."""
MOST_PROBLEMS = 100
"""Faults of markers that are shown: each quotes its line, and a line may be the whole text."""
WIDEST = 24
"""Characters that a caret line marks at most; the rest of a marker is its arguments."""
_FENCE = re.compile(r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<fence>`{3,}|~{3,})", re.M)


@dataclass(frozen=True, slots=True)
class Block:
    """One marker pair. Positions are offsets in the text of the article."""

    kind: str
    names: tuple[str, ...]
    options: dict[str, str]
    start: int
    body: int
    end: int
    stop: int
    indent: str
    newline: str
    inline: bool
    place: Place

    @property
    def written(self) -> str:
        """The marker as the writer wrote it, without what sync adds."""
        keep = {k: v for k, v in self.options.items() if k not in ("sum", "facts")}
        words = [f"kb:{self.kind}", *map(_quoted, self.names)]
        return " ".join([*words, *(f"{key}={_quoted(value)}" for key, value in keep.items())])


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its blocks, and what is wrong with its markers."""

    text: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    html: bool


def parse_article(text: str, shown: str, *, html: bool) -> Article:
    """The article in `text`; `shown` is its name in messages. Problems are collected."""
    code = [] if html else list(skipped_ranges(text))
    skipped = [*code, *comments(text, code)]
    problems: list[Problem] = []
    blocks: list[Block] = []
    opened: tuple[re.Match[str], Place] | None = None
    starts = [low for low, _ in skipped]
    for count, match in enumerate(_OPEN_ONLY.finditer(text)):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < skipped[at][1]:
            continue
        if count >= 2 * MOST or len(problems) >= MOST_PROBLEMS:
            opened = None
            what = f"more than {MOST:,} markers" if count >= 2 * MOST else "more faulty markers"
            place = place_at(text, match.start(), shown)
            problems.append(Problem("E009", what, "Divide the article, or mend it first.", place))
            break
        whole = _COMMENT.match(text, match.start())
        place = place_at(text, match.start(), shown, len((whole or match)[0]))
        if whole is None:
            problems.append(_problem(*_NO_END, place))
        elif whole["inner"] == "/kb":
            if opened is None:
                problems.append(_problem(*_NO_START, place))
            else:
                block, faults = _block(text, opened[0], whole, opened[1])
                problems += faults
                blocks += [block] if block else []
            opened = None
        elif opened is not None:
            problems.append(_inside(opened[1].line, place))
        else:
            opened = (whole, place)
    if opened is not None:
        problems.append(_problem(*_NEVER_CLOSED, opened[1]))
    return Article(text, tuple(blocks), tuple(problems), html)


_NO_END = ("E601", "a marker that does not end on its line", "End the comment with -->.")
_NEVER_CLOSED = (
    "E601", "a marker that is never closed", "Add <!-- /kb --> after the text that it fills."
)  # fmt: skip
_NO_START = (
    "E602", "an end marker without a beginning", "Remove it, or write <!-- kb:… --> before it."
)  # fmt: skip


def _inside(line: int, place: Place) -> Problem:
    message = f"a marker inside another one, which begins in line {line}"
    return Problem("E602", message, "End the first with <!-- /kb -->.", place)


def _problem(code: str, message: str, remedy: str, place: Place) -> Problem:
    return Problem(code, message, remedy, place)


def place_at(text: str, offset: int, shown: str, width: int = 1) -> Place:
    """The place of an offset: line and column from 1, with the line for the caret."""
    start = text.rfind("\n", 0, offset) + 1
    start += text.startswith("\ufeff", start)
    end = text.find("\n", offset)
    snippet = text[start : end if end >= 0 else len(text)].rstrip("\r")
    kept = _KEPT.sub("", snippet[offset - start :])
    width = min(width, len(_KEPT.sub("", text[offset : offset + width])), WIDEST)
    snippet = snippet[: offset - start] + kept
    return Place(shown, text.count("\n", 0, offset) + 1, offset - start + 1, snippet, width)


def comments(text: str, code: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Comments that are no markers: what stands in them is a note, not an article.

    One that nobody closed hides nothing, or a slip would leave the rest of an article as it is.
    """
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        inside = next((high for low, high in code if low <= start < high), None)
        if inside is not None:
            at = inside
        elif end < 0:
            return
        else:
            if not _OPEN_ONLY.match(text, start):
                yield start, end + 3
            at = end + 3


def skipped_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Fenced code and code spans of Markdown, as offsets."""
    at = 0
    while fence := _FENCE.search(text, at):
        yield from _spans(text, at, fence.start())
        sign = re.escape(fence["fence"][0])
        close = re.compile(rf"^[ \t>]*{sign}{{{len(fence['fence'])},}}[ \t]*\r?$", re.M)
        line = text.find("\n", fence.end())
        end = close.search(text, line if line >= 0 else len(text))
        at = end.end() if end else len(text)
        yield fence.start(), at
    yield from _spans(text, at, len(text))


def _spans(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    for span in re.finditer(r"(?<!`)(`+)(?!`)([^\n]*?)(?<!`)\1(?!`)", text[low:high]):
        yield low + span.start(), low + span.end()


def _block(
    text: str, head: re.Match[str], tail: re.Match[str], place: Place
) -> tuple[Block | None, list[Problem]]:
    line = text.rfind("\n", 0, head.start()) + 1
    before = text[line : head.start()].lstrip("\ufeff")
    after = text[head.end() : head.end() + 2]
    inline = bool(before.strip(" \t>")) or not (after.startswith(("\n", "\r\n")))
    kind, names, options, wrong = _arguments(head["inner"])
    if wrong:
        return None, [Problem("E603", wrong, _REMEDY, place)]
    if inline and kind != "value":
        message = f"kb:{kind} does not stand on a line of its own"
        return None, [Problem("E603", message, "Put both markers on lines of their own.", place)]
    newline = "\r\n" if after.startswith("\r\n") else "\n"
    indent = "" if inline else before
    return (
        Block(kind, names, options, head.start(), head.end(), tail.start(), tail.end(),
              indent, newline, inline, place),
        [],
    )  # fmt: skip


_REMEDY = "Write one of: " + ", ".join(f"kb:{kind}" for kind in KINDS) + "; see docs/articles.md."
OPTIONS = {
    "compare": {"fields", "length"}, "relations": {"length"},
    "summary": {"length", "audience"}, "value": {"for", "show"}, "caveats": {"audience"},
    "references": {"style", "locale"}, "stamp": set(),
}  # fmt: skip

FORMS = {"compare": "NAME NAME", "relations": "NAME NAME", "summary": "NAME",
         "value": "RECORD.FIELD", "caveats": "NAME"}  # fmt: skip
"""The least that must be named."""


def _arguments(inner: str) -> tuple[str, tuple[str, ...], dict[str, str], str]:
    """Kind, names and options of a marker; the last item says what is wrong, if anything."""
    head, _, rest = inner.partition(" ")
    kind = head.removeprefix("kb:")
    if not head.startswith("kb:") or kind not in KINDS:
        return "", (), {}, f'"{head}" is no marker'
    names: list[str] = []
    options: dict[str, str] = {}
    for word in re.findall(r'[\w-]+="[^"]*"|"[^"]*"|\S+', rest):
        key, equals, value = word.partition("=")
        if not equals:
            names.append(word.strip('"'))
        elif key in OPTIONS[kind] | {"sum", "facts"}:
            options[key] = value.strip('"')
        else:
            return "", (), {}, f'kb:{kind} has no option "{key}"'
    form = FORMS.get(kind, "")
    least = len(form.split())
    if len(names) < least or (kind in ("summary", "value") and len(names) != 1):
        count = f"{least} name{'s' if least != 1 else ''}"
        return "", (), {}, f"kb:{kind} needs {count}: kb:{kind} {form}"
    return kind, tuple(names), options, ""
