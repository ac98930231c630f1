"""Reading a draft against the knowledge base: every rule over every sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.article.draft import Draft, parse_draft
from kb.article.finding import Reader
from kb.article.marks import place_at
from kb.article.mentions import abouts, mentioned_records
from kb.article.rules_facts import fact_findings
from kb.article.rules_missing import missing_findings
from kb.article.rules_time import time_findings
from kb.article.rules_wording import wording_findings
from kb.ask.base import KnowledgeBase
from kb.ask.names import names_of
from kb.model.treatment import Treatment
from kb.problems import Problem, Severity
from kb.publish.reading import grade


def check_draft(
    base: KnowledgeBase, text: str, name: str, *, html: bool,
    given: tuple[Treatment, ...] = (), highest: float = 9.0,
) -> list[Problem]:  # fmt: skip
    """Everything found in a draft, in the order of its places.

    `given` narrows the check to some records; `highest` is the reading grade above which a
    paragraph is reported.
    """
    draft = parse_draft(text, name, html=html)
    reader = Reader(base, draft)
    records = given or mentioned_records(base, draft)
    found: list[Problem] = []
    for about in abouts(base, draft, given):
        found += time_findings(reader, about)
        found += fact_findings(reader, about)
        found += wording_findings(reader, about.sentence)
    found += missing_findings(reader, records, text)
    found += _reading(draft, records, highest)
    return sorted(dict.fromkeys(found), key=lambda problem: problem.sort_key)


def _reading(draft: Draft, records: tuple[Treatment, ...], highest: float) -> Iterator[Problem]:
    """Paragraphs above a reading grade, with and without the names of treatments."""
    names = frozenset(
        word.lower()
        for record in records
        for form in names_of(record)
        for word in re.findall(r"[^\W\d_]{4,}", form)
    )
    for at, words in draft.paragraphs:
        plain = " ".join(words.split())
        every, without = grade([plain]), grade([plain], names)
        if every is None or without is None or every.words < 20 or every.kincaid <= highest:
            continue
        start = at + len(words) - len(words.lstrip())
        place = place_at(draft.text, start, draft.name, min(len(words.strip()), 40))
        yield Problem(
            "E740",
            f"reading grade of this paragraph: {every.text}; without names of treatments "
            f"{without.text}",
            f"Shorten sentences and words; the limit is grade {highest:g}, set with --grade.",
            place, severity=Severity.WARNING,
        )  # fmt: skip
