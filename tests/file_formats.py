"""What a DOCX or PDF file holds, as lines of text: words, styles, tables, alternative texts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

Block = tuple[str, str]


def plain(text: str) -> str:
    """Words with ordinary blanks, one between two."""
    return re.sub(r"[\s\u2060]+", " ", text).strip()


def docx_lines(raw: bytes) -> list[str]:
    """Every block of a Word file in order, with its style; then its properties."""
    document = Document(io.BytesIO(raw))
    lines: list[str] = []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            lines += _paragraph(Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            lines += _table(Table(element, document))
    core, section = document.core_properties, document.sections[0]
    lines.append(
        f"properties: {core.title} | {core.language} | {core.modified} | {core.identifier}"
    )
    lines.append(f"page: {section.page_width.cm:.1f} x {section.page_height.cm:.1f} cm")
    return lines


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    for shape in paragraph._p.iter(qn("wp:docPr")):
        yield f"[picture] {plain(shape.get('title'))} | {plain(shape.get('descr'))}"
    words = plain("".join(node.text or "" for node in paragraph._p.iter(qn("w:t"))))
    if words:
        yield f"[{paragraph.style.name}] {words}"


def _table(table: Table) -> Iterator[str]:
    heads = sum(1 for row in table.rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None)
    yield f"[table, {table.style.name}, {len(table.rows)} x {len(table.columns)}, head rows {heads}]"
    for row in table.rows:
        yield " | ".join(
            " / ".join(f"{p.style.name}: {plain(p.text)}" for p in cell.paragraphs if p.text)
            for cell in row.cells
        )


def pdf_lines(raw: bytes) -> list[str]:
    """Title, language, headings and alternative texts of a tagged PDF; nothing that fonts move."""
    reader = PdfReader(io.BytesIO(raw))
    root = reader.trailer["/Root"]
    lines = [
        f"title: {reader.metadata.title}", f"language: {root['/Lang']}",
        f"tagged: {root['/MarkInfo']['/Marked']}", f"stamp: {reader.metadata['/kbstamp']}",
    ]  # fmt: skip
    lines += [f"heading {level}: {plain(title)}" for level, title in _outline(reader.outline, 1)]
    tags = list(_tags(root["/StructTreeRoot"]))
    lines += [f"picture: {plain(str(tag['/Alt']))}" for tag in tags if tag["/S"] == "/Figure"]
    kinds = {str(tag["/S"]) for tag in tags}
    lines.append(f"kinds: {' '.join(sorted(kinds - {'/Span', '/NonStruct', '/Part', '/Art'}))}")
    return lines


def _outline(entries: list[Any], level: int) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(entry, level + 1)
        else:
            yield level, str(entry.title)


def _tags(element: Any) -> Iterator[dict[str, Any]]:
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for one in element:
            yield from _tags(one)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element
        yield from _tags(element.get("/K", []))


def pdf_words(raw: bytes) -> str:
    """The letters of every page without blanks: lines break where fonts have them break."""
    reader = PdfReader(io.BytesIO(raw))
    return re.sub(r"[\s\u2060]+", "", "".join(page.extract_text() for page in reader.pages))
