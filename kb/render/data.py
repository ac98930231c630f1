"""Documents as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

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
    text = json.dumps(envelope, indent=2, ensure_ascii=False)
    return visible(text.replace(NBSP, " "), lines=True) + "\n"


def as_csv(document: Document) -> str:
    """The rows of the document. A cell that a spreadsheet would run as a formula gets a quote."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in document.header])
    for row in document.rows:
        writer.writerow([_safe(cell) for cell in row])
    return stream.getvalue()


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "|", "%")


def _safe(cell: str) -> str:
    text = visible(cell.replace(NBSP, " "))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
