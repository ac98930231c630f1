"""The order of found records: alphabetical, or by a field where its values are comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kb.ask.base import KnowledgeBase
from kb.ask.comparable import Axis, axis_of, differing
from kb.ask.compare import field_paths
from kb.ask.find import Judged
from kb.ask.inherit import shown
from kb.ask.span import span_of
from kb.model.treatment import Treatment
from kb.problems import UsageFault

PLAIN = ("id", "name", "category", "class", "level")
SHOWN = 3
"""Differing populations quoted in a refusal."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Records in an order, what it is called, and how many had no value and stand last."""

    matches: tuple[Judged, ...]
    words: str
    missing: int = 0


def in_order(base: KnowledgeBase, matches: Sequence[Judged], by: str) -> Sorted:
    """The matches sorted by `by`, an attribute or a field; ascending, missing values last.

    Raises UsageFault for an unknown field, and where what would be ordered is not comparable:
    then it says which of measure, unit, time point, population and comparator differs.
    """
    if not by:
        return Sorted(tuple(matches), "alphabetical order of id")
    if by in PLAIN:
        return Sorted(tuple(sorted(matches, key=lambda j: _plain(j.record, by))), f"order of {by}")
    paths = field_paths([by])
    if len(paths) != 1:
        raise UsageFault(f"--sort takes one field; {by} has several: {', '.join(paths)}.")
    keys: dict[str, tuple[Fraction, Fraction]] = {}
    axes: list[Axis] = []
    for judged in matches:
        found = _value(base, judged.record, paths[0])
        if found is not None:
            axes.append(found[0])
            keys[judged.record.id] = found[1]
    _refuse_unlike(paths[0], axes)
    known = sorted((j for j in matches if j.record.id in keys), key=lambda j: keys[j.record.id])
    rest = [j for j in matches if j.record.id not in keys]
    return Sorted((*known, *rest), f"ascending order of {paths[0]}", len(rest))


def _plain(record: Treatment, by: str) -> tuple[str, str]:
    value = record.class_id if by == "class" else getattr(record, by)
    return (str(value or ""), record.id)


def _value(
    base: KnowledgeBase, record: Treatment, path: str
) -> tuple[Axis, tuple[Fraction, Fraction]] | None:
    """Axis and ends of the one number at a field; None if there is none."""
    claims = [c for c in shown(base, record, path).claims if axis_of(c) is not None]
    if not claims:
        return None
    if len(claims) > 1:
        raise UsageFault(
            f"{record.id} has {len(claims)} values of {path}, for different conditions, and no one "
            "place in an order. Nothing was shown. `--sort name` sorts by name."
        )
    axis, span = axis_of(claims[0]), span_of(claims[0].value)
    assert axis is not None
    assert span is not None
    # A span without an upper end stands after every other that begins with it.
    high = span.high if span.high is not None else span.low * 1000 + 1
    return axis, (span.low, high)


def _refuse_unlike(path: str, axes: Sequence[Axis]) -> None:
    unlike = differing(axes)
    if not unlike:
        return
    lines = []
    for aspect, words in unlike.items():
        quoted = "; ".join(f"“{word}”" for word in words[:SHOWN])
        more = f"; and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
        lines.append(f"  {aspect}: {quoted}{more}")
    raise UsageFault(
        f"These values of {path} cannot stand in one order, because they differ in\n"
        + "\n".join(lines)
        + "\nNarrow the search, or sort by name. Nothing was shown."
    )
