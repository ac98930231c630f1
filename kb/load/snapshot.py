"""Making and finding the compiled knowledge base.

A snapshot is made when the data has been parsed and found good, and is used for as long as the
data and the program are the same. It is looked for beside the data (in an installed package) and
in the cache. No model is imported here to find one: the command line asks before it decides how.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.load.cache import cache_path, current_version, is_ours, prepared
from kb.load.progress import told
from kb.load.stamp import DataVersion, program_digest
from kb.load.store import Damaged, Row, Store, write_store

Tables = Mapping[str, Mapping[str, Any]]
"""Kind ("treatment", "source", "relation" …) to the records of that kind by id."""
SHIPPED = "snapshot.db"
"""Its name beside the data in an installed package."""


def seal_of(version: DataVersion) -> str:
    """What a snapshot is made from and for: the data and the program."""
    return f"{version.digest} {program_digest()}"


def write_snapshot(path: Path, version: DataVersion, tables: Tables) -> None:
    """Write a snapshot of validated records; raises OSError or sqlite3.Error."""
    write_store(path, seal_of(version), _rows(tables), version._asdict())


def keep_snapshot(folder: Path, version: DataVersion, tables: Tables) -> None:
    """Write a snapshot to the cache, or do nothing where that cannot be done."""
    path = cache_path(folder, ".db")
    if path is not None and prepared(path):
        try:
            write_snapshot(path, version, tables)
        except (OSError, sqlite3.Error):
            return


def _rows(tables: Tables) -> Iterator[Row]:
    """Kind by kind, so that the rows of each lie together in the file."""
    from kb.ask.names import ids_by_class, ids_by_name
    from kb.ask.search import words_of
    from kb.load.codec import encode, encode_head, encode_section
    from kb.model.treatment import sections

    for kind, records in tables.items():
        write = encode_head if kind == "treatment" else encode
        for key in told("records compiled", list(records)):
            yield kind, key, write(records[key])
    treatments = tables["treatment"]
    # A row for each section: what asks one field of all records reads no other.
    for name in told("sections compiled", list(sections())):
        for key, record in treatments.items():
            text = encode_section(record, name)
            if text is not None:
                yield f"treatment.{name}", key, text
    for key in told("records indexed", list(treatments)):
        yield "words", key, json.dumps(words_of(treatments[key]), ensure_ascii=False)
    for kind, index in (("name", ids_by_name(treatments)), ("members", ids_by_class(treatments))):
        for key, ids in index.items():
            yield kind, key, json.dumps(ids)


def open_snapshot(folder: Path) -> Store | None:
    """The snapshot that this program made of the data in `folder` as it is now, if there is one."""
    try:
        seal = seal_of(current_version(folder))
    except OSError:
        return None
    cached = cache_path(folder, ".db")
    for path in (folder / SHIPPED, cached):
        if path is None or (path is cached and not is_ours(path)):
            continue
        try:
            return Store(path, seal)
        except (Damaged, OSError):
            continue
    return None
