"""Short codes that a marker keeps: a sum of its text, and for each fact what it rested on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import Shown, shown
from kb.model.claim import Answer, Claim
from kb.model.treatment import fields
from kb.publish.stamp import LETTERS, field_code

Key = tuple[str, str]
"""A record and a field."""

WHAT = ("value", "conditions", "sources")


def body_sum(body: str) -> str:
    """A sum of a block's text that no change of line ends or trailing blanks disturbs."""
    plain = "\n".join(line.strip() for line in body.replace("\r\n", "\n").strip().split("\n"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def fact_codes(base: KnowledgeBase, keys: Iterable[Key]) -> dict[Key, str]:
    """For each fact four letters: two for its values, one for conditions, one for sources."""
    return {key: _code(shown(base, base.treatments[key[0]], key[1])) for key in keys}


def _code(view: Shown) -> str:
    parts: tuple[list[str], list[str], list[str]] = ([], [], [])
    for answer in (view.own, view.inherited):
        if answer is not None:
            for found, more in zip(parts, _parts(answer), strict=True):
                found += more
    return "".join(_letters(words, size) for words, size in zip(parts, (2, 1, 1), strict=True))


def _parts(answer: Answer[Any]) -> tuple[list[str], list[str], list[str]]:
    values, conditions, sources = [], [], []
    for entry in answer.entries:
        if isinstance(entry, Claim):
            words = f"{'not ' if entry.denied else ''}{entry.value.text}"
            values.append(words + "".join(f" but {o.value}" for o in entry.but))
            sure = entry.sure.value if entry.sure else ""
            conditions.append(f"{words}|{entry.when or ''}|{sure}|"
                              + ",".join(j.value for j in entry.jurisdictions))  # fmt: skip
        else:
            values.append(f"{entry.state.value} {entry.why or ''}")
        sources += [citation.source for citation in entry.cite]
    return sorted(values), sorted(conditions), sorted(set(sources))


def _letters(words: list[str], size: int) -> str:
    number = int.from_bytes(
        hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).digest()[:8], "big"
    )
    return "".join(LETTERS[(number >> (5 * at)) & 31] for at in range(size))


def packed(codes: dict[Key, str]) -> str:
    """Codes as one word: ids, then for each field its code and one code a record."""
    ids = list(dict.fromkeys(record for record, _ in codes))
    groups = []
    for path in dict.fromkeys(path for _, path in codes):
        row = "".join(codes.get((record, path), "----") for record in ids)
        groups.append(field_code(path) + row)
    return ":".join([",".join(ids), ".".join(groups)])


def unpacked(word: str) -> dict[Key, str]:
    """The codes of a marker; what cannot be read is left out."""
    ids_word, _, groups = word.partition(":")
    ids = ids_word.split(",")
    paths = {field_code(path): path for path in fields()}
    found: dict[Key, str] = {}
    for group in groups.split("."):
        path = paths.get(group[:3])
        if path is None or len(group) != 3 + 4 * len(ids):
            continue
        for at, record in enumerate(ids):
            code = group[3 + 4 * at : 7 + 4 * at]
            if re.fullmatch(r"[a-z0-9]{4}", code):
                found[record, path] = code
    return found


def changed_in(old: str, new: str) -> str:
    """What differs between two codes: "value", "conditions and sources"."""
    pairs = ((old[:2], new[:2]), (old[2:3], new[2:3]), (old[3:], new[3:]))
    words = [what for what, (a, b) in zip(WHAT, pairs, strict=True) if a != b]
    if words[:2] == ["value", "conditions"]:
        words.remove("conditions")
    return " and ".join(words)
