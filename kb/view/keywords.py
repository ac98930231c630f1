"""The page of keyword vocabularies, generated from the lists that the program uses."""

from __future__ import annotations

from collections.abc import Mapping

from kb.ask.conditions import GROUPS, HISTORIES
from kb.ask.phrases import (
    AGAINST,
    CONTRAINDICATES,
    FIRST,
    INDICATIONS,
    LIMITED,
    OPTION,
    PARTNERS,
    RATED_BETTER,
    RATED_WORSE,
    SPEAKS_AGAINST,
)
from kb.view.document import Block, Document, Heading, Prose, Span, Table

_INTRO = (
    "Records hold sentences. Where a question needs the topic of a sentence, the program looks for "
    "the words below, without regard to case and punctuation, at the start of a word; words of up "
    "to four letters stand alone. A topic that no sentence mentions is never taken as absent."
)


def keywords_document() -> Document:
    """Every list of words that decides what a sentence is about."""
    lists: dict[str, Mapping[str, tuple[str, ...]]] = {
        "Words that forbid": {"forbids": CONTRAINDICATES},
        "Words that may deny an adverse effect": {"may deny": SPEAKS_AGAINST},
        "How a guideline rates an adverse effect": {"better": RATED_BETTER, "worse": RATED_WORSE},
        "Partners of --not-with": PARTNERS,
        "Populations of --for": INDICATIONS,
        "How a guideline is read, tried in this order": {
            "against": AGAINST,
            "later or for few": LIMITED,
            "first": FIRST,
            "a choice": OPTION,
        },
        "Groups and organs of kb consider": GROUPS,
        "Histories of kb consider": HISTORIES,
    }
    blocks: list[Block] = [Heading("Keywords", 1), Prose((Span(_INTRO),))]
    for title, found in lists.items():
        rows = tuple((topic, ", ".join(words)) for topic, words in found.items())
        blocks += [Heading(title, 2), Table(("topic", "words"), rows)]
    return Document("keywords", "Keywords", tuple(blocks))
