"""Exact decimal numbers and ascending ranges, as sources state them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kb.model.fault import Impossible, ValueFault
from kb.model.pattern import Pattern

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,6})?"
"""A plain number: digits, optional thousands commas, optional decimals. No sign or exponent."""

_TRAILING_ZERO = Pattern(r"\.\d*0$")


def parse_number(text: str, start: int = 0) -> Decimal:
    """The number written in `text`.

    `start` is the offset of `text` in the whole value, for the caret. Raises ValueFault for a
    trailing zero after the point ("5.0"), a naked point (".5"), an exponent, or a leading zero.
    """
    if not re.fullmatch(NUMBER, text, re.ASCII):
        raise ValueFault(
            f'"{text}" is not a plain number',
            "Write digits, with a digit before any decimal point: 0.5, 12.5, 1,000.",
            start,
            len(text),
        )
    if _TRAILING_ZERO.search(text):
        plain = format_number(Decimal(text.replace(",", "")))
        raise ValueFault(
            f'"{text}" has a trailing zero, which is misread as ten times the number',
            f"Write {plain}.",
            start,
            len(text),
        )
    if len(text) > 1 and text[0] == "0" and text[1] != ".":
        raise ValueFault(
            f'"{text}" has a leading zero', "Remove the leading zero.", start, len(text)
        )
    return Decimal(text.replace(",", ""))


def format_number(number: Decimal) -> str:
    """The number without trailing zeros or exponent; thousands get a comma from 10,000 up."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, point, rest = text.partition(".")
    if len(whole.lstrip("-")) >= 5:
        whole = f"{int(whole):,}"
    return whole + point + rest


@dataclass(frozen=True, slots=True)
class Range:
    """A number or an ascending range. A single number has `low` equal to `high`."""

    low: Decimal
    high: Decimal

    @property
    def text(self) -> str:
        """The range with an en dash: "50–200"."""
        if self.low == self.high:
            return format_number(self.low)
        return f"{format_number(self.low)}–{format_number(self.high)}"


_RANGE = Pattern(rf"({NUMBER})(?:\s*[-–]\s*({NUMBER}))?")


def parse_range(text: str, start: int = 0) -> Range:
    """The number or range written in `text`; raises ValueFault if it is neither or descends."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise ValueFault(
            f'"{text}" is not a number or a range',
            "Write one number or two with a hyphen: 50, 50-200.",
            start,
            len(text),
        )
    low = parse_number(match[1], start)
    high = parse_number(match[2], start + match.start(2)) if match[2] else low
    if match[2] and high <= low:
        raise ValueFault(
            "the range goes down" if high < low else "the range has the same number twice",
            f"Write the lower number first: {format_number(min(low, high))}-"
            f"{format_number(max(low, high))}."
            if high < low
            else "Write the number once.",
            start,
            len(text),
        )
    return Range(low, high)


def parse_some(text: str, start: int, what: str) -> Range:
    """The number or range written in `text`, which must be more than 0 somewhere.

    `what` names the value in the message: "a duration". Raises ValueFault.
    """
    found = parse_range(text, start)
    if found.high == 0:
        remedy = "Check the figure; where there is none, write a gap such as not-applicable."
        raise Impossible(f"{what} of nothing", remedy, start, len(text))
    return found
