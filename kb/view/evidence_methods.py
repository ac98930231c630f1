"""The choices of a computation and the columns of a file, as a document."""

from __future__ import annotations

from collections.abc import Mapping

from kb.view.document import Document, Heading, Prose, Span, Table

HEADER = ("kind", "key", "meaning")


def methods_document(choices: Mapping[str, str], columns: Mapping[str, str]) -> Document:
    """Every choice with its values, the default first, then every column."""
    title = "Choices of method, and columns of a file"
    blocks = (
        Heading(title, 1),
        Prose((Span("Choices for --method, such as --method tau=REML,level=0.9; the first value "
                    "named is the default."),)),
        Table(("choice", "meaning and values"), tuple(choices.items())),
        Prose((Span("Columns of a file; other names are told by --columns study=trial_id."),)),
        Table(("column", "meaning"), tuple(columns.items())),
    )  # fmt: skip
    rows = tuple(
        (kind, key, text)
        for kind, found in (("choice", choices), ("column", columns))
        for key, text in found.items()
    )
    data = {"choices": dict(choices), "columns": dict(columns)}
    return Document("evidence-methods", title, blocks, data, HEADER, rows)
