"""The words of a file of any kind that an export may be, as far as a stamp needs them."""

from __future__ import annotations

import html
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from kb.problems import UsageFault
from kb.render.extras import NotInstalled, needed
from kb.render.png import note_of

LARGEST = 64 * 1024 * 1024
"""Bytes of an unpacked document."""
STEPS = 1_000_000
"""Steps that a question to a database may take, whatever its file holds."""


def words_of(raw: bytes, origin: str) -> str:
    """The words of an export, as a reader sees them, or its stamp where it has a place for one.

    Raises UsageFault if the file is too large, damaged, or needs a library that is not there.
    """
    if raw.startswith(b"PK"):
        return _office_file(raw, origin)
    if raw.startswith(b"%PDF"):
        return _pdf(raw, origin)
    if raw.startswith(b"SQLite format 3\0"):
        return _database(raw, origin)
    if raw.startswith(b"\x89PNG"):
        return note_of(raw)
    return _text(raw.decode("utf-8-sig", "replace"))


def _text(text: str) -> str:
    """Markdown without its escapes, HTML without its elements; a stamp in its head goes first."""
    if re.search(r"<(?:html|p|div|body|small|span|svg)\b", text, re.IGNORECASE):
        head = re.search(r'<meta name="kb-stamp" content="([^"]*)"', text)
        if head:
            return html.unescape(head[1])
        text = html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", text, flags=re.DOTALL))
    return re.sub(r"\\(?=[_*<>\[\]`~#|+.-])", "", text)


def _office_file(raw: bytes, origin: str) -> str:
    """Every run of text in a Word file, workbook or OpenDocument: body, headers, notes, cells."""
    texts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for info in archive.infolist():
                if not re.fullmatch(
                    r"(?:word|xl)/[\w/]+\.xml|(?:content|styles)\.xml", info.filename
                ):
                    continue
                if info.file_size > LARGEST:
                    raise UsageFault(f"{origin} is too large to read.")
                texts += _runs(archive.read(info))
    except zipfile.BadZipFile as error:
        raise UsageFault(
            f"{origin} is no Word file, no OpenDocument and no workbook: {error}."
        ) from error
    return "\n".join(texts)


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPEN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _runs(part: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return
    for found in root.iter(f"{OPEN}p"):
        yield "".join(found.itertext())
    for space, holder in ((WORD, "p"), (CELL, "si"), (CELL, "is")):
        for found in root.iter(f"{space}{holder}"):
            yield "".join(run.text or "" for run in found.iter(f"{space}t"))


def _pdf(raw: bytes, origin: str) -> str:
    """The stamp among a PDF's properties; without it, the words of its pages."""
    try:
        library = needed("pypdf", "pdf", "Reading a PDF")
    except NotInstalled as missing:
        raise UsageFault(str(missing)) from missing
    try:
        document = library.PdfReader(io.BytesIO(raw))
        kept = str((document.metadata or {}).get("/kbstamp", ""))
        return kept or "\n".join(page.extract_text() for page in document.pages)
    except (library.errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError,
            RecursionError) as error:  # fmt: skip
        raise UsageFault(f"{origin} cannot be read as a PDF: {error}.") from error


def _database(raw: bytes, origin: str) -> str:
    """The stamp in a database's table `about`."""
    base = sqlite3.connect(":memory:")
    base.set_progress_handler(lambda: 1, STEPS)
    try:
        base.deserialize(raw)
        base.execute("pragma trusted_schema = off")
        rows = base.execute("select value from about where key = 'stamp'").fetchmany(1)
    except sqlite3.Error as error:
        raise UsageFault(f"{origin} cannot be read as an export: {error}.") from error
    finally:
        base.close()
    return str(rows[0][0]) if rows else ""
