"""The one gate: nothing that a terminal, a browser or a spreadsheet would obey passes as data.

Control characters, bidirectional overrides and zero-width characters are made visible as their
code point, so that a reader sees that something was there.
"""

from __future__ import annotations

from kb.invisible import first_invisible, is_invisible

_LINK = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&()*+,;=%"
)


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


def safe_link(link: str) -> str:
    """An address of the web with all else percent-encoded; "" for any other kind of address."""
    if not link.startswith(("https://", "http://")):
        return ""
    return "".join(
        char
        if char in _LINK
        else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        for char in link
    )
