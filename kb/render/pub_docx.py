"""Publications as DOCX, with real styles, ready to edit in Word."""

from __future__ import annotations

import datetime
import io
from typing import Any, assert_never

from kb.render.archive import settled
from kb.render.docx_marks import hyperlink, language, repeated, shaded, whole
from kb.render.extras import NotInstalled, needed
from kb.render.gate import safe_link, visible
from kb.render.png import picture_png
from kb.view.publication import (
    Figure,
    Head,
    Line,
    Notice,
    Para,
    Part,
    Picture,
    Points,
    Publication,
    Run,
    Sheet,
    Tone,
)


def docx(publication: Publication) -> bytes:
    """The publication as a Word file, the same bytes on every run; raises NotInstalled."""
    library = needed("docx", "docx", "A Word file")
    shared = needed("docx.shared", "docx", "A Word file")
    document = library.Document()
    _settings(document, publication, shared)
    document.add_heading(visible(publication.title), 0)
    _line(document.add_paragraph(style="Subtitle"), publication.standfirst)
    for part in publication.parts:
        _part(document, part, publication, shared)
    if publication.references:
        document.add_heading(publication.references_title, 1)
        for entry in publication.references:
            paragraph = document.add_paragraph(style="kb references")
            number = f"{entry.number}.\t" if entry.number else ""
            paragraph.add_run(number)
            _line(paragraph, entry.line)
    for line in publication.imprint:
        document.add_paragraph(visible(line), style="kb imprint")
    document.add_paragraph(visible(publication.stamp), style="kb stamp")
    stream = io.BytesIO()
    document.save(stream)
    return settled(stream.getvalue())


def _settings(document: Any, publication: Publication, shared: Any) -> None:
    core = document.core_properties
    day = publication.date or "1980-01-01"
    moment = datetime.datetime.fromisoformat(day)
    core.created = core.modified = core.last_printed = moment
    core.title, core.author, core.revision = visible(publication.title)[:250], "", 1
    core.last_modified_by, core.comments, core.language = "", "", publication.language
    core.identifier = visible(publication.stamp)[:250]
    section = document.sections[0]
    if publication.language == "en-GB":
        section.page_width, section.page_height = shared.Cm(21), shared.Cm(29.7)
    section.left_margin = section.right_margin = shared.Cm(2)
    section.top_margin = section.bottom_margin = shared.Cm(2)
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", shared.Pt(11)
    language(styles["Normal"], publication.language)
    styles["Title"].font.size = shared.Pt(22)
    styles["Subtitle"].font.italic, styles["Subtitle"].font.size = True, shared.Pt(11.5)
    for name, size in (("kb references", 9), ("kb imprint", 9.5), ("kb stamp", 7), ("kb cell", 9)):
        style = styles.add_style(name, 1)
        style.base_style, style.font.size = styles["Normal"], shared.Pt(size)
        style.paragraph_format.space_after = shared.Pt(2)
    references = styles["kb references"].paragraph_format
    references.left_indent, references.first_line_indent = shared.Cm(0.9), shared.Cm(-0.9)


def _part(document: Any, part: Part, publication: Publication, shared: Any) -> None:
    match part:
        case Head():
            document.add_heading(visible(part.text), part.level - 1)
        case Para():
            _line(document.add_paragraph(), part.line)
        case Points():
            for item in part.items:
                _line(document.add_paragraph(style="List Bullet"), item)
        case Notice():
            _notice(document, part)
        case Sheet():
            _sheet(document, part, shared)
        case Figure():
            _figure(document, publication.pictures[part.index], part.index + 1, shared)
        case _:
            assert_never(part)


def _notice(document: Any, part: Notice) -> None:
    """A box: a table of one cell, so that it stays together when the text is moved."""
    cell = document.add_table(1, 1, style="Table Grid").rows[0].cells[0]
    shaded(cell, "FFF4E8")
    cell.paragraphs[0].add_run(visible(part.title)).bold = True
    for item in part.items:
        paragraph = cell.add_paragraph(style="List Bullet")
        _line(paragraph, item)
    document.add_paragraph()


def _sheet(document: Any, part: Sheet, shared: Any) -> None:
    document.add_paragraph(visible(part.caption), style="Caption")
    table = document.add_table(1, len(part.columns) + 1, style="Table Grid")
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, (part.corner, *part.columns), strict=True):
        cell.paragraphs[0].style = document.styles["kb cell"]
        cell.paragraphs[0].add_run(visible(words)).bold = True
        shaded(cell, "E8EEF2")
    repeated(table.rows[0])
    for row in part.rows:
        added = table.add_row()
        whole(added)
        cells = added.cells
        cells[0].paragraphs[0].style = document.styles["kb cell"]
        cells[0].paragraphs[0].add_run(visible(row.label)).bold = True
        for cell, lines in zip(cells[1:], row.cells, strict=True):
            for at, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
                paragraph.style = document.styles["kb cell"]
                _line(paragraph, line)
    wide = 17.0
    label = 3.6
    widths = [label, *((wide - label) / len(part.columns) for _ in part.columns)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = shared.Cm(width)
        for cell in column.cells:
            cell.width = shared.Cm(width)
    document.add_paragraph()


def _figure(document: Any, picture: Picture, number: int, shared: Any) -> None:
    said = picture.description
    try:
        image = picture_png(picture)
    except NotInstalled:
        said = picture.spoken
    else:
        shape = document.add_picture(io.BytesIO(image), width=shared.Cm(14))
        shape._inline.docPr.set("descr", visible(picture.spoken))
        shape._inline.docPr.set("title", visible(picture.title))
    caption = document.add_paragraph(style="Caption")
    _line(caption, (Run(f"Figure {number}. {picture.title}. {said}"), *picture.sources))


def _line(paragraph: Any, line: Line) -> None:
    for run in line:
        words = visible(run.text)
        link = safe_link(run.link)
        if link:
            hyperlink(paragraph, words, link)
            continue
        made = paragraph.add_run(words)
        if run.tone is Tone.RAISED:
            made.font.superscript = True
        elif run.tone is Tone.EMPHASIS:
            made.italic = True
        elif run.tone is Tone.STRONG:
            made.bold = True
