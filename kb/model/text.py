"""Short sentences, and findings that are a rate where one is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from kb.model.fault import ValueFault
from kb.model.outcome import MEASURES, Result
from kb.model.parsed import Parsed
from kb.model.plain import check_plain
from kb.model.rate import WORDS, Rate, is_rate_like


@dataclass(frozen=True, slots=True)
class Text(Parsed):
    """One plain sentence or phrase, without markup."""

    kind: ClassVar[str] = "text"
    syntax: ClassVar[str] = "Write one plain sentence in your own words."

    words: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """The text itself; raises ValueFault if it is empty, too long or not plain."""
        check_plain(text)
        return cls(text)

    @property
    def text(self) -> str:
        """The words as written."""
        return self.words


def _sentence(text: str, syntax: str) -> Text:
    """A sentence where a number could stand too: it begins with a word, so that no number that is
    written wrongly passes for one ("-1%", "0/0", ".5%")."""
    found = Text.parse(text)
    if not text[0].isalpha():
        raise ValueFault(f'"{text}" begins with no word and is no number known here', syntax, 0, 1)
    return found


@dataclass(frozen=True, slots=True)
class Finding(Parsed):
    """A rate where the text states one, else a sentence."""

    kind: ClassVar[str] = "rate or text"
    syntax: ClassVar[str] = Rate.syntax + " Otherwise a sentence that starts with a word."

    value: Rate | Text

    @classmethod
    def parse(cls, text: str) -> Self:
        """The rate or the sentence; text that starts like a rate must be one."""
        if text in WORDS or is_rate_like(text):
            return cls(Rate.parse(text))
        return cls(_sentence(text, cls.syntax))

    @property
    def text(self) -> str:
        """As shown."""
        return self.value.text


@dataclass(frozen=True, slots=True)
class Course(Parsed):
    """An outcome over time where the text states one, else a sentence."""

    kind: ClassVar[str] = "outcome or text"
    syntax: ClassVar[str] = Result.syntax + " Otherwise a sentence that starts with a word."

    value: Result | Text

    @classmethod
    def parse(cls, text: str) -> Self:
        """The outcome or the sentence; text that starts like an outcome must be one."""
        part = text.split("; ")[0]
        if part.split(" ")[0] in MEASURES or is_rate_like(part):
            return cls(Result.parse(text))
        return cls(_sentence(text, cls.syntax))

    @property
    def text(self) -> str:
        """As shown."""
        return self.value.text
