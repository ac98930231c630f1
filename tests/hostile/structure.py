"""What a reader of a format makes of a text: tags, tokens, columns and keys, without the words."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = frozenset(
    {
        "alt",
        "aria-label",
        "content",
        "abbr",
        "data-head",
        "data-label",
        "data-name",
        "data-words",
        "data-sort",
        "title",
    }
)
"""Attributes that hold words."""


class Tags(HTMLParser):
    """The tags and attributes of a page, in order, without values that are words or addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(
            (
                tag,
                [
                    (n, None if n == "href" or n in OURS else v)
                    for n, v in attrs
                    if not is_place(tag, n)
                ],
            )
        )
        assert not any(n.startswith("on") for n, _ in attrs)
        assert all(
            (v or "").startswith(("https://", "#")) for n, v in attrs if n in ("href", "src")
        )

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.seen.append("comment")


def is_place(tag: str, attribute: str) -> bool:
    """Whether an attribute of a picture moves with the length of its words."""
    return tag in ("svg", "text", "rect", "line", "circle", "path", "tspan", "g") and attribute in (
        "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "d", "height", "viewbox", "width", "text-anchor",
    )  # fmt: skip


def html_structure(text: str) -> list[Any]:
    parser = Tags()
    parser.feed(text)
    parser.close()
    return [seen for seen in parser.seen if not _is_line(seen)]


def _is_line(seen: Any) -> bool:
    """A line of a picture's words: there are as many as the words need."""
    return seen == "/text" or (isinstance(seen, tuple) and seen[0] == "text")


def markdown_structure(text: str) -> list[Any]:
    found: list[Any] = []
    for token in MARKDOWN.parse(text):
        found.append((token.type, token.tag))
        kinds = [c.type if c.type != "html_inline" else c.content for c in token.children or ()]
        found += [kind for kind in kinds if kind not in ("text", "text_special")]
    return found


def csv_structure(text: str) -> list[int]:
    rows = list(csv.reader(io.StringIO(text)))
    for row in rows:
        for cell in row:
            assert not cell.lstrip().startswith(
                ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
            ), cell
    return [len(row) for row in rows]


def json_structure(text: str) -> Any:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            # How many authors a line of words holds is read from the words.
            return {k: "people" if k == "author" else shape(part) for k, part in value.items()}
        return [shape(part) for part in value] if isinstance(value, list) else type(value).__name__

    return shape(json.loads(text))


def ris_structure(text: str) -> list[str]:
    lines = text.split("\n")
    assert all(not line or re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    # How many authors a line of words holds is read from the words.
    return [line[:6] for line in lines if line[:2] != "AU"]


def words_of(value: Any) -> list[str]:
    """Every text in plain data, keys and values alike, in order."""
    if isinstance(value, dict):
        return [word for pair in value.items() for part in pair for word in words_of(part)]
    if isinstance(value, list):
        return [word for part in value for word in words_of(part)]
    return [value] if isinstance(value, str) else []


def difference(found: Any, expected: Any) -> str:
    """Where two structures differ first; "" if they are the same. Quicker than a list of all."""
    if found == expected:
        return ""
    if not (isinstance(found, list) and isinstance(expected, list)):
        return f"{str(found)[:300]} is not {str(expected)[:300]}"
    pairs = zip(found, expected, strict=False)
    at = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(found), len(expected)))
    return f"at {at}: {found[max(0, at - 3) : at + 3]} is not {expected[max(0, at - 3) : at + 3]}"
