"""The self-contained comparison page: one file, no network, a plain table without scripts."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from kb.render.pub_html import escape, line_html
from kb.view.page import Page, PageCell, PageColumn, PageRow


def _asset(name: str) -> str:
    return (files("kb.render") / name).read_text(encoding="utf-8")


def compare_page(page: Page) -> str:
    """The whole page. Its policy lets nothing run or load but its own style and script."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    body = "\n".join(_body(page))
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f'<meta name="kb-stamp" content="{escape(page.full_stamp)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _body(page: Page) -> Iterator[str]:
    yield '<a class="skip" href="#table">Skip to the table</a>'
    yield f'<header><h1>{escape(page.title)}</h1>\n<p class="lead">{escape(page.standfirst)}</p>'
    yield "</header>\n<main>"
    yield f'<section class="notice"><h2>{escape(page.notice.title)}</h2><ul>'
    yield from (f"<li>{line_html(item)}</li>" for item in page.notice.items)
    yield "</ul></section>"
    yield from _tools(page)
    yield from _table(page)
    yield from _between(page)
    yield '<h2>References</h2>\n<ol class="references">'
    for entry in page.references:
        yield f'<li id="s{entry.number}" value="{entry.number}">{line_html(entry.line)}</li>'
    yield "</ol>\n</main>\n<footer>"
    yield from (f"<p>{escape(line)}</p>" for line in page.imprint)
    yield f'<p class="stamp">{escape(page.stamp)}</p>\n</footer>'


def _tools(page: Page) -> Iterator[str]:
    yield '<section class="tools js-only" aria-label="Arrange the table">'
    yield '<details open><summary>Treatments (<span id="count"></span>)</summary>'
    yield '<label for="find">Find a treatment by any name</label><br>'
    yield '<input type="search" id="find" autocomplete="off">'
    yield '<fieldset class="choices" id="picks"><legend>Pick treatments</legend>'
    for column in page.columns:
        yield _pick(column)
    yield "</fieldset></details>"
    yield '<details><summary id="rows-summary">Rows</summary>'
    yield '<fieldset class="choices" id="rows"><legend>Show rows</legend>'
    for row in page.rows:
        if not row.kept:
            words = escape(f"{row.section}: {row.label}")
            box = f'<input type="checkbox" value="{escape(row.id)}" checked>'
            yield f"<label>{box}<span>{words}</span></label>"
    yield "</fieldset><p>Regulatory status, boxed warnings and contraindications always stay.</p>"
    yield "</details>"
    yield '<div class="row-tools"><div><label for="filter">Only rows that hold</label><br>'
    yield '<input type="search" id="filter" autocomplete="off"></div>'
    yield '<button type="button" id="alphabet">Alphabetical order</button>'
    yield '<button type="button" id="reset">As at first</button>'
    yield '<button type="button" id="print">Print</button></div>'
    yield '<p id="said" role="status" aria-live="polite"></p></section>'


def _pick(column: PageColumn) -> str:
    checked = " checked" if column.picked else ""
    words = escape(column.words)
    box = f'<input type="checkbox" value="{escape(column.id)}" data-words="{words}"{checked}>'
    return f"<label>{box}<span>{escape(column.name)}</span></label>"


def _table(page: Page) -> Iterator[str]:
    yield '<div class="scroll" role="region" aria-label="Comparison" tabindex="0">'
    yield '<table id="table"><caption><span id="order">Order as asked.</span> '
    yield "Open “Sources” in a cell for what it rests on.</caption>\n<thead><tr><td></td>"
    for column in page.columns:
        caption = f'<span class="caption">{escape(column.caption)}</span>'
        name = escape(column.name)
        yield (
            f'<th scope="col" data-id="{escape(column.id)}" data-name="{name}" abbr="{name}">'
            f"{name} {caption}</th>"
        )
    yield "</tr></thead>"
    span = len(page.columns) + 1
    for section, rows in groupby(page.rows, key=lambda row: row.section):
        head = f'<th scope="rowgroup" colspan="{span}">{escape(section)}</th>'
        yield f'<tbody><tr class="section">{head}</tr>'
        for row in rows:
            yield from _row(row, _spoken(row, page), page.columns)
        yield "</tbody>"
    yield "</table></div>"


def _between(page: Page) -> Iterator[str]:
    """What stands between treatments; a script shows what reaches two that are picked."""
    if not page.relations:
        return
    yield '<section id="between" aria-labelledby="between-head">'
    yield '<h2 id="between-head">Between the treatments</h2>'
    yield '<p id="between-none" hidden>Nothing is recorded between the treatments picked: a gap in '
    yield "these records, which says nothing about the pairs.</p>"
    for group, items in groupby(page.relations, key=lambda item: item.group):
        yield f'<section class="group"><h3>{escape(group)}</h3><ul>'
        for item in items:
            one, other = escape(" ".join(item.one)), escape(" ".join(item.other))
            ends = f'data-one="{one}" data-other="{other}"'
            words = " ".join(line_html(line) for line in item.lines)
            yield f'<li data-relation="{escape(item.id)}" {ends}>{words}</li>'
        yield "</ul></section>"
    yield "</section>"


def _spoken(row: PageRow, page: Page) -> str:
    """The label of a row, with its section where another row has the same label."""
    alike = [other for other in page.rows if other.label == row.label]
    return row.label if len(alike) == 1 else f"{row.section}: {row.label}"


def _row(row: PageRow, spoken: str, columns: tuple[PageColumn, ...]) -> Iterator[str]:
    """`spoken` is the label by which the row is told apart where it is only heard."""
    label = escape(spoken)
    tools = ""
    if any(cell.sort for cell in row.cells):
        tools += _button("sort", f"Order by {label}", "Order")
    if not row.kept:
        tools += _button("hide", f"Hide {label}", "Hide")
    tools = f'<span class="row-buttons">{tools}</span>' if tools else ""
    yield f'<tr data-row="{escape(row.id)}"{" data-kept" if row.kept else ""}>'
    # The label alone is read out before each cell, not the names of the buttons beside it.
    names = f'aria-label="{label}" data-label="{label}"'
    yield f'<th scope="row" {names}>{escape(row.label)}{tools}</th>'
    for cell, column in zip(row.cells, columns, strict=True):
        yield _cell(cell, column, spoken)
    yield "</tr>"


def _button(kind: str, label: str, words: str) -> str:
    state = ' aria-pressed="false"' if kind == "sort" else ""
    return (
        f'<button type="button" class="small {kind}" aria-label="{label}"{state}>{words}</button>'
    )


def _cell(cell: PageCell, column: PageColumn, spoken: str) -> str:
    sort = ""
    if cell.sort:
        data = json.dumps({"scale": dict(cell.sort.scale), "value": cell.sort.value})
        sort = f' data-sort="{escape(data)}"'
    words = "".join(f"<p>{line_html(line)}</p>" for line in cell.lines)
    gap = ' class="gap"' if cell.gap else ""
    sources = ""
    if cell.sources:
        items = "".join(_source(source) for source in cell.sources)
        whose = f' aria-label="Sources: {escape(spoken)}, {escape(column.name)}"'
        sources = f"<details><summary{whose}>Sources</summary><ul>{items}</ul></details>"
    head = f'data-id="{escape(column.id)}" data-name="{escape(column.name)}"'
    return f"<td {head}{gap}{sort}>{words}{sources}</td>"


def _source(source: str) -> str:
    number, _, words = source.partition("|")
    return f'<li><a href="#s{escape(number)}">{escape(number)}</a> {escape(words)}</li>'
