"""Results of networks, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from kb.model.network_index import Index

if TYPE_CHECKING:
    from kb.model.network import Network


class Computed:
    """The networks of a knowledge base. Nothing is read before the first question."""

    def __init__(
        self,
        read_index: Callable[[], Index] = lambda: Index(()),
        read_network: Callable[[str], Network] | None = None,
    ) -> None:
        """`read_network` gives a network by an id of the index; without it there are none."""
        self._read_index = read_index
        self._read_network = read_network
        self._known: dict[str, Network] = {}

    @cached_property
    def index(self) -> Index:
        """Which networks there are, and which records they hold."""
        return self._read_index()

    def network(self, name: str) -> Network:
        """A network by its id; raises KeyError for one that there is not."""
        if name not in self._known:
            if self._read_network is None or not any(
                name in family.networks for family in self.index.families
            ):
                raise KeyError(name)
            self._known[name] = self._read_network(name)
        return self._known[name]
