"""What has changed behind a published text since its stamp, or the markers in it, were written."""

from __future__ import annotations

from collections.abc import Iterable

from kb.article.codes import changed_in, fact_codes, unpacked
from kb.article.marks import Article, parse_article
from kb.article.rows import coded_rows
from kb.article.words import words_of
from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope
from kb.model.treatment import fields
from kb.problems import UsageFault
from kb.publish.facts import Fact, fact, fresh_relations, label_of
from kb.publish.stamp import (
    RELATION,
    WHOLE,
    Key,
    Stamp,
    fact_code,
    facts_hash,
    field_code,
    find_stamps,
    row_code,
)
from kb.view.since import Moved, Since

BINARY = (b"PK", b"%PDF", b"SQLite format 3\0", b"\x89PNG")
"""How files begin that are no text."""


def since_stamp(base: KnowledgeBase, stamp: Stamp, origin: str) -> Since:
    """The facts of a stamp that are no longer what they were, and relations that are new."""
    paths = {field_code(path): path for path in (*fields(), WHOLE)}
    moved: list[Moved] = []
    prints: dict[Key, str] = {}
    for (name, code), old in stamp.codes.items():
        key = name, paths.get(code, code)
        now = fact(base, key, stamp.ids)
        if now is None:
            moved.append(gone(base, key))
            continue
        prints[key] = now.print
        if fact_code(now.print) != old:
            moved.append(moved_fact(base, key, now, "fact"))
    if (WHOLE, RELATION) not in stamp.codes:
        known = [name for name, code in stamp.codes if code == RELATION]
        fresh = fresh_relations(base, Scope(stamp.scope), stamp.ids, known)
        moved += [new_fact(base, name) for name in fresh]
    note = ""
    if not moved and facts_hash(prints) != stamp.facts:
        note = "The facts as a whole are not those of the stamp, but it cannot name which changed."
    return Since(origin, stamp.data, len(stamp.codes), tuple(moved), note)


def moved_fact(base: KnowledgeBase, key: Key, now: Fact, what: str) -> Moved:
    """A fact that is no longer what it was, with what it is now."""
    return Moved(*key, what, now.now, now.read, label_of(base, key, ": "))


def gone(base: KnowledgeBase, key: Key) -> Moved:
    """A fact that is there no longer."""
    return Moved(*key, "record", "no longer recorded", "", label_of(base, key, ": "))


def new_fact(base: KnowledgeBase, relation: str) -> Moved:
    """A relation that was not there when the text was written."""
    key = relation, RELATION
    now = fact(base, key)
    assert now is not None
    return moved_fact(base, key, now, "new")


def since_markers(base: KnowledgeBase, text: str, origin: str, *, is_html: bool) -> Since | None:
    """The facts of an article's markers that have moved; None without filled markers."""
    article = parse_article(text, origin, html=is_html)
    old = {k: c for b in article.blocks for k, c in unpacked(b.options.get("facts", "")).items()}
    if not old:
        return None
    now = fact_codes(base, old)
    moved = []
    for key, code in old.items():
        if key not in now:
            moved.append(gone(base, key))
        elif now[key] != code:
            found = fact(base, key)
            assert found is not None
            moved.append(moved_fact(base, key, found, changed_in(code, now[key])))
    moved += [new_fact(base, name) for name in _fresh(base, article, old)]
    return Since(f"{origin}, markers", "", len(old), tuple(moved))


def _fresh(base: KnowledgeBase, article: Article, old: Iterable[Key]) -> list[str]:
    """Relations between the treatments of a block that its text does not have."""
    known = [name for name, path in old if path == RELATION]
    found: dict[str, None] = {}
    for block in article.blocks:
        if block.kind == "relations" and block.options.get("facts"):
            names = [base[name].id for name in block.names if name in base]
            found |= dict.fromkeys(fresh_relations(base, Scope.AMONG, names, known))
    return list(found)


def since_rows(base: KnowledgeBase, text: str, origin: str) -> Since | None:
    """The facts of a table of data that have moved; None where no row has a code."""
    old = coded_rows(text)
    if not old:
        return None
    moved = []
    for key, code in old.items():
        now = fact(base, key)
        if now is None:
            moved.append(gone(base, key))
        elif row_code(now.print) != code:
            moved.append(moved_fact(base, key, now, "fact"))
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
