"""Marks of Word files that python-docx has no call for: links, shading, repeated head rows."""

from __future__ import annotations

from typing import Any

from kb.render.extras import needed


def _element(name: str, **attributes: str) -> Any:
    oxml = needed("docx.oxml", "docx", "A Word file")
    ns = needed("docx.oxml.ns", "docx", "A Word file")
    found = oxml.OxmlElement(name)
    for key, value in attributes.items():
        found.set(ns.qn(key.replace("_", ":", 1)), value)
    return found


def hyperlink(paragraph: Any, words: str, address: str) -> None:
    """Add words that link to an address."""
    constants = needed("docx.opc.constants", "docx", "A Word file")
    relation = paragraph.part.relate_to(
        address, constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = _element("w:hyperlink", r_id=relation)
    run = paragraph.add_run(words)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def shaded(cell: Any, colour: str) -> None:
    """Give a cell a background."""
    cell._tc.get_or_add_tcPr().append(
        _element("w:shd", w_val="clear", w_color="auto", w_fill=colour)
    )


def repeated(row: Any) -> None:
    """Repeat a row at the head of each page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", w_val="true"))


def whole(row: Any) -> None:
    """Keep a row on one page: a reader looks for the rest of a cell in vain."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", w_val="true"))


def language(style: Any, code: str) -> None:
    """Set the language of a style, for the spelling checker."""
    style.element.get_or_add_rPr().append(_element("w:lang", w_val=code))
