"""Where long work says how far it is. Nobody listens unless a command line has asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
Listener = Callable[[str, int, int], None]
"""Is told what is being done, how many are done, and how many there are."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` told from now on, in place of any other."""
    _listeners[:] = [listener]


def stop_listening() -> None:
    """Have nobody told."""
    _listeners.clear()


def told(step: str, items: Sequence[T], total: int | None = None) -> Iterable[T]:
    """`items`, telling before each and at the end; without a listener the items themselves."""
    return _telling(step, items, total or len(items)) if _listeners else items


def _telling(step: str, items: Sequence[T], total: int) -> Iterator[T]:
    for done, item in enumerate(items):
        for listener in _listeners:
            listener(step, done, total)
        yield item
    for listener in _listeners:
        listener(step, total, total)
