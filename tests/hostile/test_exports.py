"""Nothing in a text of the data is obeyed by what an export is opened with.

As in test_outputs the oracle is structure: an export of hostile words must have the elements,
rows, entries and keys of one with harmless words. Slow formats get every hostile word at once.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import sqlite3
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kb.article.sync import synced
from kb.ask.base import KnowledgeBase
from kb.cli.citing import CiteSort, DataSort, _data, _references
from kb.cli.handing import Form, Sort, made
from kb.invisible import is_invisible
from kb.load.base import load
from kb.publish.arranging import arranged
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.compose import Wish, publish
from kb.render import data_files
from kb.render.compare_page import compare_page
from kb.render.png import picture_png
from kb.render.pub_pictures import picture_svg
from kb.view.publication import Publication
from kb.view.tidy import tidy
from tests.hostile.splice import EVIL, hostile_base
from tests.hostile.structure import (
    csv_structure,
    difference,
    html_structure,
    json_structure,
    markdown_structure,
    ris_structure,
    words_of,
)

HERE = Path(__file__).parents[1] / "code" / "invented_articles"
TODAY = datetime.date(2026, 11, 24)
HARMLESS = "Zq"
NAMES = ["dripamine-iv", "gamazine"]
Words = tuple[str, ...]
"""What stands around the texts of a base: one and the same words, or each of several in turn."""
PLAIN: Words = (HARMLESS,)
ALL: Words = (" ".join(EVIL),)
TURNS: list[Words] = [(*EVIL[start:], *EVIL[:start]) for start in (0, 37, 74)]
"""Every hostile word begins and ends some texts, and in each turn others."""


def alike(evil: Words) -> Words:
    """Harmless words with the stops of hostile ones: sentences are divided at them. Texts that
    hostile words make different stay different, for what is the same is said once."""
    marks = [f"{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(len(evil))]
    return tuple(
        " ".join(re.sub(r"[^:;,. ]+", HARMLESS + (mark if len(evil) > 1 else ""), word).split())
        for word, mark in zip(evil, marks, strict=True)
    )


def name(evil: Words) -> str:
    if len(evil) > 1:
        return f"in turn from {EVIL.index(evil[0])}"
    return "all" if evil == ALL else evil[0].encode("unicode_escape").decode()[:40]


# In every text are tried all words at once, and alone those that matter where they begin a line.
FIRST = [(e,) for e in EVIL if e[0] in "#>-*+1=_`~ |[!<\n\r\x1b\ud800"][::2]
some = pytest.mark.parametrize("evil", [*FIRST, ALL, *TURNS], ids=name)
few = pytest.mark.parametrize("evil", [*((e,) for e in EVIL[::18]), ALL, *TURNS], ids=name)


@cache
def base(evil: Words) -> KnowledgeBase:
    return hostile_base(load(folder=HERE, today=TODAY), *evil)


def dated(evil: Words) -> str:
    return f"2026-11-24 {' '.join(evil)}"


def published(
    evil: Words, audience: Audience, style: Style = Style.AMA, count: int = 2
) -> Publication:
    found, names = base(evil), NAMES[-count:]
    wish = Wish(audience, style, Locale.UK, Length.FULL)
    return publish(found, names, wish, dated(evil))


def no_invisible(text: str, *ours: str) -> None:
    assert {char for char in text if is_invisible(char)} <= {"\n", *ours}


KINDS = [
    (Audience.CLINICIAN, Style.AMA, 2), (Audience.CLINICIAN, Style.APA, 2),
    (Audience.CLINICIAN, Style.VANCOUVER, 1), (Audience.PATIENT, Style.AMA, 2),
    (Audience.PATIENT, Style.APA, 1),
]  # fmt: skip
TEXTS: dict[Sort, Callable[[str], Any]] = {
    Sort.MARKDOWN: markdown_structure, Sort.HTML: html_structure, Sort.JSON: json_structure,
    Sort.TEXT: lambda _: None,
}  # fmt: skip


@cache
def expected_of(harmless: Words, kind: tuple[Audience, Style, int], sort: Sort) -> Any:
    """The structure of a publication of harmless words; many hostile ones are alike to the same."""
    raw = made(published(harmless, *kind), sort, Form())
    return docx_structure(raw) if sort is Sort.DOCX else TEXTS[sort](raw.decode())


@some
def test_publications_obey_nothing(evil: Words) -> None:
    for kind in KINDS if evil != ALL else (KINDS[0], KINDS[-1]):
        publication = published(evil, *kind)
        for sort, structure in TEXTS.items():
            text = made(publication, sort, Form()).decode()
            no_invisible(text)
            expected = expected_of(alike(evil), kind, sort)
            assert difference(structure(text), expected) == "", (kind, sort)


def docx_structure(raw: bytes) -> Any:
    """The tags of every part, without the words; addresses must be of the web."""
    found = []
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for part in archive.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            root = ElementTree.fromstring(archive.read(part))
            for element in root.iter():
                found.append((part, element.tag))
                if part != "word/numbering.xml":  # Word's own bullet is a private character
                    no_invisible(element.text or "")
                    no_invisible(" ".join(element.attrib.values()))
                if element.attrib.get("TargetMode") == "External":
                    assert element.attrib["Target"].startswith("https://")
    tags = {tag.rpartition("}")[2] for _, tag in found}
    assert not tags & {"instrText", "fldSimple", "fldChar", "object", "altChunk", "OLEObject"}
    return found


@some
def test_word_files_obey_nothing(evil: Words) -> None:
    # APA orders references by their words, which differ in turns and in what is alike to them.
    kind = (Audience.CLINICIAN, Style.APA if len(evil) == 1 else Style.AMA, 1)
    raw = made(published(evil, *kind), Sort.DOCX, Form())
    expected = expected_of(alike(evil), kind, Sort.DOCX)
    assert difference(docx_structure(raw), expected) == ""


def test_word_files_with_pictures_obey_nothing() -> None:
    for audience, evil in zip((*Audience, Audience.CLINICIAN), TURNS, strict=True):
        raw, plain = (made(published(e, audience), Sort.DOCX, Form()) for e in (evil, alike(evil)))
        assert difference(docx_structure(raw), docx_structure(plain)) == ""


def test_pdf_files_run_nothing() -> None:
    for audience, evil in zip((*Audience, Audience.CLINICIAN), TURNS, strict=True):
        raw = made(published(evil, audience), Sort.PDF, Form())
        assert raw.startswith(b"%PDF")
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.S)
        raw += b"".join(
            zlib.decompressobj().decompress(part) for part in streams if part[:1] == b"x"
        )
        for order in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction"):
            assert order not in raw
        addresses = re.findall(rb"/URI \(([^)]*)", raw)
        assert addresses
        assert all(address.startswith(b"https://") for address in addresses)


@few
def test_pictures_stay_pictures(evil: Words) -> None:
    for audience in Audience:
        found, plain = published(evil, audience).pictures, published(alike(evil), audience).pictures
        assert [p.id for p in found] == [p.id for p in plain]
        assert found
        for picture, other in zip(found, plain, strict=True):
            text = picture_svg(picture)
            no_invisible(text)
            tags = {element.tag for element in ElementTree.fromstring(text).iter()}
            assert tags == {e.tag for e in ElementTree.fromstring(picture_svg(other)).iter()}
            for element in ElementTree.fromstring(text).iter():
                assert not any(key.startswith("on") or "href" in key for key in element.attrib)
            assert picture_png(picture).startswith(b"\x89PNG")


@some
def test_the_comparison_page_obeys_nothing(evil: Words) -> None:
    text, plain = (
        compare_page(arranged(base(e), [], NAMES, Locale.US, dated(e))) for e in (evil, alike(evil))
    )
    no_invisible(text)
    assert difference(html_structure(text), html_structure(plain)) == ""


@few
def test_files_of_data_obey_nothing(evil: Words) -> None:
    found, plain = (tidy(base(e), list(base(e))) for e in (evil, PLAIN))
    about = {"title": "treatment-kb", "data_version": dated(evil)}
    text = data_files.as_csv(found).decode()
    no_invisible(text, "\r")
    assert difference(csv_structure(text), csv_structure(data_files.as_csv(plain).decode())) == ""
    text = data_files.as_json(found, about).decode()
    no_invisible(text)
    assert (
        difference(json_structure(text), json_structure(data_files.as_json(plain, about).decode()))
        == ""
    )
    data = sqlite3.connect(":memory:")
    data.deserialize(data_files.as_sqlite(found, about))
    assert data.execute("pragma integrity_check").fetchone() == ("ok",)
    for table in found.tables:
        rows = data.execute(f"select * from {table.name}").fetchall()
        assert len(rows) == len(table.rows) > 0
        for cell in (cell for row in rows for cell in row if isinstance(cell, str)):
            no_invisible(cell)
    (version,) = data.execute("select value from about where key = 'data_version'").fetchone()
    no_invisible(version)


@few
def test_workbooks_obey_nothing(evil: Words) -> None:
    found, plain = (tidy(base(e), list(base(e))) for e in (evil, PLAIN))
    with (
        zipfile.ZipFile(io.BytesIO(data_files.as_xlsx(found, {"title": dated(evil)}))) as book,
        zipfile.ZipFile(io.BytesIO(data_files.as_xlsx(plain, {"title": HARMLESS}))) as other,
    ):
        assert book.namelist() == other.namelist()
        for part in book.namelist():
            root = ElementTree.fromstring(book.read(part))
            tags = [element.tag.rpartition("}")[2] for element in root.iter()]
            assert not {"f", "hyperlink", "externalReference", "ddeLink"} & set(tags)
            if "sharedStrings" not in part:
                assert tags == [
                    e.tag.rpartition("}")[2]
                    for e in ElementTree.fromstring(other.read(part)).iter()
                ]
            for element in root.iter():
                no_invisible(element.text or "")


def test_no_cell_of_a_workbook_is_lost_for_its_length() -> None:
    from kb.view.document import Tables, TidyColumn, TidyTable

    table = TidyTable(
        "claims", (TidyColumn("text", "text", ""),), (("x" * 40_000,), ("\x1b" * 9_000,))
    )
    with zipfile.ZipFile(io.BytesIO(data_files.as_xlsx(Tables((table,)), {}))) as book:
        root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        cells = ["".join(item.itertext()) for item in root]
    assert "x" * 32_000 in cells[1]
    assert cells[1].endswith(" … (cut at 32,767 characters)")
    assert len(cells[1]) == 32_767 == len(cells[2])


@few
def test_linked_data_obeys_nothing(evil: Words) -> None:
    text, plain = (_data(base(e), [], DataSort.JSONLD).decode() for e in (evil, PLAIN))
    for word in words_of(json.loads(text)):
        no_invisible(word)
    assert difference(json_structure(text), json_structure(plain)) == ""


def references(evil: Words, sort: CiteSort, style: Style = Style.AMA) -> str:
    return _references(list(base(evil).sources.values()), sort, style)


@few
def test_references_obey_nothing(evil: Words) -> None:
    structures: dict[CiteSort, Callable[[str], Any]] = {
        CiteSort.MARKDOWN: markdown_structure, CiteSort.HTML: html_structure,
        CiteSort.CSL: json_structure, CiteSort.RIS: ris_structure,
        CiteSort.TEXT: lambda text: text.count("\n"),
        CiteSort.BIBTEX: lambda text: re.findall(r"^(?:@\w+|  \w+ = |\})", text, re.M),
    }  # fmt: skip
    for sort, structure in structures.items():
        for style in Style:
            text = references(evil, sort, style)
            text.encode()
            no_invisible(text)
            expected = structure(references(PLAIN, sort, style))
            assert difference(structure(text), expected) == "", (sort, style)


def test_reference_managers_read_every_entry() -> None:
    import pypandoc

    count = len(base(ALL).sources)
    for evil in (ALL, *TURNS, *((e,) for e in EVIL[::14])):
        for sort, kind in ((CiteSort.BIBTEX, "bibtex"), (CiteSort.RIS, "ris")):
            done = subprocess.run(
                [pypandoc.get_pandoc_path(), "-f", kind, "-t", "csljson"],
                input=references(evil, sort).encode(), capture_output=True, check=True,
            )  # fmt: skip
            assert len(json.loads(done.stdout)) == count, (evil, kind)


ARTICLE = """# An article

