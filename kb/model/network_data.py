"""A network as JSON data and back. Columns of equal length; null where there is no number."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from kb.model.network import NAN, Network, Node, PairResult

FORMAT = "treatment-kb network 1"
_WORDS = (
    "id", "title", "outcome", "measure", "happens", "reference", "source", "data_name",
    "data_hash", "licence", "family",
)  # fmt: skip
_NUMBERS = ("tau2", "level", "z", "t")
_NODE = ("name", "trials", "people", "events", "score", "rank_low", "rank_middle", "rank_high")
_PAIR = (
    "first", "second", "effect", "se", "direct", "direct_se", "share", "trials", "people", "tau2",
    "common", "common_se", "common_direct", "common_direct_se", "common_share",
)  # fmt: skip
COMPACT = _PAIR[:10]
"""Columns of pairs that are shipped: the random-effects estimates."""


def rounded(value: Any, digits: int | None) -> Any:
    """A number with `digits` significant ones, None for not a number, words as they are."""
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return value if digits is None else float(f"{value:.{digits}g}")
    return value


def network_data(network: Network, digits: int | None = None, *, compact: bool = False) -> Any:
    """The network as data; with `digits`, numbers are shortened to that many significant ones."""

    def column(items: Sequence[Any], key: str) -> list[Any]:
        return [rounded(getattr(item, key), digits) for item in items]

    return {
        "format": FORMAT,
        **{key: getattr(network, key) for key in _WORDS},
        "small_is_good": network.small_is_good,
        "trials": network.trials,
        "people": network.people,
        **{key: rounded(getattr(network, key), digits) for key in _NUMBERS},
        "method": dict(network.method),
        "statistics": {k: rounded(v, digits) for k, v in network.statistics.items()},
        "notes": list(network.notes),
        "nodes": {key: column(network.nodes, key) for key in _NODE}
        | {"ranks": [[rounded(p, 4) for p in node.ranks] for node in network.nodes]},
        "pairs": {key: column(network.pairs, key) for key in (COMPACT if compact else _PAIR)},
    }


def network_from(data: Mapping[str, Any]) -> Network:
    """The network that the data holds. Raises ValueError where it is not such data."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise ValueError("not the results of a network")
    try:
        nodes = tuple(
            Node(**_pair(_NODE, values), ranks=tuple(ranks))
            for *values, ranks in zip(
                *(data["nodes"][key] for key in (*_NODE, "ranks")), strict=True
            )
        )
        columns = [key for key in _PAIR if key in data["pairs"]]
        pairs = tuple(
            PairResult(**_pair(columns, values))
            for values in zip(*(data["pairs"][key] for key in columns), strict=True)
        )
        plain: dict[str, Any] = {key: str(data[key]) for key in _WORDS}
        plain |= {key: _number(data[key]) for key in _NUMBERS}
        return Network(
            **plain,
            small_is_good=bool(data["small_is_good"]), trials=int(data["trials"]),
            people=data["people"], nodes=nodes, pairs=pairs, method=dict(data["method"]),
            statistics={k: _number(v) for k, v in data["statistics"].items()},
            notes=tuple(data["notes"]),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("the results of a network are incomplete") from error


_COUNTS = frozenset({"people", "events"})


def _number(value: Any) -> Any:
    return NAN if value is None else value


def _pair(columns: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    return {
        key: value if key in _COUNTS else _number(value)
        for key, value in zip(columns, values, strict=True)
    }
