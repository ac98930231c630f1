"""Rows of data that carry a code each, as CSV or pasted from a table."""

from __future__ import annotations

import csv
import io

from kb.model.treatment import fields

COLUMNS = ("treatment", "field", "fact")


def coded_rows(text: str) -> dict[tuple[str, str], str]:
    """The code of each record and field in a table with a head row; empty if it is none."""
    for delimiter in ",;\t":
        head, _, _ = text.lstrip("\ufeff").partition("\n")
        names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
        if all(column in names for column in COLUMNS):
            places = [names.index(column) for column in COLUMNS]
            return _read(text, delimiter, places)
    return {}


def _read(text: str, delimiter: str, places: list[int]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        next(rows)
        for row in rows:
            if len(row) > max(places):
                record, path, code = (row[place].strip() for place in places)
                if code.startswith("f-") and path in fields():
                    found[record, path] = code
    except csv.Error:
        return {}
    return found
