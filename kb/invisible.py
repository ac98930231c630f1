"""Characters that a reader cannot see, or that order a terminal, a browser or an editor about.

Two places rest on this one list: data that holds such a character is refused, and what is shown
has it written as its code point.
"""

from __future__ import annotations

import re
import unicodedata

_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0"
    "\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Of other categories but never seen: fillers, variation selectors, tags, non-characters."""


def is_invisible(char: str) -> bool:
    """Whether one character is of this kind. A no-break space is not: it shows as a blank."""
    last = ord(char) & 0xFFFE == 0xFFFE
    return last or unicodedata.category(char) in _CATEGORIES or bool(_BLANK.match(char))


def first_invisible(text: str) -> int:
    """Where the first such character stands; -1 if there is none."""
    if text.isprintable() and not _BLANK.search(text):
        return -1
    return next((at for at, char in enumerate(text) if is_invisible(char)), -1)


def visible(text: str, *, lines: bool = False) -> str:
    """`text` with every control, format and surrogate character written as <U+XXXX>.

    A line break is one of them unless `lines` says that the text is ours and has lines.
    """
    if first_invisible(text) < 0:
        return text
    return "".join(
        f"<U+{ord(char):04X}>" if is_invisible(char) and not (lines and char == "\n") else char
        for char in text
    )
