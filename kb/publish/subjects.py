"""What a treatment is called in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.model.treatment import Treatment
from kb.model.vocab import Category, Level
from kb.publish.choices import Locale
from kb.publish.grammar import capital
from kb.publish.spelling import spelled

AS_A_CLASS = " as a class"


@dataclass(frozen=True, slots=True)
class Subject:
    """A treatment as the subject of sentences.

    `first` is the form of its first mention with the abbreviation explained, `name` the later
    one, `head` the form of a column head. `plural` decides the verb.
    """

    record: Treatment
    first: str
    name: str
    head: str
    plural: bool

    def verb(self, one: str, many: str) -> str:
        """The form of a verb that agrees."""
        return many if self.plural else one

    @property
    def given_phrase(self) -> str:
        """ "given sertraline", "who had cognitive behavioural therapy": the people of an arm."""
        if self.record.category is Category.PHARMACOTHERAPY:
            return f"given {self.thing}"
        return f"who had {self.thing}"

    @property
    def thing(self) -> str:
        """The name as that of something taken: "SSRIs", where the sentence is on the class."""
        return self.name.removesuffix(AS_A_CLASS)


def subject(record: Treatment, base: KnowledgeBase, locale: Locale) -> Subject:
    """The subject for a record."""
    name = spelled(turned(record.name), locale)
    plural = record.level is Level.CLASS and (record.name.endswith("s") or " and " in record.name)
    short = _abbreviation(record, plural)
    first = f"{name} ({short})" if short else name
    if short in re.findall(r"\w+", name):
        short, first = "", name
    later = short or name
    return Subject(record, first, later, capital(later), plural)


def turned(name: str) -> str:
    """ "ketamine, intravenous" as it is spoken: "intravenous ketamine"."""
    head, comma, tail = name.partition(", ")
    if not comma:
        return name
    if tail.split(" ")[-1] in ("spray", "therapy"):
        return f"{head} {tail}"
    return f"{tail} {head}" if "(" not in tail else f"{tail.partition(' (')[0]} {head}"


def _abbreviation(record: Treatment, plural: bool) -> str:
    for short in record.abbreviations:
        if short.endswith("s") == plural:
            return short
    return ""
