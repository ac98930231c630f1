"""Rates: how many of how many, with a comparator where there was one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from kb.model.duration import Duration
from kb.model.fault import Impossible, ValueFault
from kb.model.number import NUMBER, parse_number, parse_range
from kb.model.parsed import Parsed
from kb.model.pattern import Pattern
from kb.model.plain import check_comparator

SMPC_WORDS: dict[str, str] = {
    "very common": "at least 1 in 10",
    "common": "1 in 100 to 1 in 10",
    "uncommon": "1 in 1,000 to 1 in 100",
    "rare": "1 in 10,000 to 1 in 1,000",
    "very rare": "less than 1 in 10,000",
    "frequency not known": "cannot be estimated from the data",
}
"""Frequency words of European product information, with the frequency each stands for."""
WORDS = {shown: word for word, meaning in SMPC_WORDS.items()
         for shown in (word, f"{word} ({meaning})")}  # fmt: skip
"""The words by what may be written for them: the word alone, or as it is shown."""

_ONE = (
    rf"(?:(?:about|up to|at least|less than|more than) )?"
    rf"(?:[<>]?{NUMBER}(?:[-–]{NUMBER})?%|{NUMBER} (?:of|in) {NUMBER})"
)
_RATE = Pattern(
    rf"(?P<rate>{_ONE})(?: v (?P<other>{_ONE}) (?:with )?(?P<comparator>(?!at )[^;]+?))?"
    rf"(?: at (?P<at>[^;]+))?"
)
STARTS = Pattern(rf"[<>]?{NUMBER}(?:[-–]{NUMBER})? ?%|{NUMBER} (?:of|in) {NUMBER}")


@dataclass(frozen=True, slots=True)
class Share:
    """One proportion as stated: "26%", "10–30%", "<1%", "27 of 49", "1 in 1000"."""

    text: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Rate(Parsed):
    """A share of people, with the comparator's share and the time point where stated."""

    kind: ClassVar[str] = "rate"
    syntax: ClassVar[str] = (
        "Write 26%, 10-30%, <1%, 27 of 49, 26% v 12% placebo, 26% v 12% placebo at 8 weeks, "
        "or a frequency word of European labels: very common, common, uncommon, rare."
    )

    share: Share | None
    word: str = ""
    other: Share | None = None
    comparator: str = ""
    at: Duration | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The rate written in `text`; raises ValueFault."""
        if text in WORDS:
            return cls(None, word=WORDS[text])
        match = _RATE.fullmatch(text)
        if match is None:
            raise ValueFault(f'"{text}" is not a rate', cls.syntax, 0, len(text))
        at = Duration.parse(match["at"]) if match["at"] else None
        other = parse_share(match["other"]) if match["other"] else None
        comparator = match["comparator"] or ""
        if comparator:
            check_comparator(comparator, match.start("comparator"))
        return cls(parse_share(match["rate"]), "", other, comparator, at)

    @property
    def text(self) -> str:
        """As shown: "26% v 12% with placebo at 8 weeks"."""
        if self.share is None:
            return f"{self.word} ({SMPC_WORDS[self.word]})"
        words = self.share.text
        if self.other:
            words += f" v {self.other.text} with {self.comparator}"
        return words + (f" at {self.at.text}" if self.at else "")


def is_rate_like(text: str) -> bool:
    """Whether `text` is a rate, or begins so much like one that it has to be one."""
    return bool(text.startswith(("<", ">")) or STARTS.match(text) or _RATE.fullmatch(text))


def parse_share(text: str) -> Share:
    """The proportion written in `text`; raises ValueFault if it is above all of them."""
    bare = re.sub(r"^(?:about|up to|at least|less than|more than) |^[<>]", "", text)
    if bare.endswith("%"):
        amount = parse_range(bare[:-1])
        low, high = Fraction(amount.low) / 100, Fraction(amount.high) / 100
        shown = text.replace(bare, f"{amount.text}%")
    else:
        part, _, whole = bare.replace(" in ", " of ").partition(" of ")
        if parse_number(whole) == 0:
            raise Impossible(
                "a share of nobody has no rate", "Give the number of people.", 0, len(text)
            )
        if " of " in bare and "." in bare:
            raise Impossible(f'"{text}" counts parts of people', "Check the figures.", 0, len(text))
        low = high = Fraction(parse_number(part)) / Fraction(parse_number(whole))
        shown = text
    if high > 1:
        raise Impossible(f'"{text}" is more than everybody', "Check the figures.", 0, len(text))
    return Share(shown, low, high)
