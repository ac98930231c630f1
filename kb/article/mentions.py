"""Which treatments a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.article.draft import Draft, Sentence
from kb.ask.base import KnowledgeBase
from kb.ask.names import names_of
from kb.model.treatment import Treatment

_GENERAL = re.compile(r"\bantidepressants?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """A sentence with the records it is about; `named` only if it names them itself."""

    sentence: Sentence
    records: tuple[Treatment, ...]
    named: bool


class Names:
    """Names of treatments in running text: whole words, the longest first.

    Names of fewer than three letters and everyday words are left out: "ACT" is a therapy only
    in capitals.
    """

    def __init__(self, records: Iterable[Treatment]) -> None:
        self._by_name: dict[str, str] = {}
        for record in records:
            for name in names_of(record):
                if len(name) >= 3:
                    key = name if name.isupper() else name.lower()
                    self._by_name.setdefault(key, record.id)
        longest = sorted(self._by_name, key=len, reverse=True)
        upper = [re.escape(n) for n in longest if n.isupper()]
        lower = [re.escape(n).replace(r"\ ", r"\s+") for n in longest if not n.isupper()]
        # Tried only where one of the names can begin: a text is mostly something else.
        first = f"(?<![\\w-])(?=[{re.escape(''.join(sorted({n[0] for n in longest})))}])"
        self._upper = re.compile(rf"{first}(?:{'|'.join(upper) or '(?!)'})(?![\w-]*\w)")
        self._lower = re.compile(
            rf"{first}(?:{'|'.join(lower) or '(?!)'})(?![\w-]*\w)", re.IGNORECASE
        )

    def found(self, words: str) -> dict[str, int]:
        """Ids of the records named, each with the offset of its first mention."""
        seen: dict[str, int] = {}
        for pattern in (self._upper, self._lower):
            for match in pattern.finditer(words):
                name = " ".join(match[0].split())
                found = self._by_name.get(name) or self._by_name.get(name.lower())
                if found:
                    seen.setdefault(found, match.start())
        return dict(sorted(seen.items(), key=lambda pair: pair[1]))


def abouts(base: KnowledgeBase, draft: Draft, given: tuple[Treatment, ...]) -> list[About]:
    """Each sentence with its subjects.

    A sentence that names nobody goes on about those of the sentence before it in its paragraph.
    "Antidepressants" stands for the classes in question whose own description says so. With
    `given`, only those records count.
    """
    names = Names(given or base)
    mentioned = tuple(base.treatments[key] for key in names.found(draft.plain))
    everyone = given or mentioned
    general = tuple(r for r in everyone if _is_antidepressant(r))
    found: list[About] = []
    before: tuple[Treatment, ...] = ()
    paragraph = -1
    for sentence in draft.sentences:
        if sentence.paragraph != paragraph:
            paragraph, before = sentence.paragraph, ()
        own = tuple(base.treatments[key] for key in names.found(sentence.words))
        if _GENERAL.search(sentence.words):
            own = tuple(dict.fromkeys((*own, *general)))
        found.append(About(sentence, own or before, bool(own)))
        before = own or before
    return found


def _is_antidepressant(record: Treatment) -> bool:
    return any("antidepressant" in claim.value.text.lower()
               for claim in record.identity.description.claims)  # fmt: skip


def mentioned_records(base: KnowledgeBase, draft: Draft) -> tuple[Treatment, ...]:
    """Every record named in a draft, in the order of first mention."""
    return tuple(base.treatments[key] for key in Names(base).found(draft.plain))
