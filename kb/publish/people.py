"""Authors, read from the one line in which a source records them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.model.source import Source

_PERSON = re.compile(
    r"(?P<family>(?:(?:van|von|de|der|den|del|di|da|la|le) )*[A-ZÀ-Þ][\w'’.-]*"
    r"(?: (?:[a-z]{2,4}|[A-ZÀ-Þ][\w'’-]{2,}))*) "
    r"(?P<given>[A-ZÀ-Þ]{1,4})"
)
_ABSENT = re.compile(
    r"\bnot (?:stated|seen|shown|named)\b|^not in\b|"
    r"^(?:maker,|several makers|seller page|anonymous|copied|translated|repackaged|table of)",
    re.IGNORECASE,
)
"""A note on the copy in the place of an author."""
_BODIES = frozenset({
    "LLC", "ULC", "UK", "US", "USA", "EU", "AG", "SA", "BV", "NV", "AB", "AS", "KG", "PLC", "LP",
})  # fmt: skip
"""Legal forms and countries after the name of a company. In a journal they may be initials."""


@dataclass(frozen=True, slots=True)
class Author:
    """A person with initials, or a body under `family` without any."""

    family: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Authors:
    """Authors as recorded; `others` where the record itself says "et al."."""

    names: tuple[Author, ...]
    others: bool = False


def authors_of(source: Source) -> Authors:
    """The authors of a source; none where the record says that they were not seen."""
    text = (source.authors or "").strip()
    if not text or _ABSENT.search(text):
        return Authors(())
    others = text.endswith("et al.")
    text = text.removesuffix("et al.").strip().rstrip(",")
    parts = [re.sub(r" \(.*\)$", "", part.strip()) for part in text.split(",")]
    people = [_PERSON.fullmatch(part) for part in parts]
    found = tuple(Author(p["family"], p["given"]) for p in people if p)
    if not source.journal and any(author.initials in _BODIES for author in found):
        found = ()
    if len(found) == len(parts):
        return Authors(found, others)
    return Authors((Author(text),), others)
