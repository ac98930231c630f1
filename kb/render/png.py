"""Pictures as PNG, from their SVG, where the library is installed."""

from __future__ import annotations

import struct
import zlib

from kb.render.extras import needed
from kb.render.pub_pictures import picture_svg
from kb.view.publication import Picture


def picture_png(picture: Picture, zoom: float = 2.0) -> bytes:
    """The picture as PNG at `zoom` times its size; raises NotInstalled."""
    library = needed("resvg_py", "png", "A PNG picture")
    font = "DejaVu Sans"
    raw = library.svg_to_bytes(
        svg_string=picture_svg(picture), zoom=zoom, font_family=font, sans_serif_family=font
    )
    return bytes(raw)


START = b"\x89PNG\r\n\x1a\n"
KEY = b"kb-stamp\0"


def with_note(raw: bytes, note: str) -> bytes:
    """The PNG with a note in it (a chunk of Latin-1 text after its header)."""
    end = len(START) + 25
    body = b"tEXt" + KEY + note.encode("latin-1", "replace")
    size, check = struct.pack(">I", len(body) - 4), struct.pack(">I", zlib.crc32(body))
    return raw[:end] + size + body + check + raw[end:]


def note_of(raw: bytes) -> str:
    """The note in a PNG; empty if there is none."""
    at = len(START)
    while at + 8 <= len(raw):
        size = int.from_bytes(raw[at : at + 4], "big")
        body = raw[at + 8 : at + 8 + size]
        if raw[at + 4 : at + 8] == b"tEXt" and body.startswith(KEY):
            return body.removeprefix(KEY).decode("latin-1")
        at += size + 12
    return ""
