"""Publications as HTML: a self-contained page, or a fragment for a CMS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape as html_escape
from typing import assert_never

from kb.render.gate import safe_link, visible
from kb.render.pub_pictures import picture_svg
from kb.view.publication import (
    Entry,
    Figure,
    Head,
    Line,
    Notice,
    Para,
    Part,
    Points,
    Publication,
    Run,
    Sheet,
    Tone,
)

STYLE = """
:root{color-scheme:light}
body{font:17px/1.6 Georgia,"Liberation Serif","DejaVu Serif",serif;margin:0 auto;max-width:46rem;
padding:2rem 1.2rem;color:#1a1a1a;background:#fff}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .8rem}h2{font-size:1.25rem;margin:2rem 0 .4rem}
.standfirst{font-size:1.05rem;color:#444;margin:0 0 1.5rem}
table{border-collapse:collapse;width:100%;margin:1.2rem 0;font:14px/1.45 system-ui,"DejaVu Sans",
sans-serif}caption{text-align:left;color:#444;padding:0 0 .4rem}
th,td{border-bottom:1px solid #c8ccd0;padding:.45rem .6rem;text-align:left;vertical-align:top}
thead th{border-bottom:2px solid #1a1a1a}tbody th{width:18%;font-weight:600}td p{margin:0 0 .25rem}
.notice{border:2px solid #7a3b00;border-radius:4px;padding:.2rem 1rem .4rem;margin:1.5rem 0;
font:15px/1.5 system-ui,"DejaVu Sans",sans-serif}.notice h2{font-size:1.05rem;margin:.6rem 0 .2rem;
color:#7a3b00}.notice ul{margin:.2rem 0;padding-left:1.2rem}
sup{line-height:0;font-size:.72em;color:#00527a}.cite{color:#00527a}
figure{margin:1.5rem 0}figure svg{max-width:100%;height:auto}
figcaption{font:14px/1.45 system-ui,"DejaVu Sans",sans-serif;color:#444}
.references{font-size:.86rem;line-height:1.45;padding-left:2rem;overflow-wrap:anywhere}
.references.plain{list-style:none;padding-left:1.5rem;text-indent:-1.5rem}
.imprint{font:14px/1.5 system-ui,"DejaVu Sans",sans-serif;color:#444;border-top:1px solid #c8ccd0;
margin-top:2rem;padding-top:.8rem}.imprint p{margin:0}
.stamp{font-size:11px;line-height:1.35;color:#595959;overflow-wrap:anywhere}
.scroll{overflow-x:auto}a{color:#00527a}
@media screen and (max-width:36rem){
.side,.side caption,.side tbody,.side tr,.side th,.side td{display:block}
.side th[scope=row]{width:auto;border:0;border-top:2px solid #1a1a1a;padding:.6rem 0 .2rem}
.side td{border:0;padding:.2rem 0 .5rem}
.side td::before{content:attr(data-head);display:block;color:#444;font-weight:600}
.side thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}
@page{size:A4;margin:10mm 11mm}
@media print{
body{max-width:none;padding:0;font-size:10pt;line-height:1.4}
h1{font-size:15pt;margin:0 0 .3rem}.standfirst{font-size:9.5pt;margin:0 0 .6rem}
h2{font-size:11.5pt;margin:.8rem 0 .15rem;break-after:avoid}p{margin:0 0 .35rem}
tr,figure,.notice li{break-inside:avoid}.notice{font-size:9pt}.scroll{overflow:visible}
table{font-size:7.5pt;line-height:1.28;table-layout:fixed;margin:.4rem 0}
th,td{padding:.14rem .3rem}td p{margin:0 0 .08rem}thead td{width:12%}
table.wide{font-size:7.1pt;line-height:1.2}.wide th,.wide td{padding:.1rem .25rem}
figure{margin:.5rem 0}figure svg{max-width:78%}figcaption,.imprint{font-size:8pt}
.references{font-size:8pt;line-height:1.3}.imprint{margin-top:.8rem}.stamp{font-size:6pt}
.imprint{break-inside:avoid}}
"""


def escape(text: str) -> str:
    """`text` so that HTML shows it and obeys nothing in it."""
    return html_escape(visible(text), quote=True)


def page(publication: Publication, head: str = "") -> str:
    """A whole page without scripts or outside resources; `head` is added as it stands."""
    return (
        f'<!doctype html>\n<html lang="{escape(publication.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(publication.title)}</title>\n"
        f'<meta name="dcterms.modified" content="{escape(publication.date)}">\n'
        f"{head}{_json_ld(publication)}<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<article>\n"
        f"{fragment(publication)}</article>\n</main>\n</body>\n</html>\n"
    )


def _json_ld(publication: Publication) -> str:
    """The schema.org data of the page; nothing in it can end the element or run."""
    data = publication.data.get("json_ld")
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{visible(text)}</script>\n'


def fragment(publication: Publication) -> str:
    """The publication's elements alone, without style."""
    lines = [f"<h1>{escape(publication.title)}</h1>"]
    lines.append(f'<p class="standfirst">{line_html(publication.standfirst)}</p>')
    for part in publication.parts:
        lines += part_html(part, publication)
    if publication.references:
        lines.append(f"<h2>{escape(publication.references_title)}</h2>")
        lines += references(publication.references)
    lines.append('<footer class="imprint">')
    lines += [f"<p>{escape(line)}</p>" for line in publication.imprint]
    lines += [f'<p class="stamp">{escape(publication.stamp)}</p>', "</footer>"]
    return "\n".join(lines) + "\n"


def part_html(part: Part, publication: Publication) -> Iterator[str]:
    """The elements of one part."""
    match part:
        case Head():
            yield f"<h{part.level}>{escape(part.text)}</h{part.level}>"
        case Para():
            yield f"<p>{line_html(part.line)}</p>"
        case Points():
            yield "<ul>"
            yield from (f"<li>{line_html(item)}</li>" for item in part.items)
            yield "</ul>"
        case Notice():
            yield f'<section class="notice"><h2>{escape(part.title)}</h2>\n<ul>'
            yield from (f"<li>{line_html(item)}</li>" for item in part.items)
            yield "</ul></section>"
        case Sheet():
            yield from sheet(part)
        case Figure():
            picture = publication.pictures[part.index]
            words = f"Figure {part.index + 1}. {picture.description}"
            cited = line_html(picture.sources)
            caption = f"<figcaption>{escape(words)}{cited}</figcaption>"
            yield f"<figure>\n{picture_svg(picture)}\n{caption}\n</figure>"
        case _:
            assert_never(part)


def sheet(part: Sheet) -> Iterator[str]:
    """A table with scoped heads."""
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Table">'
    several = len(part.columns) > 1
    kinds = " ".join(("side",) * several + ("wide",) * (len(part.columns) > 2))
    # Roles are said outright: a phone shows the cells below each other, and they stay a table.
    head = f'<table class="{kinds}" role="table">' if several else "<table>"
    yield f"{head}\n<caption>{escape(part.caption)}</caption>\n<thead>"
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in part.columns)
    yield f"<tr><td>{escape(part.corner)}</td>{heads}</tr>\n</thead>\n<tbody>"
    for row in part.rows:
        cells = "".join(
            _cell(cell, column if several else "")
            for cell, column in zip(row.cells, part.columns, strict=True)
        )
        roles = (' role="row"', ' role="rowheader"') if several else ("", "")
        yield f'<tr{roles[0]}><th scope="row"{roles[1]}>{escape(row.label)}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</div>"


def _cell(cell: tuple[Line, ...], column: str) -> str:
    """A cell; `column` is its head, for a narrow screen where no head stands above it."""
    head = f' role="cell" data-head="{escape(column)}"' if column else ""
    return f"<td{head}>" + "".join(f"<p>{line_html(line)}</p>" for line in cell) + "</td>"


def references(entries: tuple[Entry, ...]) -> Iterator[str]:
    """The list of references."""
    plain = bool(entries) and entries[0].number == 0
    yield f'<{"ul" if plain else "ol"} class="references{" plain" if plain else ""}">'
    for entry in entries:
        value = "" if plain else f' value="{entry.number}"'
        yield f"<li{value}>{line_html(entry.line)}</li>"
    yield f"</{'ul' if plain else 'ol'}>"


def line_html(line: Line) -> str:
    """A line with its tones as elements."""
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    words = escape(run.text)
    match run.tone:
        case Tone.RAISED:
            # A word joiner: the number must not begin a line.
            return f"&#8288;<sup>{words}</sup>"
        case Tone.CITED:
            return f'<span class="cite">{words}</span>'
        case Tone.EMPHASIS:
            words = f"<em>{words}</em>"
        case Tone.STRONG:
            words = f"<strong>{words}</strong>"
        case Tone.PLAIN:
            pass
        case _:
            assert_never(run.tone)
    link = safe_link(run.link)
    return f'<a href="{escape(link)}">{words}</a>' if link else words
