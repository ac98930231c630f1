"""The one gate: nothing that a terminal, a browser or a spreadsheet would obey passes as data.

Control characters, bidirectional overrides and zero-width characters are made visible as their
code point, so that a reader sees that something was there.
"""

from __future__ import annotations

from kb.invisible import visible

__all__ = ["safe_link", "visible"]

_LINK = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&()*+,;=%"
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
