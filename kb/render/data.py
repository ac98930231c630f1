"""Documents as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from kb.render.gate import visible
from kb.view.document import NBSP, Document

SCHEMA = "treatment-kb/1"
"""Version of the JSON envelope; it changes when a key changes its meaning or goes."""


def as_json(document: Document, data_version: str) -> str:
    """The envelope: schema, kind, data version, title, data."""
    envelope = {
        "schema": SCHEMA,
        "kind": document.kind,
        "data_version": data_version,
        "title": document.title.replace(NBSP, " "),
        "data": document.data,
    }
    return json_text(envelope, indent=2).replace(NBSP, " ")


def json_text(value: Any, indent: int) -> str:
    """Plain data as JSON; what is invisible in a text is shown, also to who reads the JSON."""
    return json.dumps(shown(value), indent=indent, ensure_ascii=False) + "\n"


def shown(value: Any) -> Any:
    """Plain data with every text made visible."""
    if isinstance(value, dict):
        return {visible(key): shown(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [shown(part) for part in value]
    return visible(value) if isinstance(value, str) else value


def as_csv(document: Document) -> str:
    """The rows of the document. A cell that a spreadsheet would run as a formula gets a quote."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([safe_cell(cell) for cell in document.header])
    for row in document.rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return stream.getvalue()


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "|", "%")


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    text = visible(cell.replace(NBSP, " "))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
