"""Short codes that a marker keeps: a sum of its text, and for each fact what it rested on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from kb.ask.base import KnowledgeBase
from kb.model.treatment import fields
from kb.publish.facts import Fact, fact
from kb.publish.stamp import LETTERS, NETWORK, RELATION, Key, field_code

WHAT = ("value", "conditions", "sources")


def body_sum(body: str) -> str:
    """A sum of a block's text that no change of line ends or trailing blanks disturbs."""
    plain = "\n".join(line.strip() for line in body.replace("\r\n", "\n").strip().split("\n"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def fact_codes(base: KnowledgeBase, keys: Iterable[Key]) -> dict[Key, str]:
    """For each fact four letters: two for its values, one for conditions, one for sources.

    A fact that is no longer recorded has none.
    """
    found = {key: fact(base, key) for key in keys}
    return {key: _code(one) for key, one in found.items() if one is not None}


def _code(found: Fact) -> str:
    parts = (found.values, found.conditions, found.sources)
    return "".join(_letters(words, size) for words, size in zip(parts, (2, 1, 1), strict=True))


def _letters(words: Sequence[str], size: int) -> str:
    number = int.from_bytes(
        hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).digest()[:8], "big"
    )
    return "".join(LETTERS[(number >> (5 * at)) & 31] for at in range(size))


def packed(codes: dict[Key, str]) -> str:
    """Codes as one word: ids, then for each field its code and one code a record.

    After further colons stand relations, and for each network its pairs, each with their codes.
    """
    own = {key: code for key, code in codes.items() if not _further(key[1])}
    ids = list(dict.fromkeys(record for record, _ in own))
    groups = []
    for path in dict.fromkeys(path for _, path in own):
        row = "".join(own.get((record, path), "----") for record in ids)
        groups.append(field_code(path) + row)
    parts = [",".join(ids), ".".join(groups)]
    for path in dict.fromkeys(path for _, path in codes if _further(path)):
        rest = {name: code for (name, at), code in codes.items() if at == path}
        parts += [path, ",".join(rest), "".join(rest.values())]
    return ":".join(parts)


def _further(path: str) -> bool:
    return path == RELATION or path.startswith(NETWORK)


def unpacked(word: str) -> dict[Key, str]:
    """The codes of a marker; what cannot be read is left out."""
    ids_word, groups, *further = word.split(":") if ":" in word else (word, "")
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
    for kind, names, stream in zip(further[::3], further[1::3], further[2::3], strict=False):
        for at, name in enumerate(names.split(",")):
            code = stream[4 * at : 4 * at + 4]
            if _further(kind) and re.fullmatch(r"[a-z0-9]{4}", code):
                found[name, kind] = code
    return found


def changed_in(old: str, new: str) -> str:
    """What differs between two codes: "value", "conditions and sources"."""
    pairs = ((old[:2], new[:2]), (old[2:3], new[2:3]), (old[3:], new[3:]))
    words = [what for what, (a, b) in zip(WHAT, pairs, strict=True) if a != b]
    if words[:2] == ["value", "conditions"]:
        words.remove("conditions")
    return " and ".join(words)
