"""What every SVG picture of ours is made of: the frame with its words, text, a palette.

The palette is the colour-blind-safe set of Okabe and Ito (2008); no meaning hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as html_escape

from kb.render.gate import visible
from kb.view.document import NBSP

INK, MUTED, RULE, EDGE = "#1a1a1a", "#555", "#ddd", "#333"
BLUE, SKY, PALE, ORANGE, YELLOW = "#0072B2", "#56B4E9", "#B8D9EC", "#D55E00", "#E69F00"


def escape(text: str) -> str:
    """`text` so that SVG shows it and obeys nothing in it."""
    return html_escape(visible(text.replace(NBSP, " ")), quote=True)


def label(
    x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal",
    fill: str = INK, slant: str = "",
) -> str:  # fmt: skip
    """Words at a place; `anchor` is start, middle or end; `slant` may be italic."""
    style = f' font-style="{slant}"' if slant else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}"{style} '
        f'fill="{fill}">{escape(words)}</text>'
    )


def frame(
    name: str, width: float, height: float, title: str, description: str, body: Iterable[str]
) -> str:
    """A whole picture with its title and description for those who cannot see it.

    `name` keeps its ids apart from those of other pictures on a page.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'width="{width:g}" height="{height:g}" font-family="system-ui,sans-serif" '
        f'font-size="13" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(body)}</svg>'
    )


def with_note(svg: str, note: str) -> str:
    """The picture with a note in it that nobody sees."""
    return svg.replace("</desc>", f"</desc><metadata>{escape(note)}</metadata>", 1)
