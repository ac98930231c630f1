"""Benefit and harm against the comparator: absolute first, then effects on honest axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.effects import Difference, Finding, differences
from kb.model.outcome import MEASURES, RATIOS, Effect
from kb.model.rate import Share
from kb.model.treatment import Treatment, fields
from kb.view.citing import Citations
from kb.view.data import CSV_HEADER, entry_data
from kb.view.document import (
    NBSP,
    Block,
    Bullets,
    Chart,
    ChartGroup,
    ChartRow,
    Document,
    Heading,
    Mark,
    Prose,
    Role,
    Span,
    Table,
)
from kb.view.words import condition_words, glued, joined, unglued

HEADER = ("treatment", "with it", "with the comparator", "difference", "in whom, how sure")


def effects_document(
    base: KnowledgeBase,
    records: Sequence[Treatment],
    paths: Sequence[str],
    found: Sequence[Finding],
    direct: Sequence[Finding],
) -> Document:
    """Rates per 100 people by outcome and period, then effects on axes that compare like."""
    cite = Citations(base)
    title = f"{joined(r.name for r in records)}: benefit and harm against the comparator"
    blocks: list[Block] = [Heading(title, 1)]
    for path in (*paths, *dict.fromkeys(f.outcome for f in direct)):
        blocks += _outcome(path, [f for f in (*found, *direct) if f.outcome == path], cite)
    blocks += _silent(records, paths, found)
    blocks += _refusals(differences(found))
    blocks.append(Prose((Span(FOOT),)))
    if cite.references().items:
        blocks.append(cite.references())
    everything = (*found, *direct)
    data: dict[str, Any] = {
        "treatments": [r.id for r in records],
        "order": "as asked",
        "findings": [_data(f) for f in everything],
        "separate_axes": [_difference_data(d) for d in differences(found)],
    }
    rows = tuple(_csv(f) for f in everything)
    return Document("effects", title, tuple(blocks), data, CSV_HEADER, rows)


FOOT = (
    "Of 100 people, as each source states it; results of different trials are not comparable with "
    "each other unless they stand on one axis. Order as asked."
)


def label_of(path: str) -> str:
    """The outcome in words; head-to-head outcomes are said to be so."""
    if path in fields():
        return fields()[path].label
    return f"{path.partition('.')[2].replace('-', ' ')}, against each other"


def _outcome(path: str, inside: Sequence[Finding], cite: Citations) -> list[Block]:
    if not inside:
        return []
    blocks: list[Block] = [Heading(label_of(path)[:1].upper() + label_of(path)[1:], 2)]
    for key in dict.fromkeys(f.table_key for f in inside if f.rate and f.rate.share):
        rows = [f for f in inside if f.rate and f.rate.share and f.table_key == key]
        period = f"at {key[1]}" if key[1] else "time point not stated"
        blocks.append(Prose((Span(f"Of 100 people, {period}", Role.STRONG),)))
        blocks.append(Table(HEADER, tuple(_rate_row(f, cite) for f in rows)))
    for axis in dict.fromkeys(f.axis_key for f in inside if f.effect):
        blocks.append(_forest([f for f in inside if f.effect and f.axis_key == axis], cite))
    return blocks


def _rate_row(finding: Finding, cite: Citations) -> tuple[str, ...]:
    rate = finding.rate
    assert rate is not None
    assert rate.share is not None
    other = f"{per_hundred(rate.other)} with {rate.comparator}" if rate.other else "not stated"
    conditions = condition_words(finding.claim)
    sure = finding.claim.sure.label if finding.claim.sure else ""
    tail = "; ".join(part for part in (conditions, sure) if part)
    mark = cite.mark(finding.claim)
    return (
        finding.record.name,
        per_hundred(rate.share),
        glued(other),
        _difference(rate.share, rate.other),
        f"{tail} {mark}".strip(),
    )


def per_hundred(share: Share) -> str:
    """ "52 of 100", with one decimal at most; ranges and bounds stay as stated."""
    low, high = _tenth(share.low), _tenth(share.high)
    amount = low if low == high else f"{low}–{high}"
    bound = ""
    for word in ("about", "up to", "at least", "less than", "more than"):
        bound = f"{word} " if share.text.startswith(word) else bound
    bound = {"<": "less than ", ">": "more than "}.get(share.text[:1], bound)
    return f"{bound}{amount}{NBSP}of{NBSP}100"


def _tenth(share: Fraction) -> str:
    return f"{float(round(share * 100, 1)):g}"


def _difference(one: Share, other: Share | None) -> str:
    """How many more or fewer of 100; in words where it cannot be counted."""
    if other is None:
        return "no comparator"
    if one.low != one.high or other.low != other.high:
        return "ranges: not subtracted"
    gap = one.low - other.low
    if gap == 0:
        return "no difference"
    return f"{_tenth(abs(gap))} {'more' if gap > 0 else 'fewer'}"


def _forest(inside: Sequence[Finding], cite: Citations) -> Chart:
    first = inside[0].effect
    assert first is not None
    low, high = _ends([f.effect for f in inside if f.effect])
    ratio = first.measure in RATIOS

    def place(value: float) -> float:
        if ratio:
            return math.log(value / low) / math.log(high / low)
        return (value - low) / (high - low)

    at = f" at {first.at.text}" if first.at else ", time point not stated"
    title = f"{MEASURES[first.measure]} v {first.comparator or 'a comparator not stated'}{at}"
    who = condition_words(inside[0].claim)
    none = "1 is no difference" if ratio else "0 is no difference"
    scale = "logarithmic scale" if ratio else "linear scale; sign as the source counts it"
    axis = f"{scale}; {none}; in {who}" if who else f"{scale}; {none}; population not stated"
    rows = tuple(_forest_row(f, place, cite) for f in inside)
    ticks = tuple((place(value), f"{value:g}") for value in _ticks(low, high, ratio))
    legend = ((Mark.POINT, "estimate"), (Mark.LINE, "95% interval"))
    title, axis = (words[:1].upper() + words[1:] for words in (title, axis))
    return Chart(
        glued(title), glued(axis), ticks, (ChartGroup("", rows),), legend, place(1 if ratio else 0)
    )


def _forest_row(finding: Finding, place: Any, cite: Citations) -> ChartRow:
    effect = finding.effect
    assert effect is not None
    words = f"{glued(effect.text.partition(' v ')[0])} {cite.mark(finding.claim)}".strip()
    if finding.claim.sure:
        words += f" {finding.claim.sure.label}"
    name = finding.record.name
    if finding.against is not None:
        name = f"{name} v {finding.against.name}"
    if effect.low is None or effect.high is None:
        return ChartRow(name, words, point=place(float(effect.estimate)), side=words)
    return ChartRow(
        name, words, place(float(effect.low)), place(float(effect.high)),
        place(float(effect.estimate)), Mark.LINE, side=words,
    )  # fmt: skip


def _ends(effects: Iterable[Effect]) -> tuple[float, float]:
    """Ends of an axis that holds every interval and the line of no difference, with some room."""
    values = [float(v) for e in effects for v in (e.low, e.high, e.estimate) if v is not None]
    ratio = next(iter(effects)).measure in RATIOS if effects else False
    if ratio:
        spread = max(*(max(v, 1 / v) for v in values if v > 0), 1.25) * 1.1
        return 1 / spread, spread
    reach = max(*(abs(v) for v in values), 0.1) * 1.15
    return -reach, reach


def _ticks(low: float, high: float, ratio: bool) -> list[float]:
    if ratio:
        marks = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
        inside = [v for v in marks if low <= v <= high]
        return inside if len(inside) > 1 else [round(low * 1.05, 2), 1, round(high * 0.95, 2)]
    step = 10 ** math.floor(math.log10(high))
    step = step if high / step >= 2 else step / 2
    return [round(-step * (high // step), 6), 0, round(step * (high // step), 6)]


def _silent(
    records: Sequence[Treatment], paths: Sequence[str], found: Sequence[Finding]
) -> list[Block]:
    """Which treatment has no result on which outcome, and what the record says instead."""
    items = []
    for path in paths:
        words = []
        for record in records:
            if any(f.record.id == record.id and f.outcome == path for f in found):
                continue
            answer = record.answer(path)
            state = "a statement without figures" if answer.claims else answer.state.label
            words.append(f"{record.name} ({state})")
        if words:
            items.append((Span(f"{label_of(path)}: {joined(words)}", Role.GAP),))
    if not items:
        return []
    return [Heading("No figures", 2), Bullets(tuple(items))]


def _refusals(found: Sequence[Difference]) -> list[Block]:
    if not found:
        return []
    return [
        Heading("Not on one axis", 2),
        Bullets(tuple((Span(_refusal_words(d)),) for d in found)),
    ]


def _refusal_words(d: Difference) -> str:
    parts = [
        f"{what} ({'; '.join(values)})"
        for what, values in (
            ("measure", d.measures), ("comparator", d.comparators), ("time point", d.times)
        )
        if len(values) > 1
    ]  # fmt: skip
    if d.populations > 1:
        parts.append(f"population ({d.populations} are described)")
    return f"{label_of(d.outcome)}: the results differ in {joined(parts)}"


def _data(f: Finding) -> dict[str, Any]:
    rate, effect = f.rate, f.effect
    return {
        "treatment": f.record.id,
        "against": f.against.id if f.against else None,
        "outcome": f.outcome,
        "per_100": float(rate.share.low * 100) if rate and rate.share else None,
        "comparator_per_100": float(rate.other.low * 100) if rate and rate.other else None,
        "comparator": (rate.comparator if rate else effect.comparator if effect else "") or None,
        "at": _at(f),
        "measure": effect.measure if effect else None,
        "estimate": float(effect.estimate) if effect else None,
        "low": float(effect.low) if effect and effect.low is not None else None,
        "high": float(effect.high) if effect and effect.high is not None else None,
        "claim": entry_data(f.claim, None),
    }


def _at(f: Finding) -> str | None:
    for part in (f.rate, f.effect):
        if part is not None and part.at is not None:
            return part.at.text
    return None


def _difference_data(d: Difference) -> dict[str, Any]:
    return {
        "outcome": d.outcome,
        "measures": list(d.measures),
        "comparators": list(d.comparators),
        "times": list(d.times),
        "populations": d.populations,
    }


def _csv(f: Finding) -> tuple[str, ...]:
    data = entry_data(f.claim, None)
    cites = "; ".join(f"{c['source']} {c['locator']}".strip() for c in data["citations"])
    return (
        f.record.id, f.outcome, "value", unglued(data["text"]), f.population,
        " ".join(data["for"]), data["sure"] or "", cites, " ".join(data["read"]), "",
        f.claim.origin,
    )  # fmt: skip
