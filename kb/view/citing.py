"""Numbering of sources in the order in which they are first cited, and their words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.model.claim import Claim, Gap
from kb.model.source import Source
from kb.view.document import NBSP, Reference, References


class Citations:
    """Gives each source a number when it is first cited, and counts what must be reported."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._numbers: dict[str, int] = {}
        self._read: dict[str, str] = {}
        self._locators: dict[str, list[str]] = {}
        self.unread = 0
        self.overdue: set[int] = set()

    def mark(self, entry: Claim[Any] | Gap) -> str:
        """ "[1,2]" for the sources of a claim or gap, with ? if nobody has read them."""
        numbers = [self._number(c.source, c.locator, entry) for c in entry.cite]
        unread = isinstance(entry, Claim) and entry.unread
        self.unread += unread
        if is_overdue(entry, self.base):
            self.overdue.update(numbers)
        text = f"[{','.join(str(n) for n in sorted(set(numbers)))}]" if numbers else ""
        return f"{text}?" if unread else text

    def _number(self, source: str, locator: str, entry: Claim[Any] | Gap) -> int:
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        places = self._locators.setdefault(source, [])
        if locator and locator not in places:
            places.append(locator)
        if entry.last_read:
            day = entry.last_read.isoformat()
            self._read[source] = max(day, self._read.get(source, ""))
        return number

    def references(self) -> References:
        """The numbered list of every source cited so far."""
        return References(
            tuple(
                Reference(
                    number,
                    source_words(self.base.sources[source])
                    if source in self.base.sources
                    else source,
                    self.base.sources[source].address if source in self.base.sources else "",
                    f"read {self._read[source]}" if source in self._read else "not yet read",
                )
                for source, number in self._numbers.items()
            )
        )


def is_overdue(entry: Claim[Any] | Gap, base: KnowledgeBase) -> bool:
    """Whether a claim's last reading is a year or more ago."""
    last = entry.last_read
    return last is not None and (base.today - last).days > REVIEW_DAYS


REVIEW_DAYS = 365
"""Days after which a claim must be read again in its source."""


def source_words(source: Source) -> str:
    """A source in one line: authors, year, title, where it appeared, identifiers, copy read."""
    year = source.edition or source.year or "undated"
    where = source.journal or (
        f"{source.jurisdiction.label} {source.type.label}"
        if source.jurisdiction
        else source.type.label
    )
    if not source.journal:
        where = f"{where}, {year}"
    elif not source.authors and source.year:
        where = f"{where} {source.year}"
    parts: Iterable[str] = (
        f"{source.authors} {source.year or ''}".strip() if source.authors else "",
        source.title.rstrip("."),
        where,
        f"doi:{source.doi}" if source.doi else "",
        f"PMID{NBSP}{source.pmid}" if source.pmid else "",
        f"({source.copy_read})" if source.copy_read else "",
    )
    return _sentences(part for part in parts if part)


def _sentences(parts: Iterable[str]) -> str:
    """The parts with a stop between them, unless a part ends as a question or an exclamation."""
    text = ""
    for part in parts:
        gap = "" if not text else " " if text.endswith(("?", "!")) else ". "
        text += gap + part
    return text
