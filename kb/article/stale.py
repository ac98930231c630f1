"""What has changed behind a published text since its stamp, or the markers in it, were written."""

from __future__ import annotations

import html
import io
import re
import zipfile
from xml.etree import ElementTree

from kb.article.codes import changed_in, fact_codes, unpacked
from kb.article.fill import value_of
from kb.article.marks import parse_article
from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.model.treatment import fields
from kb.problems import UsageFault
from kb.publish.ledger import fingerprint
from kb.publish.stamp import Stamp, fact_code, facts_hash, field_code, find_stamps
from kb.view.since import Moved, Since

LARGEST = 64 * 1024 * 1024
"""Bytes of an unpacked document."""


def since_stamp(base: KnowledgeBase, stamp: Stamp, origin: str) -> Since:
    """The facts of a stamp that are no longer what they were."""
    paths = {field_code(path): path for path in fields()}
    moved: list[Moved] = []
    prints: dict[tuple[str, str], str] = {}
    for (record, code), old in stamp.codes.items():
        path = paths[code]
        if record not in base.treatments:
            moved.append(Moved(record, path, "record", "no longer recorded", ""))
            continue
        view = shown(base, base.treatments[record], path)
        prints[record, path] = fingerprint(view)
        if fact_code(prints[record, path]) != old:
            moved.append(_moved(base, record, path, "fact"))
    note = ""
    if not moved and facts_hash(prints) != stamp.facts:
        note = "The facts as a whole are not those of the stamp, but it cannot name which changed."
    return Since(origin, stamp.data, len(stamp.codes), tuple(moved), note)


def _moved(base: KnowledgeBase, record: str, path: str, what: str) -> Moved:
    view = shown(base, base.treatments[record], path)
    days = [claim.last_read for claim in view.claims if claim.last_read]
    return Moved(record, path, what, value_of(base, record, path), str(max(days, default="")))


def since_markers(base: KnowledgeBase, text: str, origin: str, *, is_html: bool) -> Since | None:
    """The facts of an article's markers that have moved; None without filled markers."""
    article = parse_article(text, origin, html=is_html)
    old = {k: c for b in article.blocks for k, c in unpacked(b.options.get("facts", "")).items()}
    if not old:
        return None
    known = {key: code for key, code in old.items() if key[0] in base.treatments}
    now = fact_codes(base, known)
    moved = [
        _moved(base, *key, changed_in(code, now[key])) for key, code in known.items()
        if now[key] != code
    ]  # fmt: skip
    moved += [
        Moved(r, p, "record", "no longer recorded", "") for r, p in old if (r, p) not in known
    ]
    return Since(f"{origin}, markers", "", len(old), tuple(moved))


def since_text(base: KnowledgeBase, raw: bytes, origin: str) -> list[Since]:
    """Everything that a document's stamps and markers lead to.

    Raises UsageFault if it has neither, NoStamp if a stamp is cut off.
    """
    words = words_of(raw, origin)
    found = [since_stamp(base, stamp, f"{origin}, stamp") for stamp in find_stamps(words)]
    if not raw.startswith(b"PK"):
        text = raw.decode("utf-8-sig", "replace")
        markers = since_markers(
            base, text, origin, is_html=origin.lower().endswith(("html", "htm"))
        )
        found += [markers] if markers else []
    if not found:
        raise UsageFault(f"{origin} holds no stamp and no filled marker. Every export carries one.")
    return found


def words_of(raw: bytes, origin: str) -> str:
    """The words of a Word, HTML or plain file, as a reader sees them."""
    if raw.startswith(b"PK"):
        return _word_file(raw, origin)
    text = raw.decode("utf-8-sig", "replace")
    if re.search(r"<(?:html|p|div|body|small|span)\b", text, re.IGNORECASE):
        text = html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", text, flags=re.DOTALL))
    return re.sub(r"\\(?=[_*<>\[\]`~#|-])", "", text)


def _word_file(raw: bytes, origin: str) -> str:
    """Every run of text in the parts of a Word file: body, headers, footers, notes."""
    texts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for info in archive.infolist():
                if not re.fullmatch(r"word/[\w/]+\.xml", info.filename):
                    continue
                if info.file_size > LARGEST:
                    raise UsageFault(f"{origin} is too large to read.")
                texts.append(_runs(archive.read(info)))
    except zipfile.BadZipFile as error:
        raise UsageFault(f"{origin} is no Word file: {error}.") from error
    return "\n".join(texts)


def _runs(part: bytes) -> str:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return ""
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return ""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{word}t")) for p in root.iter(f"{word}p"))
    return "\n".join(paragraphs)
