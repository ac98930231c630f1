"""Words for values and gaps, the same in every format."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from kb.model.claim import Claim, Gap
from kb.view.document import NBSP

_UNIT = (
    r"(?:mg|g|kg|micrograms|ml|units|mmol|Hz|lux|hours?|minutes?|days?|weeks?|months?|years?"
    r"|sessions?|people|trials?|mA|seconds?|ms|pulses)"
)
_RANGE = re.compile(r"(?<![\w.\-–])(\d[\d,]*(?:\.\d+)?)-(\d[\d,]*(?:\.\d+)?)(?=[ %]|$)")
_GLUE = re.compile(rf"(?<=[\d%]) (?={_UNIT}\b)|(?<=\d) (?=in \d|of \d)|(?<=(?: of| in)) (?=\d)")
_MEASURE = re.compile(r"\b(OR|RR|HR|RD|SMD|MD|NNT|level|CI|CrI) (?=[-−]?\d)")


@cache
def glued(text: str) -> str:
    """`text` with numbers tied to their units, ranges with an en dash, minus signs real.

    A line is never broken inside what this ties together.
    """
    text = _RANGE.sub(r"\1–\2", text)
    text = re.sub(r"(?<=[\s(])-(?=\d)", "−", text)
    text = _MEASURE.sub(rf"\1{NBSP}", text)
    return _GLUE.sub(NBSP, text)


def unglued(text: str) -> str:
    """`text` with ordinary blanks, for data formats."""
    return text.replace(NBSP, " ")


def value_words(claim: Claim[Any]) -> str:
    """The value, with a denial said as such."""
    words = glued(claim.value.text)
    return f"not so: {words}" if claim.denied else words


def condition_words(claim: Claim[Any] | Gap, *, whole: bool = True) -> str:
    """Population, indication and jurisdiction in one phrase; empty if none is recorded.

    Unless `whole`, a condition that holds for the whole section is left to the section's own row.
    """
    places = ", ".join(j.label for j in claim.jurisdictions)
    when = "" if claim.general and not whole else glued(claim.when or "")
    return "; ".join(part for part in (when, places) if part)


def gap_words(gap: Gap) -> str:
    """The state in words, with its reason."""
    words = gap.state.label
    return f"{words}: {glued(gap.why).rstrip('.')}" if gap.why else words


def joined(words: Iterable[str], last: str = "and") -> str:
    """The words as a list: "a, b and c"; `last` may be "or"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def listed(names: Iterable[str]) -> str:
    """Names as a list: "a, b and c"; where a name holds "and": "a, b, and c and d"; where one holds
    a comma: "a; b, fast; and c"."""
    items = list(names)
    comma = any(", " in item for item in items)
    if len(items) < 3 or not (comma or any(" and " in item for item in items)):
        return joined(items)
    mark = ";" if comma else ","
    return f"{f'{mark} '.join(items[:-1])}{mark} and {items[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,}{NBSP}{noun if number == 1 else plural or noun + 's'}"


def date_words(dates: Iterable[datetime.date]) -> str:
    """ "read 2026-11-24, twice"."""
    found = sorted(dates)
    if not found:
        return "not yet read in its source"
    times = {1: "", 2: ", twice"}.get(len(found), f", {len(found)} times")
    return f"read {found[-1].isoformat()}{times}"
