"""Onset and duration of several treatments on one logarithmic axis of time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kb.ask.alike import sense_of
from kb.ask.compare import Comparison
from kb.ask.inherit import Shown, shown
from kb.model.claim import Claim
from kb.model.duration import HOURS_PER, Bound, Duration, TimeUnit
from kb.model.outcome import Result
from kb.model.treatment import Treatment
from kb.view.cells import short_name
from kb.view.compare import compare_document
from kb.view.document import Block, Chart, ChartGroup, ChartRow, Document, Heading, Mark
from kb.view.words import condition_words, glued, listed

FIRST, LAST = Fraction(1), 2 * HOURS_PER[TimeUnit.YEAR]
"""Ends of the axis in hours: 1 hour and 2 years."""

TICKS: tuple[tuple[Fraction, str], ...] = (
    (Fraction(1), "1 h"),
    (Fraction(6), "6 h"),
    (Fraction(24), "1 d"),
    (Fraction(72), "3 d"),
    (Fraction(168), "1 wk"),
    (Fraction(672), "4 wk"),
    (3 * HOURS_PER[TimeUnit.MONTH], "3 mo"),
    (HOURS_PER[TimeUnit.YEAR], "1 y"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A field of the timeline: its label in the chart, its mark, and whether it lasts from zero."""

    path: str
    label: str
    mark: Mark
    lasts: bool = False


KINDS = (
    Kind("onset.first-separation", "first", Mark.SOLID),
    Kind("onset.response", "response", Mark.DENSE),
    Kind("onset.full-trial", "full trial", Mark.LIGHT),
    Kind("dosing.course-length", "course", Mark.LIGHT, lasts=True),
    Kind("duration.one-dose", "one dose", Mark.LINE, lasts=True),
    Kind("duration.course", "after course", Mark.LINE, lasts=True),
    Kind("duration.maintained", "continued", Mark.POINT),
    Kind("duration.stopped", "stopped", Mark.POINT),
)
TIMES = ("onset", "dosing.course-length", "duration")
"""Fields and sections of a comparison that a timeline draws."""
LEGEND = (
    (Mark.SOLID, "first: first difference from control"),
    (Mark.DENSE, "response: meaningful response"),
    (Mark.LIGHT, "full trial, or length of a course"),
    (Mark.LINE, "effect lasts this long"),
    (Mark.DOTS, "and up to this long"),
    (Mark.POINT, "rate measured at this time"),
)


def timeline_document(comparison: Comparison) -> Document:
    """The chart, and below it every value of the chart with its conditions and sources.

    Onset counts from the first dose; what lasts counts from the last dose or session.
    """
    names = [record.name for record in comparison.treatments]
    title = f"{listed(names)}: onset and duration"
    below = compare_document(comparison)
    groups = tuple(
        ChartGroup(_heading(record), tuple(_rows(comparison, record)))
        for record in comparison.treatments
    )
    chart = Chart("Onset and duration of effect", AXIS, _ticks(), groups, LEGEND)
    rest = tuple(block for block in below.blocks if not _is_title(block))
    blocks: tuple[Block, ...] = (Heading(title, 1), chart, *rest)
    data: dict[str, Any] = {**below.data, "axis": AXIS, "bars": _bars(groups, comparison)}
    return Document("timeline", title, blocks, data, below.header, below.rows)


AXIS = (
    "Logarithmic scale of time; onset from the first dose or session, duration from the last; "
    "a bar for each recorded claim, none averaged"
)


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _heading(record: Treatment) -> str:
    short = short_name(record)
    return record.name if short == record.name else f"{record.name} ({short})"


def place_of(hours: Fraction) -> float:
    """The share of the axis at which a time stands; clamped to its ends."""
    clamped = min(max(hours, FIRST), LAST)
    return math.log(clamped / FIRST) / math.log(LAST / FIRST)


def _ticks() -> tuple[tuple[float, str], ...]:
    return tuple((place_of(hours), label) for hours, label in TICKS)


def _rows(comparison: Comparison, record: Treatment) -> Iterator[ChartRow]:
    for kind in KINDS:
        view = shown(comparison.base, record, kind.path)
        claims = view.claims
        if not claims:
            if kind.path != "dosing.course-length":
                yield ChartRow(kind.label, _gap(view), gap=True)
            continue
        for at, claim in enumerate(claims):
            inherited = view.inherited is not None and claim in view.inherited.claims
            owner = f" (class {short_name(view.parent)})" if inherited and view.parent else ""
            # A bar stands for its row's quantity unless its words say which other one it is.
            sense = sense_of(comparison.base, claim)
            owner += f" ({sense})" if sense else ""
            yield _claim_row(kind, claim, kind.label if at == 0 else "", owner)


def _gap(view: Shown) -> str:
    return view.own.gaps[0].state.label if view.own.gaps else view.state.label


def _claim_row(kind: Kind, claim: Claim[Any], label: str, owner: str) -> ChartRow:
    words = glued(claim.value.text) + owner
    conditions = condition_words(claim)
    full = f"{words} ({conditions})" if conditions else words
    if claim.denied:
        return ChartRow(label, f"not so: {full}")
    duration = _duration(claim.value)
    if duration is None or not duration.is_time:
        return ChartRow(label, words)
    if kind.mark is Mark.POINT:
        return ChartRow(label, full, point=place_of(duration.hours()[0]), inside=words)
    return _interval(kind, duration, label, full, words)


def _duration(value: object) -> Duration | None:
    """The time that a value states: itself, or the time point of its result."""
    if isinstance(value, Duration):
        return value
    inner = getattr(value, "value", None)
    result = getattr(inner, "value", inner)
    if isinstance(result, Result):
        for part in (result.rate, result.effect):
            if part is not None and part.at is not None:
                return part.at
    return None


def _interval(kind: Kind, duration: Duration, label: str, full: str, words: str) -> ChartRow:
    low, high = duration.hours()
    start, end = place_of(low), place_of(high)
    tail: float | None = None
    open_low = low < FIRST
    if kind.lasts:
        # From the last dose to the shorter time for all, on to the longer one for some.
        tail = end if high > low else None
        start, end, open_low = 0.0, start, False
    if duration.bound in (Bound.UP_TO, Bound.WITHIN, Bound.LESS_THAN):
        start, end, tail, open_low = 0.0, place_of(high), None, False
    if kind.lasts and duration.bound is Bound.UP_TO:
        end, tail = 0.0, place_of(high)
    open_high = duration.bound in (Bound.AT_LEAST, Bound.MORE_THAN) or high > LAST
    return ChartRow(
        label, full, start, end, mark=kind.mark, open_low=open_low, open_high=open_high,
        tail=tail, inside=words,
    )  # fmt: skip


def _bars(groups: Sequence[ChartGroup], comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {"treatment": record.id, "label": row.label, "low": row.low, "high": row.high,
         "point": row.point, "words": row.words}
        for record, group in zip(comparison.treatments, groups, strict=True)
        for row in group.rows
    ]  # fmt: skip
