"""The pictures of a publication as SVG: icon arrays, onset by duration, charts from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from kb.render.svg import BLUE, INK, MUTED, ORANGE, RULE, frame, label
from kb.render.svg_chart import chart_svg
from kb.view.publication import IconGroup, Icons, Picture, Spread, SpreadBox

CELL, ACROSS = 13, 25
GREY = "#c8ccd0"
"""Open rings: told from filled discs by form, not by hue."""


def picture_svg(picture: Picture) -> str:
    """The picture as one `<svg>` element with title and description."""
    match picture.art:
        case Icons():
            return _icons(picture, picture.art)
        case Spread():
            return _spread(picture, picture.art)
        case _:
            return chart_svg(picture.art, picture.id, picture.spoken)


def _icons(picture: Picture, art: Icons) -> str:
    body = [label(0, 16, picture.title, weight="bold")]
    y = 40.0
    wide = 2 * (ACROSS * CELL + 40)
    for at in range(0, len(art.groups), 2):
        pair = art.groups[at : at + 2]
        tall = 0.0
        for place, group in enumerate(pair):
            tall = max(tall, _array(body, group, place * (ACROSS * CELL + 40), y, at // 2))
        y += tall + 18
    return frame(picture.id, wide, round(y), picture.title, picture.description, body)


def _array(body: list[str], group: IconGroup, x: float, y: float, pair: int) -> float:
    """One array: filled discs for people, open rings for the rest; its height."""
    colour = (BLUE, ORANGE)[pair % 2]
    lines = wrap(group.words[:1].upper() + group.words[1:], 46)
    for at, line in enumerate(lines):
        body.append(label(x, y + 12 + at * 16, line))
    top = y + len(lines) * 16 + 8
    step = max(group.of // 100, 1)
    for index in range(group.of // step):
        cx, cy = x + index % ACROSS * CELL + 6, top + index // ACROSS * CELL + 6
        full = index * step < group.shown
        look = f'fill="{colour}"' if full else f'fill="none" stroke="{GREY}" stroke-width="1.5"'
        body.append(f'<circle cx="{cx:g}" cy="{cy:g}" r="{4.5 if full else 3.8}" {look}/>')
    rows = -(-(group.of // step) // ACROSS)
    if step > 1:
        body.append(label(x, top + rows * CELL + 14, f"Each sign stands for {step} people."))
    return top - y + rows * CELL + (18 if step > 1 else 0)


LEFT, SIDE, TALL, TOP = 90, 520, 330, 40


def _spread(picture: Picture, art: Spread) -> str:
    body = [label(0, 16, picture.title, weight="bold"), *_axes(art)]
    for number, box in enumerate(art.boxes):
        body += _box(box, number)
    y = TOP + TALL + 52
    for number, box in enumerate(art.boxes):
        body.append(label(0, y, f"{number + 1}  {box.words}"))
        y += 20
    return frame(picture.id, LEFT + SIDE + 110, y, picture.title, picture.description, body)


def _axes(art: Spread) -> Iterator[str]:
    base = TOP + TALL
    for share, name in art.across_ticks:
        x = LEFT + share * SIDE
        yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{base}" stroke="{RULE}"/>'
        yield label(round(x, 1), base + 18, name, anchor="middle")
    for share, name in art.upward_ticks:
        y = base - share * TALL
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{LEFT + SIDE}" y2="{y:.1f}" stroke="{RULE}"/>'
        yield label(LEFT - 8, round(y + 4, 1), name, anchor="end")
    yield f'<path d="M{LEFT} {TOP}V{base}H{LEFT + SIDE}" fill="none" stroke="{INK}"/>'
    yield label(LEFT + SIDE, base + 36, f"{art.across} →", anchor="end")
    yield label(LEFT, TOP - 8, f"↑ {art.upward}")


def _box(box: SpreadBox, number: int) -> Iterator[str]:
    x, right = LEFT + box.left * SIDE, LEFT + box.right * SIDE
    y, low = TOP + TALL - box.high * TALL, TOP + TALL - box.low * TALL
    wide, tall = max(right - x, 6), max(low - y, 6)
    dash = ("", ' stroke-dasharray="6 3"', ' stroke-dasharray="2 2"')[number % 3]
    colour = (BLUE, ORANGE, MUTED)[number % 3]
    yield (
        f'<rect x="{x:.1f}" y="{y - (3 if low - y < 6 else 0):.1f}" width="{wide:.1f}" '
        f'height="{tall:.1f}" fill="{colour}" fill-opacity="0.2" stroke="{colour}" '
        f'stroke-width="2"{dash}/>'
    )
    yield label(round(x + wide + 6, 1), round(y + 4, 1), f"{number + 1} {box.label}")
