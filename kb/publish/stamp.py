"""The stamp: one line that says which facts a text rests on, and survives Word and a CMS.

`kb1 · data 2026-11-24 1a2b3c4d5e6f · facts 0123456789 · read 2026-11-24 · ids · codes · end`.
After the ids come groups: three letters that stand for a field, then for each id two letters of
the fact's fingerprint, or `00` where that record's field was not used. Blanks, line breaks, case,
quotation signs, marks of quoted mail, ligatures and look-alike hyphens and dots do no harm,
whatever Word, a CMS or a mail program does with them. What shows every fact of its records has one
group, `all`, with a code for each record. Before the end, where the text shows more, stand threes:
`among` (or `touching`, `named`), ids of relations, two letters for each; `net-response`, treatments
of that network, two letters for each pair of them, the first with all others first. Older stamps
have none of them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kb.invisible import is_invisible
from kb.model.treatment import fields

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 signs that are not taken for one another."""

WHOLE = "all"
"""Stands for a record with all that its fields show; no field's code has its letters."""
NONE = "00"
"""No fact. Two hyphens stood for it once, which typographers turn into a dash."""

RELATION = "relation"
"""In place of a field: the key is a relation's id, or "all" for every one between the records."""
NETWORK = "net-"
"""How what stands in place of a field begins for an estimate; the id of the network follows."""

Key = tuple[str, str]
Facts = Mapping[Key, str]


class NoStamp(ValueError):
    """The text holds no stamp that can be read; the message says what was found."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp taken apart. `codes` maps (record, field code) to the two letters.

    For relations and estimates the second word of the key stands as it is. `scope` says which
    relations the text showed: "among" its records, "touching" any, those "named"; "" for none.
    """

    data: str
    facts: str
    read: str
    ids: tuple[str, ...]
    codes: dict[Key, str]
    scope: str = ""


def field_code(path: str) -> str:
    """Three letters that stand for a field, whatever other fields there are."""
    if path == WHOLE:
        return WHOLE
    return _letters(hashlib.sha256(path.encode()).digest(), 3)


def fact_code(print_: str) -> str:
    """Two letters of a fingerprint: a change goes unseen once in 1,024 times, and then the hash
    over all facts still shows that something changed."""
    return _letters(hashlib.sha256(print_.encode()).digest(), 2)


def row_code(print_: str) -> str:
    """Eight signs for a row of data; the hyphen keeps a spreadsheet from reading a number."""
    return f"f-{_letters(hashlib.sha256(print_.encode()).digest(), 6)}"


def _letters(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest[:8], "big")
    return "".join(LETTERS[(number >> (5 * at)) & 31] for at in range(count))


