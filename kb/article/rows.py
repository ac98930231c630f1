"""Rows of data that carry a code each, as CSV or pasted from a table."""

from __future__ import annotations

import csv
import io

from kb.model.relation import RELATIONS
from kb.model.treatment import fields
from kb.publish.stamp import NETWORK, RELATION, Key

HEADS = (("treatment", "field", "fact"), ("relation", "field", "fact"), ("pair", "network", "fact"))
"""Columns that name a fact and its code: of claims, of relations, of estimates."""
BETWEEN = {kind.field_info().path for kind in RELATIONS.values()}


def coded_rows(text: str) -> dict[Key, str]:
    """The code of each fact in a table with a head row; empty if it is none."""
    for delimiter in ",;\t":
        head, _, _ = text.lstrip("\ufeff").partition("\n")
        names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
        for columns in HEADS:
            if all(column in names for column in columns):
                places = [names.index(column) for column in columns]
                return _read(text, delimiter, places, NETWORK * (columns[1] == "network"))
    return {}


def _read(text: str, delimiter: str, places: list[int], before: str) -> dict[Key, str]:
    found: dict[Key, str] = {}
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        next(rows)
        for row in rows:
            if len(row) > max(places):
                name, where, code = (row[place].strip() for place in places)
                path = _path(before + where)
                if code.startswith("f-") and path:
                    found[name, path] = code
    except csv.Error:
        return {}
    return found


def _path(where: str) -> str:
    """The second word of a key; empty if it is none."""
    if where in BETWEEN:
        return RELATION
    return where if where in fields() or where.startswith(NETWORK) else ""
