"""Full text: statements, relations and sources that hold the words asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from kb.ask.base import KnowledgeBase
from kb.ask.names import fold
from kb.ask.search_relations import RelationHit, related
from kb.ask.truth import Ground, Truth
from kb.model.claim import Claim
from kb.model.source import Source
from kb.model.treatment import Treatment, fields
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that holds the words, and the record that makes it."""

    record: Treatment
    ground: Ground


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: records by name, statements, relations, sources; near words for nothing."""

    asked: tuple[str, ...]
    named: tuple[Treatment, ...]
    statements: tuple[Hit, ...]
    sources: tuple[Source, ...]
    near: tuple[str, ...] = ()
    relations: tuple[RelationHit, ...] = ()


def search(base: KnowledgeBase, asked: Sequence[str]) -> Hits:
    """Everything that holds every phrase asked for, at the start of a word.

    Case, accents and punctuation do not count. Records stand in alphabetical order, their
    statements in the order of the fields. Raises UsageFault if nothing is asked.
    """
    phrases = [fold(text) for text in asked]
    if not phrases or not all(phrases):
        raise UsageFault("Say what to look for: kb search torsade.")
    # Folding every text is what costs time here, so the patterns are made once.
    patterns = [re.compile(rf"(?:^| ){re.escape(phrase)}") for phrase in phrases]
    holds = partial(_holds, patterns)
    ids = {i for name, ids in base.names.items() if holds(name) for i in ids}
    named = tuple(base.treatments[record_id] for record_id in sorted(ids))
    statements = tuple(_holding(base, holds))
    sources = tuple(source for source in base.sources.values() if holds(fold(_source_text(source))))
    relations = related(base, lambda text: holds(fold(text)), partial(_touches, patterns))
    near = () if named or statements or sources or relations else _near(base, phrases)
    return Hits(tuple(asked), named, statements, sources, near, relations)


def _holds(patterns: Sequence[re.Pattern[str]], folded: str) -> bool:
    return all(pattern.search(folded) for pattern in patterns)


def _holding(base: KnowledgeBase, holds: Callable[[str], bool]) -> Iterator[Hit]:
    """The statements that hold the words; only records that have any are read."""
    for record_id, texts in base.words.items():
        found = [number for number, text in enumerate(texts) if holds(text)]
        if found:
            statements = list(_statements(base.treatments[record_id]))
            yield from (statements[number] for number in found)


def words_of(record: Treatment) -> tuple[str, ...]:
    """The folded words of each of its statements, in the order of the fields."""
    return tuple(fold(_text(hit)) for hit in _statements(record))


def _touches(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    folded = fold(text)
    return any(pattern.search(folded) for pattern in patterns)


def _statements(record: Treatment) -> Iterator[Hit]:
    for path in fields():
        for entry in record.answer(path).entries:
            yield Hit(record, Ground(path, Truth.YES, entry))


def _text(hit: Hit) -> str:
    entry = hit.ground.entry
    assert entry is not None
    words = [entry.when or "", fields()[hit.ground.path].label]
    if isinstance(entry, Claim):
        words += [entry.value.text, *(objection.value for objection in entry.but)]
    else:
        words.append(entry.why or "")
    return "; ".join(words)


def _source_text(source: Source) -> str:
    return f"{source.id}; {source.authors or ''}; {source.title}; {source.journal or ''}"


def _near(base: KnowledgeBase, phrases: Sequence[str]) -> tuple[str, ...]:
    """Words of the records for which a phrase that stands nowhere may be a slip."""
    lost = [p for p in phrases if not _anywhere(base, p)]
    known = {
        word
        for texts in base.words.values()
        for text in texts
        for word in text.split()
        if len(word) > 3 and not word.isdigit()
    }
    found = [w for phrase in lost for w in get_close_matches(phrase, sorted(known), n=3)]
    return tuple(dict.fromkeys(found))


def _anywhere(base: KnowledgeBase, phrase: str) -> bool:
    pattern = re.compile(rf"(?:^| ){re.escape(phrase)}")
    return any(pattern.search(text) for texts in base.words.values() for text in texts)
