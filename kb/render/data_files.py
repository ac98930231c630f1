"""Tables of data as CSV, JSON, XLSX and SQLite; the same bytes on every run."""

from __future__ import annotations

import csv
import datetime
import io
import sqlite3
from typing import Any

from kb.render.archive import settled
from kb.render.data import json_text, safe_cell
from kb.render.extras import needed
from kb.render.gate import visible
from kb.view.document import NBSP, Tables, TidyColumn, TidyTable

Cell = str | int | float | None


def clean(cell: Cell) -> Cell:
    """A cell with ordinary blanks and nothing invisible."""
    return visible(cell.replace(NBSP, " ")) if isinstance(cell, str) else cell


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return safe_cell(cell)
    return "" if cell is None else cell


def as_csv(tables: Tables) -> bytes:
    """The first table, one row a line, in UTF-8."""
    table = tables.tables[0]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_safe(cell) for cell in row] for row in table.rows])
    return stream.getvalue().encode()


def as_json(tables: Tables, about: dict[str, str]) -> bytes:
    """Every table as a list of objects; empty cells are null."""
    data: dict[str, Any] = {"about": about}
    for table in tables.tables:
        names = [column.name for column in table.columns]
        data[table.name] = [
            {n: (clean(c) if c != "" else None) for n, c in zip(names, row, strict=True)}
            for row in table.rows
        ]
    return json_text(data, indent=1).encode()


def as_xlsx(tables: Tables, about: dict[str, str]) -> bytes:
    """A workbook with a sheet for each table and one about them; raises NotInstalled."""
    library = needed("xlsxwriter", "xlsx", "A spreadsheet")
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = library.Workbook(stream, options)
    book.set_properties({"created": datetime.datetime(1980, 1, 1), "title": "treatment-kb"})
    bold = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for table in tables.tables:
        _sheet(book.add_worksheet(table.name), table, bold, wrap)
    page = book.add_worksheet("about")
    page.set_column(0, 1, 30, wrap)
    notes = [(f"{t.name}.{c.name}", c.note) for t in tables.tables for c in t.columns]
    for at, (key, value) in enumerate((*about.items(), *notes)):
        page.write_string(at, 0, key)
        for column, part in enumerate(_pieces(str(clean(value))), 1):
            page.write_string(at, column, part)
    book.close()
    return settled(stream.getvalue())


LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds; the library drops a longer one without a word."""
_CUT = f" … (cut at {LONGEST:,} characters)"


def _fitting(cell: Cell) -> str:
    text = str(clean(cell))
    return text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT


def _pieces(text: str) -> list[str]:
    """A text in pieces that a cell can hold, side by side."""
    return [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)] or [""]


def _sheet(sheet: Any, table: TidyTable, bold: Any, wrap: Any) -> None:
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, bold)
        wide = {"text": 40, "conditions": 40, "title": 60, "sources": 30}.get(column.name, 14)
        sheet.set_column(at, at, wide, wrap)
    for line, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, (int, float)):
                sheet.write_number(line, at, cell)
            elif cell:
                sheet.write_string(line, at, _fitting(cell))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def as_sqlite(tables: Tables, about: dict[str, str]) -> bytes:
    """A database with a table each, full-text indexes `NAME_fts`, and a table `about`."""
    base = sqlite3.connect(":memory:")
    try:
        for table in tables.tables:
            _table(base, table, tables)
        base.execute("create table about (key text primary key, value text)")
        rows = [(key, clean(value)) for key, value in sorted(about.items())]
        base.executemany("insert into about values (?, ?)", rows)
        base.execute("create index claims_by_field on claims (field, treatment)")
        base.execute("create index claims_by_treatment on claims (treatment)")
        base.execute("create index citations_by_claim on citations (claim)")
        base.execute("create index citations_by_source on citations (source)")
        base.commit()
        base.execute("vacuum")
        return bytes(base.serialize())
    finally:
        base.close()


def _table(base: sqlite3.Connection, table: TidyTable, tables: Tables) -> None:
    """Names of tables and columns are ours, never data; cells go in as parameters.

    The index names its table in double quotes: Datasette looks for it in that form.
    """
    parts = []
    for column in table.columns:
        key = " primary key" if column.name == table.key else ""
        parts.append(f'"{column.name}" {column.kind}{key}{_points(column, table, tables)}')
    base.execute(f"create table {table.name} ({', '.join(parts)})")
    marks = ", ".join("?" * len(table.columns))
    rows = [[clean(cell) if cell != "" else None for cell in row] for row in table.rows]
    base.executemany(f"insert into {table.name} values ({marks})", rows)
    if table.searched:
        columns = ", ".join(table.searched)
        base.execute(
            f'create virtual table {table.name}_fts using fts5({columns}, content="{table.name}")'
        )
        base.execute(f"insert into {table.name}_fts ({table.name}_fts) values ('rebuild')")


def _points(column: TidyColumn, table: TidyTable, tables: Tables) -> str:
    """The foreign key of a column, where all that it refers to is there.

    An export of a few records may leave out the class that they belong to.
    """
    home, _, key = column.points.partition(".")
    target = next((one for one in tables.tables if one.name == home), None)
    if target is None:
        return ""
    known = {*_values(target, key), "", None}
    return f" references {home} ({key})" if known.issuperset(_values(table, column.name)) else ""


def _values(table: TidyTable, name: str) -> list[Cell]:
    at = [column.name for column in table.columns].index(name)
    return [row[at] for row in table.rows]
