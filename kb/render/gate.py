"""The one gate: nothing that a terminal, a browser or a spreadsheet would obey passes as data.

Control characters, bidirectional overrides and zero-width characters are made visible as their
code point, so that a reader sees that something was there.
"""

from __future__ import annotations

import unicodedata

_KEPT = frozenset({"\n"})


def visible(text: str) -> str:
    """`text` with every control, format and surrogate character written as <U+XXXX>."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in _KEPT or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
        return char
    return f"<U+{ord(char):04X}>"
