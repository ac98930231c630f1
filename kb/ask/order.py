"""The order of found records: alphabetical, or by a field where its values are comparable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kb.ask.alike import Alike, alike
from kb.ask.base import KnowledgeBase
from kb.ask.comparable import Axis, axis_of, differing
from kb.ask.compare import field_paths
from kb.ask.criteria import grounds_at
from kb.ask.find import Judged
from kb.ask.pairs import SHORTHAND
from kb.ask.span import span_of
from kb.ask.truth import Ground
from kb.model.claim import Claim
from kb.model.population import PopulationKind
from kb.model.treatment import Treatment
from kb.problems import UsageFault

PLAIN = ("id", "name", "category", "class", "level")
ENOUGH = 2
"""Treatments with a value of their own on one axis from which on they are put in order."""
MOST = 8
"""Treatments named in a command that is proposed."""
SHOWN = 3
"""Differing populations quoted in a refusal."""
SEVERAL = "several values that differ"
USUAL = "what the field means by itself"


@dataclass(frozen=True, slots=True)
class Sorted:
    """Records in an order, and what it rests on.

    First come those with a place, then those set `apart` (id to the reason), then the `missing`
    ones, which have no value. `values` are the grounds of the field that was sorted by.
    """

    matches: tuple[Judged, ...]
    words: str
    missing: int = 0
    apart: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[Alike, ...] = ()
    values: Mapping[str, tuple[Ground, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Number:
    """One number that a record shows at the field, with what it may be compared with."""

    ground: Ground
    axis: Axis
    key: tuple[Fraction, Fraction]
    kind: PopulationKind | None

    @property
    def sense(self) -> str:
        """What it states; empty where that is what the field means."""
        return (self.kind and self.kind.sense) or ""


def in_order(base: KnowledgeBase, matches: Sequence[Judged], by: str) -> Sorted:
    """The matches sorted by `by`, an attribute or a field; ascending, missing values last.

    Values that state something else of the same people (the first sign of an effect, not the usual
    time to one), or that differ in population, unit or the like from what most state, are set apart
    with the reason. Raises UsageFault for an unknown field, and where no two treatments have values
    of their own that compare: then it says which of measure, unit, time point, population and
    comparator differs, and what can be asked instead.
    """
    if not by:
        return Sorted(tuple(matches), "alphabetical order of id")
    if by in PLAIN:
        return Sorted(tuple(sorted(matches, key=lambda j: _plain(j.record, by))), f"order of {by}")
    paths = field_paths([SHORTHAND.get(by, by)])
    if len(paths) != 1:
        raise UsageFault(f"--sort takes one field; {by} has several: {', '.join(paths)}.")
    return _by_field(base, matches, paths[0])


def _plain(record: Treatment, by: str) -> tuple[str, str]:
    value = record.class_id if by == "class" else getattr(record, by)
    return (str(value or ""), record.id)


def _by_field(base: KnowledgeBase, matches: Sequence[Judged], path: str) -> Sorted:
    grounds = {j.record.id: tuple(grounds_at(base, j.record, path)) for j in matches}
    numbers = {key: found for key, g in grounds.items() if (found := _numbers(base, g))}
    axis = _commonest(numbers)
    kept, apart = _on_axis(numbers, axis)
    _refuse_unlike(path, kept)
    for key in [key for key, found in kept.items() if len({n.key for n in found}) > 1]:
        apart[key] = SEVERAL
        del kept[key]
    for key, found in kept.items():
        on = [number.ground for number in found]
        grounds[key] = (*on, *(ground for ground in grounds[key] if ground not in on))
    used = [n.ground.entry for found in kept.values() for n in found]
    known = sorted((j for j in matches if j.record.id in kept), key=lambda j: _place(kept, j))
    aside = [j for j in matches if j.record.id in apart]
    rest = [j for j in matches if j.record.id not in numbers]
    narrow = f", for {axis.population}" if axis and axis.population and apart else ""
    return Sorted(
        (*known, *aside, *rest),
        f"ascending order of {path}{narrow}",
        len(rest),
        apart,
        alike(base, [claim for claim in used if isinstance(claim, Claim)]),
        grounds,
    )


def _place(kept: Mapping[str, list[_Number]], judged: Judged) -> tuple[Fraction, Fraction]:
    return kept[judged.record.id][0].key


def _numbers(base: KnowledgeBase, grounds: Iterable[Ground]) -> list[_Number]:
    found = []
    for ground in grounds:
        claim = ground.entry
        if not isinstance(claim, Claim):
            continue
        axis, span = axis_of(base, claim), span_of(claim.value)
        if axis is not None and span is not None:
            # A span without an upper end stands after every other that begins with it.
            high = span.high if span.high is not None else span.low * 1000 + 1
            kind = base.population_of(claim.when or "")
            found.append(_Number(ground, axis, (span.low, high), kind))
    return found


def _commonest(numbers: Mapping[str, list[_Number]]) -> Axis | None:
    """The axis on which most records have values of their own; of equals, that of the field's own
    meaning, then one that curators named. None where nothing has a number."""
    every = {n.axis: (bool(n.sense), n.kind is None) for found in numbers.values() for n in found}
    own = Counter(
        axis
        for found in numbers.values()
        for axis in {n.axis for n in found if n.ground.parent is None}
    )
    return min(every, key=lambda a: (-own[a], every[a], a.parts()), default=None)


def _on_axis(
    numbers: Mapping[str, list[_Number]], axis: Axis | None
) -> tuple[dict[str, list[_Number]], dict[str, str]]:
    """What each record has on the axis. One that has only something else is set apart with what
    that is, if enough others have values of their own there; else it keeps them, to be refused."""
    placed = [n for found in numbers.values() for n in found if n.axis == axis]
    people = {n.kind.name for n in placed if n.kind}
    sense = {n.sense for n in placed}
    own = [key for key, found in numbers.items()
           if any(n.axis == axis and n.ground.parent is None for n in found)]  # fmt: skip
    kept: dict[str, list[_Number]] = {}
    apart: dict[str, str] = {}
    for key, found in numbers.items():
        on = [n for n in found if n.axis == axis]
        same = [n for n in found if n.kind and n.kind.name in people and n.sense not in sense]
        if not on and same:
            apart[key] = "; ".join(dict.fromkeys(n.sense or USUAL for n in same))
        elif not on and axis and len(own) >= ENOUGH:
            apart[key] = _other(axis, found)
        else:
            kept[key] = on or found
    return kept, apart


def _other(axis: Axis, found: Sequence[_Number]) -> str:
    """In what the values differ from the axis: "another population", "another unit"."""
    return f"another {' and '.join(differing([axis, *(n.axis for n in found)]))}"


def _refuse_unlike(path: str, kept: Mapping[str, list[_Number]]) -> None:
    unlike = differing([number.axis for found in kept.values() for number in found])
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
        + f"\n{_instead(path, kept, set(unlike))} Nothing was shown."
    )


def _instead(path: str, kept: Mapping[str, list[_Number]], unlike: set[str]) -> str:
    """What can be asked of the same treatments."""
    own = [key for key, found in kept.items() if any(n.ground.parent is None for n in found)]
    if not ENOUGH <= len(own) <= MOST:
        return "Narrow the search, or sort by name."
    lines = [f"Side by side: kb compare {' '.join(own)} --fields {path}"]
    if unlike == {"population"}:
        asked = f"kb rank {' '.join(own)} --by {path} --across-populations"
        lines.append(f"If you judge these populations alike: {asked}")
    return "\n".join([*lines, "Or sort by name."])