def facts_hash(facts: Facts) -> str:
    """One hash over every fact used."""
    text = "\n".join(f"{r} {p} {facts[r, p]}" for r, p in sorted(facts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def stamp_line(facts: Facts, data: str, read: str, scope: str = "") -> str:
    """The stamp of a text that used `facts`: data version, then day of the last reading.

    `scope` says which relations the text shows, so that one that is new is known for such.
    """
    ids = sorted({record for record, path in facts if _of_record(path)})
    groups = []
    for path in (*fields(), WHOLE):
        used = [facts.get((record, path)) for record in ids]
        if any(used):
            codes = "".join(fact_code(one) if one else NONE for one in used)
            groups.append(field_code(path) + codes)
    parts = ["kb1", f"data {data}", f"facts {facts_hash(facts)}", f"read {read}"]
    parts += [" + ".join(ids), " ".join(groups)]
    if scope or any(path == RELATION for _, path in facts):
        parts += _relations(facts, scope or "named")
    for path in sorted({path for _, path in facts if path.startswith(NETWORK)}):
        parts += _estimates(facts, path)
    return " · ".join((*parts, "end"))


def _of_record(path: str) -> bool:
    return path != RELATION and not path.startswith(NETWORK)


def _relations(facts: Facts, scope: str) -> list[str]:
    found = sorted(name for name, path in facts if path == RELATION)
    codes = (fact_code(facts[name, RELATION]) for name in found)
    return [scope, " + ".join(found), " ".join(codes)]


def _estimates(facts: Facts, path: str) -> list[str]:
    """Treatments in order, then a code for each pair of them, the first with all others first."""
    names = sorted({end for pair, at in facts if at == path for end in pair.split("+")})
    rows = []
    for at, one in enumerate(names[:-1]):
        prints = (facts.get((f"{one}+{other}", path)) for other in names[at + 1 :])
        rows.append("".join(fact_code(found) if found else NONE for found in prints))
    return [path, " + ".join(names), " ".join(rows)]


_STAMP = re.compile(
    r"kb1·data(?P<day>\d{4}-\d\d-\d\d|undated)(?P<hash>[0-9a-f]{12})·facts(?P<facts>[0-9a-f]{10})·"
    r"read(?P<read>\d{4}-\d\d-\d\d|never)·(?P<ids>[a-z0-9+_-]*)·(?P<codes>[a-z0-9-]*)"
    r"(?P<more>(?:·(?:among|named|touching|net-[a-z0-9-]+)·[a-z0-9+_-]*·[a-z0-9-]*)*?)·end"
)
_ALIKE = {
    ord(sign): plain
    for signs, plain in (
        ("\u2010\u2011\u2012\u2013\u2212\ufe63", "-"), ("\u2014\u2015", "--"),
        ("\u2022\u2027\u2219\u22c5\u2e31\u30fb\u0387", "·"),
    )
    for sign in signs
}  # fmt: skip
_QUOTED = re.compile(r"^[ \t]*(?:[>|][ \t]?)+", re.MULTILINE)
"""Marks that mail programs set before lines."""


def find_stamps(text: str) -> list[Stamp]:
    """Every stamp in a text, each once, in order.

    Raises NoStamp if one begins and cannot be read to its end.
    """
    found: list[Stamp] = []
    flat = _flat(text)
    for match in re.finditer(r"kb1·data", flat):
        whole = _STAMP.match(flat, match.start())
        if whole is None:
            raise NoStamp("A stamp begins here but is cut off or altered.")
        stamp = _taken_apart(whole)
        if stamp not in found:
            found.append(stamp)
    return found


def _flat(text: str) -> str:
    """The text without what carries no meaning in a stamp."""
    flat = unicodedata.normalize("NFKC", _QUOTED.sub("", text)).translate(_ALIKE).lower()
    return "".join(char for char in flat if not (char.isspace() or is_invisible(char)))


def _taken_apart(match: re.Match[str]) -> Stamp:
    ids = tuple(filter(None, match["ids"].split("+")))
    size = 3 + 2 * len(ids)
    codes: dict[Key, str] = {}
    stream = match["codes"]
    known = {field_code(path) for path in (*fields(), WHOLE)}
    for at in range(0, len(stream) - size + 1, size):
        group = stream[at : at + size]
        if group[:3] not in known:
            continue
        for place, record in enumerate(ids):
            code = group[3 + 2 * place : 5 + 2 * place]
            if code not in (NONE, "--"):
                codes[record, group[:3]] = code
    scope = _taken_further(match["more"], codes)
    return Stamp(
        f"{match['day']} {match['hash']}", match["facts"], match["read"], ids, codes, scope
    )


def _taken_further(text: str, codes: dict[Key, str]) -> str:
    """Adds the codes of relations and estimates to `codes`; gives the scope of the relations."""
    parts = text.split("·")[1:]
    scope = ""
    for kind, names_word, stream in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        names = names_word.split("+") if names_word else []
        if kind.startswith(NETWORK):
            keys = [(f"{a}+{b}", kind) for at, a in enumerate(names) for b in names[at + 1 :]]
        else:
            scope, keys = kind, [(name, RELATION) for name in names]
        for at, key in enumerate(keys):
            code = stream[2 * at : 2 * at + 2]
            if code not in (NONE, "--", ""):
                codes[key] = code
    return scope