Up to <!-- kb:value gamazine.dosing.max --><!-- /kb --> a day.

<!-- kb:compare dripamine-iv gamazine -->
<!-- /kb -->

- a point
  <!-- kb:summary gamazine length=full audience=patient -->
  <!-- /kb -->

<!-- kb:caveats gamazine -->
<!-- /kb -->

<!-- kb:references style={style} -->
<!-- /kb -->

<!-- kb:stamp -->
<!-- /kb -->

The end.
"""
COMMENT = re.compile(r"<!-- /?kb\S*")


@some
@pytest.mark.parametrize("html", [False, True], ids=["markdown", "html"])
def test_articles_keep_their_markers(evil: Words, html: bool) -> None:
    structure = html_structure if html else markdown_structure
    for style in ("ama", "apa") if evil != ALL else ("ama",):
        article = ARTICLE.format(style=style)
        done, plain = (
            synced(base(e), article, "a.md", dated(e), html=html) for e in (evil, alike(evil))
        )
        no_invisible(done.text)
        assert COMMENT.findall(done.text) == COMMENT.findall(article)
        assert done.text.startswith("# An article\n")
        assert done.text.endswith("\nThe end.\n")
        again = synced(base(evil), done.text, "a.md", dated(evil), html=html)
        assert (again.text, again.changes, again.edits) == (done.text, (), ())
        ours, theirs = (
            structure(re.sub(r" sum=\S+( facts=\S+)?", "", d.text)) for d in (done, plain)
        )
        assert difference(ours, theirs) == "", style
