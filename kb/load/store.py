"""The snapshot's file: rows of kind, key and JSON in SQLite, each with a checksum of its own.

A row is checked when it is read, so that an answer costs only the rows it needs. What is not
there could be missing by damage: an absent key is believed only after every row of its kind has
been counted and added up. The file is never changed in place: it is written beside its name and
moved there whole, so that a reader sees the old one or the new one.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

Row = tuple[str, str, str]
"""Kind ("treatment", "source", "name", …), key, and JSON."""
FORMAT = "treatment-kb snapshot 2"


class Damaged(Exception):
    """The snapshot cannot be trusted: it must be made anew from the data."""


def _check(seal: str, kind: str, key: str, body: str) -> int:
    text = "\0".join((seal, kind, key, body))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _add(one: int, other: int) -> int:
    return (one + other) % 2**63


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


class Store:
    """An open snapshot. `seal` names the data and the program that it was made from and for.

    Raises Damaged wherever the file is not what was written; OSError if it cannot be opened.
    """

    def __init__(self, path: Path, seal: str) -> None:
        self.seal = seal
        self._whole: set[str] = set()
        path.stat()
        try:
            # Immutable: the file is only ever replaced, so no locks and no journal are needed.
            self._connection = sqlite3.connect(
                f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise Damaged(str(error)) from error
        meta = json.loads(self.get("meta", "") or "null")
        if not isinstance(meta, dict) or meta.get("format") != FORMAT:
            raise Damaged("no snapshot of this program and data")
        self.meta = meta

    def get(self, kind: str, key: str) -> str | None:
        """The JSON of a row, None if there is none."""
        for body, check in self._select("kind = ? AND key = ?", kind, key):
            if check != _check(self.seal, kind, key, body):
                raise Damaged(f"{kind} {key}")
            return str(body)
        if kind != "meta":
            self.verify(kind)
        return None

    def count(self, kind: str) -> int:
        """Rows of a kind."""
        return int(self.meta["counts"].get(kind, (0, 0))[0])

    def rows(self, kind: str) -> Iterator[tuple[str, str]]:
        """Key and JSON of every row of a kind, in order of key; Damaged at the end if any lacks."""
        number, total = 0, 0
        for key, body, check in self._select("kind = ? ORDER BY key", kind, columns="key, "):
            if check != _check(self.seal, kind, key, body):
                raise Damaged(f"{kind} {key}")
            number, total = number + 1, _add(total, check)
            yield key, body
        if [number, total] != list(self.meta["counts"].get(kind, (0, 0))):
            raise Damaged(f"rows of kind {kind} are missing")
        self._whole.add(kind)

    def verify(self, kind: str) -> None:
        """Raise Damaged unless every row of a kind is there and as written."""
        if kind not in self._whole:
            for _ in self.rows(kind):
                pass

    def _select(self, condition: str, *values: str, columns: str = "") -> Iterator[Any]:
        query = f"SELECT {columns}body, check_sum FROM rows WHERE {condition}"
        try:
            yield from self._connection.execute(query, values)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise Damaged(str(error)) from error


def write_store(path: Path, seal: str, rows: Iterable[Row], about: dict[str, str]) -> None:
    """Write a snapshot to `path`, whole or not at all; raises OSError or sqlite3.Error."""
    import tempfile

    handle, temporary = tempfile.mkstemp(prefix=".snapshot-", suffix=".tmp", dir=path.parent)
    os.close(handle)
    try:
        _fill(temporary, seal, rows, about)
        with open(temporary, "rb") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _fill(path: str, seal: str, rows: Iterable[Row], about: dict[str, str]) -> None:
    counts: dict[str, tuple[int, int]] = {}

    def checked() -> Iterator[tuple[str, str, str, int]]:
        for kind, key, body in rows:
            check = _check(seal, kind, key, body)
            number, total = counts.get(kind, (0, 0))
            counts[kind] = (number + 1, _add(total, check))
            yield kind, key, body, check

    insert = "INSERT INTO rows VALUES (?, ?, ?, ?)"
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nothing can see the file before it is moved to its name, so no journal is kept.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        connection.execute(
            "CREATE TABLE rows (kind TEXT, key TEXT, body TEXT, check_sum INTEGER,"
            " PRIMARY KEY (kind, key)) WITHOUT ROWID"
        )
        connection.executemany(insert, checked())
        meta = json.dumps({"format": FORMAT, "counts": counts, **about})
        connection.execute(insert, ("meta", "", meta, _check(seal, "meta", "", meta)))
        connection.execute("COMMIT")
    finally:
        connection.close()
