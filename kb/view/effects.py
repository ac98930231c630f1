"""Benefit and harm against the comparator: absolute first, then effects on honest axes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.effects import DIRECT, Difference, Finding, differences
from kb.model.rate import Share
from kb.model.treatment import Treatment
from kb.view.citing import Citations
from kb.view.data import CSV_HEADER, entry_data
from kb.view.document import (
    NBSP,
    Block,
    Bullets,
    Document,
    Heading,
    Prose,
    Role,
    Span,
    Table,
)
from kb.view.forest import forest, label_of, refusal_words
from kb.view.words import condition_words, glued, joined, listed, unglued

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
    title = f"{listed(r.name for r in records)}: benefit and harm against the comparator"
    blocks: list[Block] = [Heading(title, 1)]
    for path in dict.fromkeys((*paths, *(f.outcome for f in direct))):
        blocks += _outcome(path, [f for f in (*found, *direct) if f.outcome == path], cite)
    blocks += _silent(records, paths, (*found, *direct))
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
        rows = [f for f in inside if f.effect and f.axis_key == axis]
        blocks.append(forest(rows, lambda claim: cite.mark(claim)))
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


def _silent(
    records: Sequence[Treatment], paths: Sequence[str], found: Sequence[Finding]
) -> list[Block]:
    """Which treatment has no result on which outcome, and what the record says instead."""
    items = []
    for path in paths:
        if path.startswith(DIRECT):
            if not any(f.outcome == path for f in found):
                items.append((Span(f"{label_of(path)}: no result is recorded", Role.GAP),))
            continue
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
        Bullets(tuple((Span(refusal_words(d)),) for d in found)),
    ]


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
