"""The stamp: one line that says which facts a text rests on, and survives Word and a CMS.

`kb1 · data 2026-11-24 1a2b3c4d5e6f · facts 0123456789 · read 2026-11-24 · ids · codes`. After
the ids come groups: three letters that stand for a field, then for each id two letters of the
fact's fingerprint, or `--` where that record's field was not used. Everything is lower-case
letters, digits and hyphens, so that case, smart quotes and line breaks do no harm.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kb.model.treatment import fields

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 signs that are not taken for one another."""

Facts = Mapping[tuple[str, str], str]


class NoStamp(ValueError):
    """The text holds no stamp that can be read; the message says what was found."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp taken apart. `codes` maps (record, field code) to the two letters."""

    data: str
    facts: str
    read: str
    ids: tuple[str, ...]
    codes: dict[tuple[str, str], str]


def field_code(path: str) -> str:
    """Three letters that stand for a field, whatever other fields there are."""
    return _letters(hashlib.sha256(path.encode()).digest(), 3)


def fact_code(print_: str) -> str:
    """Two letters of a fingerprint: a change goes unseen once in 1,024 times, and then the hash
    over all facts still shows that something changed."""
    return _letters(hashlib.sha256(print_.encode()).digest(), 2)


def _letters(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest[:8], "big")
    return "".join(LETTERS[(number >> (5 * at)) & 31] for at in range(count))


def facts_hash(facts: Facts) -> str:
    """One hash over every fact used."""
    text = "\n".join(f"{r} {p} {facts[r, p]}" for r, p in sorted(facts))
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def stamp_line(facts: Facts, data: str, read: str) -> str:
    """The stamp of a text that used `facts`: data version, then day of the last reading."""
    ids = sorted({record for record, _ in facts})
    groups = []
    for path in fields():
        used = [facts.get((record, path)) for record in ids]
        if any(used):
            codes = "".join(fact_code(one) if one else "--" for one in used)
            groups.append(field_code(path) + codes)
    parts = ("kb1", f"data {data}", f"facts {facts_hash(facts)}", f"read {read}")
    return " · ".join((*parts, " ".join(ids), " ".join(groups)))


_STAMP = re.compile(
    r"kb1\s*·\s*data\s+(?P<data>\S+\s+[0-9a-z]+)\s*·\s*facts\s+(?P<facts>[0-9a-f]{10})\s*·\s*"
    r"read\s+(?P<read>[0-9-]+|never)\s*·\s*(?P<ids>[a-z0-9][a-z0-9 _-]*?)\s*·\s*"
    r"(?P<codes>[a-z0-9 -]+)"
)
_NOISE = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None, 0x2011: "-", 0x2010: "-",
          0x2013: "-", 0x2022: "·", 0x2219: "·", 0x22C5: "·"}  # fmt: skip


def find_stamps(text: str) -> list[Stamp]:
    """Every stamp in a text, in order, whatever blanks and line breaks stand inside them.

    Raises NoStamp if one begins and cannot be read to its end.
    """
    flat = re.sub(r"\s+", " ", text.translate(_NOISE)).lower()
    found = []
    for match in re.finditer(r"kb1 ?· ?data", flat):
        whole = _STAMP.match(flat, match.start())
        if whole is None:
            raise NoStamp("A stamp begins here but is cut off or altered.")
        found.append(_taken_apart(whole))
    return found


def _taken_apart(match: re.Match[str]) -> Stamp:
    ids = tuple(match["ids"].split())
    size = 3 + 2 * len(ids)
    codes: dict[tuple[str, str], str] = {}
    stream = match["codes"].replace(" ", "")
    known = {field_code(path) for path in fields()}
    for at in range(0, len(stream) - size + 1, size):
        group = stream[at : at + size]
        if group[:3] not in known:
            break
        for place, record in enumerate(ids):
            code = group[3 + 2 * place : 5 + 2 * place]
            if code != "--":
                codes[record, group[:3]] = code
    return Stamp(match["data"], match["facts"], match["read"], ids, codes)
