"""Bookkeeping while a text is written: which claims it states, which sources carry them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope
from kb.ask.inherit import Shown
from kb.model.claim import Citation, Claim, Gap
from kb.model.network import Network
from kb.model.relation import Relation
from kb.publish.choices import Style
from kb.publish.facts import fact, pair_key
from kb.publish.prints import fingerprint, relation_print
from kb.publish.stamp import RELATION, Key
from kb.publish.styles import author_year, reference, sort_key
from kb.view.citing import REVIEW_DAYS
from kb.view.publication import Entry, Run, Tone

Entries = Iterable[Claim[Any] | Gap]


class Ledger:
    """Numbers sources in the order in which a text first cites them, and notes every fact used.

    `facts` maps the key of each (see kb.publish.facts) to its fingerprint; `scope` says which
    relations are shown. `unread`, `overdue` and `overlays` are what a publication must own up to.
    """

    def __init__(self, base: KnowledgeBase, style: Style, raised: bool = False) -> None:
        """With `raised`, citations are raised numbers whatever the style of the references."""
        self.base = base
        self.style = style
        self.raised = raised or style is Style.AMA
        self.facts: dict[Key, str] = {}
        self.scope = Scope.NONE
        self.days: list[datetime.date] = []
        self.unread: dict[str, None] = {}
        self.overdue = 0
        self.overlays: dict[str, None] = {}
        self._numbers: dict[str, int] = {}
        self._read: dict[str, datetime.date] = {}

    def use(self, view: Shown) -> Shown:
        """Note that the text states what `view` holds."""
        self.facts[view.record.id, view.field.path] = fingerprint(view)
        return view

    def use_relation(self, relation: Relation) -> Relation:
        """Note that the text states what `relation` holds, and all others of its scope."""
        self.scope = Scope.AMONG
        self.facts[relation.id, RELATION] = relation_print(relation)
        return relation

    def use_estimate(self, network: Network, first: str, second: str) -> None:
        """Note that the text states what `network` says of two of its treatments."""
        key = pair_key(network, first, second)
        found = fact(self.base, key)
        if found is not None:
            self.facts[key] = found.print

    def mark(self, entries: Entries, more: Iterable[Citation] = ()) -> tuple[Run, ...]:
        """The citation of these claims in the house style; `more` are sources of objections."""
        cited: dict[str, None] = {}
        unread = False
        for entry in entries:
            unread |= isinstance(entry, Claim) and entry.unread
            self._note(entry)
            for citation in entry.cite:
                cited.setdefault(citation.source)
                self._dated(citation.source, entry.last_read)
        for citation in more:
            cited.setdefault(citation.source)
        for source in cited:
            self._numbers.setdefault(source, len(self._numbers) + 1)
        return self._runs(list(cited), unread)

    def number(self, source: str) -> int:
        """The number of a source, given when it is first cited."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def _note(self, entry: Claim[Any] | Gap) -> None:
        if entry.last_read:
            self.days.append(entry.last_read)
            self.overdue += (self.base.today - entry.last_read).days > REVIEW_DAYS
        elif isinstance(entry, Claim):
            self.unread.setdefault(entry.value.text)
        if entry.origin:
            self.overlays.setdefault(entry.origin)

    def _dated(self, source: str, day: datetime.date | None) -> None:
        if day and day > self._read.get(source, datetime.date.min):
            self._read[source] = day

    def _runs(self, cited: list[str], unread: bool) -> tuple[Run, ...]:
        if not cited:
            return ()
        mark = "?" if unread else ""
        if self.style is Style.APA and not self.raised:
            sources = [self.base.sources[s] for s in cited if s in self.base.sources]
            words = [author_year(s, self.suffix(s.id)) for s in sorted(sources, key=sort_key)]
            return (Run(f" ({'; '.join(words)}){mark}", Tone.CITED),)
        numbers = ranges(sorted(self._numbers[source] for source in cited))
        if self.raised:
            return (Run(f"{numbers}{mark}", Tone.RAISED),)
        return (Run(f" [{numbers}]{mark}", Tone.CITED),)

    def suffix(self, source_id: str) -> str:
        """The letter that tells two works of one author and year apart; it needs no reordering
        because it depends on every source of the base, not on those of one text."""
        source = self.base.sources[source_id]
        same = [s for s in self._by_words().get(author_year(source), ()) if s]
        return "" if len(same) < 2 else _letters(same.index(source_id))

    def _by_words(self) -> dict[str, list[str]]:
        if not hasattr(self, "_same"):
            self._same: dict[str, list[str]] = {}
            for source in self.base.sources.values():
                self._same.setdefault(author_year(source), []).append(source.id)
        return self._same

    def references(self) -> tuple[Entry, ...]:
        """The list of every source cited so far, in the order of the style."""
        known = [s for s in self._numbers if s in self.base.sources]
        plain = self.style is Style.APA and not self.raised
        if plain:
            known.sort(key=lambda s: sort_key(self.base.sources[s]))
        return tuple(
            Entry(
                source,
                0 if plain else self._numbers[source],
                reference(
                    self.base.sources[source],
                    self.style,
                    str(self._read.get(source, "")),
                    self.suffix(source) if self.style is Style.APA else "",
                ),
            )
            for source in known
        )


def _letters(index: int) -> str:
    """a to z, then aa and so on."""
    word = ""
    while index >= 0:
        word = chr(97 + index % 26) + word
        index = index // 26 - 1
    return word


def ranges(numbers: list[int]) -> str:
    """ "1,2,5-8": three or more in a row are joined."""
    parts = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        parts += [f"{row[0]}-{row[-1]}"] if len(row) > 2 else [str(number) for number in row]
    return ",".join(parts)
