"""A knowledge base whose records are read one by one from a snapshot as they are asked for."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

from kb.ask.base import KnowledgeBase
from kb.ask.names import ids_by_class, ids_by_name
from kb.load.codec import Undecodable, decode
from kb.load.snapshot import Tables
from kb.load.store import Damaged, Store

T = TypeVar("T")
KEPT = 512
"""Decoded records of one kind that are kept in memory."""


def lazy_base(store: Store, today: datetime.date, rebuild: Callable[[], Tables]) -> KnowledgeBase:
    """The knowledge base in a snapshot.

    `rebuild` parses the data; it is called if the snapshot turns out to be damaged, and the answer
    then comes from what it gives.
    """
    source = _Source(store, rebuild)
    return KnowledgeBase(
        Records(source, "treatment"),
        Records(source, "source"),
        today,
        Records(source, "relation"),
        Records(source, "concomitant"),
        Records(source, "population"),
        names=Records(source, "name"),
        classes=Records(source, "members"),
        words=Records(source, "words"),
    )


class _Source:
    """A store, until it fails; from then on what `rebuild` gives."""

    def __init__(self, store: Store, rebuild: Callable[[], Tables]) -> None:
        self.store = store
        self._rebuild = rebuild
        self._tables: Tables | None = None

    def ask(self, kind: str, read: Callable[[Store], T], instead: Callable[[Any], T]) -> T:
        """What `read` finds in the store, or `instead` in the table of that kind made anew."""
        if self._tables is None:
            try:
                return read(self.store)
            except (Damaged, Undecodable):
                if "kb.model.light" in sys.modules:
                    raise
                self._heal()
        assert self._tables is not None
        return instead(self._tables.get(kind, {}))

    def _heal(self) -> None:
        from kb.ask.search import words_of

        tables = dict(self._rebuild())
        tables["name"] = ids_by_name(tables["treatment"])
        tables["members"] = ids_by_class(tables["treatment"])
        tables["words"] = {key: words_of(record) for key, record in tables["treatment"].items()}
        self._tables = tables


class Records(Mapping[str, T]):
    """The records of one kind, in order of id; each is read when it is asked for."""

    def __init__(self, source: _Source, kind: str) -> None:
        self._source = source
        self._kind = kind
        self._kept: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._kept:
            if not key:
                raise KeyError(key)
            found = self._source.ask(
                self._kind,
                lambda store: self._decoded(store, key, store.get(self._kind, key)),
                lambda table: table.get(key),
            )
            if found is None:
                raise KeyError(key)
            self._keep(key, found)
        return self._kept[key]

    def values(self) -> ValuesView[T]:
        """Every record in order, for the cost of reading the kind once."""
        return _Values(self)

    def items(self) -> ItemsView[str, T]:
        """Every key and record in order, for the cost of reading the kind once."""
        return _Items(self)

    def in_order(self) -> Iterator[tuple[str, T]]:
        """Every key and record; what is kept already is not decoded again."""
        texts = self._source.ask(
            self._kind,
            lambda store: list(store.rows(self._kind)),
            lambda table: [(key, "") for key in sorted(table)],
        )
        for key, text in texts:
            if key not in self._kept:
                read = partial(self._decoded, key=key, text=text)
                self._keep(key, self._source.ask(self._kind, read, itemgetter(key)))
            yield key, self._kept[key]

    def _decoded(self, store: Store, key: str, text: str | None) -> Any:
        if text is None:
            return None
        return decode(text, lambda part: store.get(f"{self._kind}.{part}", key))

    def __iter__(self) -> Iterator[str]:
        return iter(
            self._source.ask(
                self._kind, lambda store: [key for key, _ in store.rows(self._kind)], sorted
            )
        )

    def __len__(self) -> int:
        return self._source.ask(self._kind, lambda store: store.count(self._kind), len)

    def _keep(self, key: str, record: T) -> None:
        if len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = record


class _Values(ValuesView[T]):
    """The values of a mapping that reads them in order faster than one by one."""

    _mapping: Records[T]

    def __iter__(self) -> Iterator[T]:
        return (record for _, record in self._mapping.in_order())


class _Items(ItemsView[str, T]):
    """The same with their keys."""

    _mapping: Records[T]

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return self._mapping.in_order()
