"""Documents as HTML: a self-contained page, or a fragment."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as html_escape
from typing import assert_never

from kb.render.gate import safe_link, visible
from kb.render.svg_chart import chart_svg
from kb.render.svg_picture import picture_svg
from kb.view.document import (
    Banner,
    Block,
    Bullets,
    Chart,
    Document,
    Grid,
    Heading,
    Paragraph,
    Prose,
    References,
    Table,
)
from kb.view.picture import Graph, Histogram

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;
color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border-bottom:1px solid #bbb;padding:.4rem .6rem;text-align:left;vertical-align:top}
thead th{border-bottom:2px solid #333}th.part{background:#eef2f5;font-size:1.05rem}
td p{margin:0 0 .3rem}
.caption,.muted{color:#555;font-weight:normal}.gap{color:#555;font-style:italic}
.inherited{color:#00527a}.warning,.banner{color:#7a3b00;font-weight:bold}
figure{margin:1rem 0;overflow-x:auto}
.banner{border:2px solid #7a3b00;padding:.5rem}.citation{color:#00527a;font-size:.85em}
@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}
"""


def escape(text: str) -> str:
    """`text` so that HTML shows it and obeys nothing in it."""
    return html_escape(visible(text), quote=True)


def page(document: Document) -> str:
    """A whole page without scripts or outside resources."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f"<style>{_STYLE}</style>\n</head>\n"
        "<body>\n<main>\n"
        f"{fragment(document)}</main>\n</body>\n</html>\n"
    )


def fragment(document: Document) -> str:
    """The document's blocks alone."""
    blocks = enumerate(document.drawn)
    return "\n".join(line for at, block in blocks for line in _block(block, f"picture-{at}")) + "\n"


def _block(block: Block, name: str) -> Iterator[str]:
    """`name` keeps the ids of a picture apart from those of others."""
    match block:
        case Heading():
            yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Prose():
            yield f"<p>{_paragraph(block.spans)}</p>"
        case Banner():
            yield f'<p class="banner">{escape(block.text)}</p>'
        case Bullets():
            yield "<ul>"
            for item in block.items:
                yield f"<li>{_paragraph(item)}</li>"
            yield "</ul>"
        case Grid():
            yield from _grid(block)
        case Table():
            yield from _table(block)
        case Chart():
            yield f"<figure>{chart_svg(block, name)}</figure>"
        case Graph() | Histogram():
            yield f"<figure>{picture_svg(block, name)}</figure>"
        case References():
            yield '<h2>References</h2>\n<ol class="references">'
            for entry in block.items:
                link = safe_link(entry.link)
                tail = f' <a href="{escape(link)}">{escape(link)}</a>' if link else ""
                words = f"{escape(entry.text)}{tail} ({escape(entry.note)})"
                yield f'<li value="{entry.number}">{words}</li>'
            yield "</ol>"
        case _:
            assert_never(block)


def _grid(grid: Grid) -> Iterator[str]:
    yield "<table>\n<thead>\n<tr><td></td>"
    for name, caption in zip(grid.columns, grid.captions, strict=True):
        note = f'<br><span class="caption">{escape(caption)}</span>' if caption else ""
        yield f'<th scope="col">{escape(name)}{note}</th>'
    yield "</tr>\n</thead>"
    span = len(grid.columns) + 1
    for part in grid.parts:
        head = f'<th class="part" scope="rowgroup" colspan="{span}">{escape(part.heading)}</th>'
        yield f"<tbody>\n<tr>{head}</tr>"
        for row in part.rows:
            cells = "".join(
                "<td>" + "".join(f"<p>{_paragraph(p)}</p>" for p in cell) + "</td>"
                for cell in row.cells
            )
            yield f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>'
        if part.note:
            yield f'<tr><td class="gap" colspan="{span}">{escape(part.note)}</td></tr>'
        yield "</tbody>"
    yield "</table>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>\n<thead>\n<tr>"
    yield "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.header)
    yield "</tr>\n</thead>\n<tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody>\n</table>"


def _paragraph(spans: Paragraph) -> str:
    return " ".join(f'<span class="{span.role.value}">{escape(span.text)}</span>' for span in spans)
