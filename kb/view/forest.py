"""Forest plots: effects on one axis, and the sentence that stands where they cannot be."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from kb.ask.effects import Difference, Finding
from kb.model.claim import Claim
from kb.model.outcome import MEASURES, RATIOS, Effect
from kb.model.treatment import fields
from kb.view.axis import Axis, axis_for
from kb.view.document import Chart, ChartGroup, ChartRow, Mark
from kb.view.words import condition_words, glued, joined

Marker = Callable[[Claim[Any]], str]
"""The citation of a claim, in the words of the text around the plot."""


def label_of(path: str) -> str:
    """The outcome in words; head-to-head outcomes are said to be so."""
    if path in fields():
        return fields()[path].label
    name = path.partition(".")[2]
    known = {p.partition(".")[2]: info.label for p, info in fields().items()}
    return f"{known.get(name, name.replace('-', ' '))}, against each other"


def row_name(finding: Finding) -> str:
    """Whose effect it is: a treatment, or one against another."""
    if finding.against is None:
        return finding.record.name
    return f"{finding.record.name} v {finding.against.name}"


def forest(
    inside: Sequence[Finding], mark: Marker, named: Callable[[Finding], str] = row_name
) -> Chart:
    """Effects that share an axis, one row each; `named` is the label of a row.

    Numbers needed to treat stand in words: "no difference" is infinitely far out on their axis.
    """
    first = inside[0].effect
    assert first is not None
    drawn = first.measure in DRAWN
    ratio = first.measure in RATIOS
    log = math.log if ratio else float
    values = [log(v) for f in inside for v in _numbers(f.effect) if drawn]
    # The same room on both sides, so that the eye does not take one side for the better.
    axis = axis_for([*values, *(-value for value in values)], ratio=ratio)
    at = f" at {first.at.text}" if first.at else ", time point not stated"
    title = f"{MEASURES[first.measure]} v {first.comparator or 'a comparator not stated'}{at}"
    who = condition_words(inside[0].claim)
    words = (
        f"{_scale(first.measure)}; conditions: {who}"
        if who
        else f"{_scale(first.measure)}; population not stated"
    )
    rows = tuple(_row(f, axis if drawn else None, mark, named(f)) for f in inside)
    title, words = (words[:1].upper() + words[1:] for words in (title, words))
    group = (ChartGroup("", rows),)
    if not drawn:
        return Chart(glued(title), glued(words), (), group)
    legend = ((Mark.POINT, "estimate"), (Mark.LINE, _interval(inside)))
    return Chart(glued(title), glued(words), axis.ticks(), group, legend, axis.share(0))


DRAWN = frozenset(MEASURES) - {"NNT"}
"""Measures with a place for "no difference"."""


def _scale(measure: str) -> str:
    if measure in RATIOS:
        return "logarithmic scale; 1 is no difference"
    if measure in DRAWN:
        return "linear scale; sign as the source counts it; 0 is no difference"
    return "not drawn, since no difference lies at infinity"


def _interval(inside: Sequence[Finding]) -> str:
    """What the bars are: intervals of other widths are not passed off as the usual one."""
    kinds = dict.fromkeys(
        f.effect.interval for f in inside if f.effect and f.effect.low is not None
    )
    return "95% interval" if all(kind.startswith("95%") for kind in kinds) else joined(kinds)


def _numbers(effect: Effect | None) -> list[float]:
    if effect is None:
        return []
    return [float(v) for v in (effect.low, effect.high, effect.estimate) if v is not None]


def _row(finding: Finding, axis: Axis | None, mark: Marker, name: str) -> ChartRow:
    effect = finding.effect
    assert effect is not None
    words = f"{glued(effect.text.partition(' v ')[0])} {mark(finding.claim)}".strip()
    if finding.claim.sure:
        words += f" {finding.claim.sure.label}"
    if axis is None:
        return ChartRow(name, words)
    places = [axis.share(math.log(v) if axis.ratio else v) for v in _numbers(effect)]
    if len(places) < 3:
        return ChartRow(name, words, point=places[-1], side=words)
    low, high, point = places
    return ChartRow(name, words, low, high, point, Mark.LINE, side=words)


def refusal_words(d: Difference) -> str:
    """In what the results of an outcome differ, so that no axis may hold them together."""
    return f"{label_of(d.outcome)}: the results differ in {differing_words(d)}"


def differing_words(d: Difference) -> str:
    """ "measure (odds ratio; risk ratio) and population (3 are described)"."""
    parts = [
        f"{what} ({'; '.join(values)})"
        for what, values in (
            ("measure", d.measures), ("comparator", d.comparators), ("time point", d.times)
        )
        if len(values) > 1
    ]  # fmt: skip
    if d.populations > 1:
        parts.append(f"population ({d.populations} are described)")
    return joined(parts)
