"""Pictures as PNG, from their SVG, where the library is installed."""

from __future__ import annotations

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
