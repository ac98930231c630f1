"""Shipped results of networks, read from compact JSON; a result file that a reader names.

The index alone is read for an answer in which no network has a part: it must cost next to nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.model.computed import Computed
from kb.model.network_index import Family, Index
from kb.problems import Candidate, NameNotFound, UsageFault

if TYPE_CHECKING:
    from kb.model.network import Network


def evidence_folder(data: Path) -> Path:
    """Where the results stand below the data folder."""
    return data / "evidence"


def shipped(data: Path) -> Computed:
    """The results below a data folder, read when they are asked for."""
    folder = evidence_folder(data)
    return Computed(lambda: read_index(folder), lambda name: read_network(folder, name))


def read_index(folder: Path) -> Index:
    """The families of networks; none where nothing is shipped."""
    try:
        data = json.loads((folder / "index.json").read_bytes())
    except FileNotFoundError:
        return Index(())
    return Index(
        tuple(
            Family(
                key, value["label"], value["about"], value["apart"], value["caution"],
                tuple(value["networks"]), value["treatments"],
            )
            for key, value in data["families"].items()
        )
    )  # fmt: skip


def read_network(folder: Path, name: str) -> Network:
    """A shipped network by its id; raises NameNotFound, which carries the ids there are."""
    from kb.model.network_data import network_from

    known = [key for family in read_index(folder).families for key in family.networks]
    if name not in known:
        raise NameNotFound(name, "outcome", [Candidate(key, key) for key in known])
    return network_from(json.loads((folder / f"{name}.json").read_bytes()))


def read_result(path: Path) -> Network:
    """A network that `kb evidence fit … --json` wrote; raises UsageFault with the reason."""
    from kb.model.network_data import network_from

    try:
        data: Any = json.loads(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise UsageFault(f"{path} cannot be read: {reason}.") from error
    except ValueError as error:
        raise UsageFault(f"{path} is not JSON. Write it with `kb evidence fit FILE -o {path}`.") \
            from error  # fmt: skip
    inner = data.get("data", {}).get("network", data) if isinstance(data, dict) else data
    try:
        return network_from(inner)
    except ValueError as error:
        raise UsageFault(f"{path} holds no fitted network: {error}. Write it with "
                         f"`kb evidence fit FILE -o {path}`.") from error  # fmt: skip
