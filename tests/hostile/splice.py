"""Hostile words, put into every text of a knowledge base past all validation."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum
from itertools import cycle
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.load.codec import _built
from kb.model.frame import BaseModel

EVIL = [
    "\x1b[31mred\x1b[0m", "\x1b]8;;https://example.org\x07x\x1b]8;;\x07", "\x1b]0;title\x07", "\x9b31m", "\x90q\x9c",
    "\x00", "\x07", "\x08\x08", "\x7f", "\r", "\r\n# x", "\n", "\n\n- x", "\x0b", "\x0c", "\x85", "\u2028", "\u2029",
    "\u202eevil\u202c", "\u2066x\u2069", "\u200bzero", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u2800",
    "\ufe0f", "\U000e0041", "\ufffe", "\uffff", "\U0001ffff", "\ud800", "\ue000", "\ufff9",
    "[bold]x[/bold]", "[link=https://example.org]x[/link]", ":smile:", "[/]",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></table><h1>", "<!--", "-->", "]]>", "&lt;b&gt;",
    "&#x3c;b&#x3e;", "\"onmouseover=\"x", "'onmouseover='x", "</title><script>", "</style>", "javascript:alert(1)",
    "<svg/onload=x>", "<a href=javascript:x>y</a>", "{{7*7}}", "{% raw %}", "${x}", "#{x}", "<%= x %>",
    "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", " =1", "＝1", "|x", "%x", "=HYPERLINK(\"x\")",
    "# heading", "## x", "> quote", "- item", "* item", "+ item", "1. item", "1) item", "---", "===", "***", "___",
    "```\ncode", "~~~", "    code", "`code`", "**bold**", "_em_", "~~gone~~", "![x](javascript:y)", "[x](javascript:y)",
    "[x]: https://example.org", "<https://example.org>", "https://example.org/x", "www.example.org", "a@example.org",
    "a|b", "|---|", "\\", "\\|", "$x$", "$$", "^x^", "~x~", "[^1]", "| a | b |", "x\\", "!", "!!x", "&amp;", "%0a",
]  # fmt: skip


def spliced(value: Any, evil: Iterator[str]) -> Any:
    """`value` with the next of `evil` before and behind every text in it, below its ids."""
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, str):
        word = next(evil)
        return f"{word}{value}{word}"
    if isinstance(value, tuple):
        return tuple(spliced(part, evil) for part in value)
    if isinstance(value, BaseModel):
        kept = {
            "id",
            "source",
            "class_id",
            "place",
            "of",
            "against",
            "from_ids",
            "to_ids",
            "with_ids",
            "link",
            "doi",  # addresses are judged by safe_link alone
        }
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        found = {n: p if n in kept else spliced(p, evil) for n, p in parts.items()}
        return _built(type(value), found)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [
            field.name
            for field in dataclasses.fields(value)
            if field.name not in ("word", "measure")
        ]
        return dataclasses.replace(
            value, **{name: spliced(getattr(value, name), evil) for name in names}
        )
    return value


def hostile_base(base: KnowledgeBase, *evil: str) -> KnowledgeBase:
    """A copy of `base` with hostile words in every text of every record and source: with each in
    turn, so that many are tried at once and yet each begins and ends a text of its own."""
    words = cycle(evil)

    def copies(records: Any) -> dict[str, Any]:
        return {key: spliced(record, words) for key, record in records.items()}

    return KnowledgeBase(
        copies(base.treatments), copies(base.sources), base.today,
        copies(base.relations), copies(base.concomitants), copies(base.populations),
    )  # fmt: skip
