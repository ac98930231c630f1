"""What has changed behind a published text since its stamp, or the markers in it, were written."""

from __future__ import annotations

from kb.article.codes import changed_in, fact_codes, unpacked
from kb.article.fill import value_of
from kb.article.marks import parse_article
from kb.article.rows import coded_rows
from kb.article.words import words_of
from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.model.treatment import fields
from kb.problems import UsageFault
from kb.publish.ledger import fingerprint, whole_print
from kb.publish.stamp import WHOLE, Stamp, fact_code, facts_hash, field_code, find_stamps, row_code
from kb.view.since import Moved, Since

BINARY = (b"PK", b"%PDF", b"SQLite format 3\0", b"\x89PNG")
"""How files begin that are no text."""


def since_stamp(base: KnowledgeBase, stamp: Stamp, origin: str) -> Since:
    """The facts of a stamp that are no longer what they were."""
    paths = {field_code(path): path for path in (*fields(), WHOLE)}
    moved: list[Moved] = []
    prints: dict[tuple[str, str], str] = {}
    for (record, code), old in stamp.codes.items():
        path = paths[code]
        if record not in base.treatments:
            moved.append(Moved(record, path, "record", "no longer recorded", ""))
            continue
        prints[record, path] = print_of(base, record, path)
        if fact_code(prints[record, path]) != old:
            moved.append(moved_fact(base, record, path, "fact"))
    note = ""
    if not moved and facts_hash(prints) != stamp.facts:
        note = "The facts as a whole are not those of the stamp, but it cannot name which changed."
    return Since(origin, stamp.data, len(stamp.codes), tuple(moved), note)


def print_of(base: KnowledgeBase, record: str, path: str) -> str:
    """The fingerprint of what a record shows at a field, or at all of them."""
    if path == WHOLE:
        return whole_print(base, record)
    return fingerprint(shown(base, base.treatments[record], path))


def moved_fact(base: KnowledgeBase, record: str, path: str, what: str) -> Moved:
    """A fact that is no longer what it was, with what it is now."""
    if path == WHOLE:
        return Moved(record, path, what, "see kb show", "")
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
        moved_fact(base, *key, changed_in(code, now[key])) for key, code in known.items()
        if now[key] != code
    ]  # fmt: skip
    moved += [
        Moved(r, p, "record", "no longer recorded", "") for r, p in old if (r, p) not in known
    ]
    return Since(f"{origin}, markers", "", len(old), tuple(moved))


def since_rows(base: KnowledgeBase, text: str, origin: str) -> Since | None:
    """The facts of a table of data that have moved; None where no row has a code."""
    old = coded_rows(text)
    if not old:
        return None
    moved = []
    for (record, path), code in old.items():
        if record not in base.treatments:
            moved.append(Moved(record, path, "record", "no longer recorded", ""))
        elif row_code(print_of(base, record, path)) != code:
            moved.append(moved_fact(base, record, path, "fact"))
    return Since(origin, "", len(old), tuple(moved))


def since_text(base: KnowledgeBase, raw: bytes, origin: str) -> list[Since]:
    """Everything that a document's stamps and markers lead to.

    Raises UsageFault if it has neither, NoStamp if a stamp is cut off.
    """
    words = words_of(raw, origin)
    found = [since_stamp(base, stamp, f"{origin}, stamp") for stamp in find_stamps(words)]
    if not raw.startswith(BINARY):
        text = raw.decode("utf-8-sig", "replace")
        markers = since_markers(
            base, text, origin, is_html=origin.lower().endswith(("html", "htm"))
        )
        rows = since_rows(base, text, f"{origin}, rows")
        found += [one for one in (markers, rows) if one]
    if not found:
        raise UsageFault(f"{origin} holds no stamp and no filled marker. Every export carries one.")
    return found
