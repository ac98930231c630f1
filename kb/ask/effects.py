"""Results of trials, sorted into groups that may share one axis or one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.names import fold
from kb.model.claim import Claim
from kb.model.outcome import Effect, Result
from kb.model.rate import Rate
from kb.model.relation import HeadToHead
from kb.model.treatment import Treatment, fields
from kb.model.vocab import OutcomeKind
from kb.problems import UsageFault

SECTIONS = ("efficacy", "acceptability", "adverse")
DIRECT = "comparison."
"""How the path of a head-to-head outcome begins."""
DEFAULT = ("response", "remission", "dropout-any", "dropout-adverse")


@dataclass(frozen=True, slots=True)
class Finding:
    """One recorded result: of whom, on what, with its rate and its effect where stated.

    `against` is the other treatment of a head-to-head result, otherwise None.
    """

    record: Treatment
    outcome: str
    claim: Claim[Any]
    rate: Rate | None
    effect: Effect | None
    against: Treatment | None = None

    @property
    def population(self) -> str:
        """The conditions as recorded; empty if none is."""
        return self.claim.when or ""

    @property
    def axis_key(self) -> tuple[str, str, str, str, str]:
        """What two effects must share to stand on one axis.

        Outcome, measure with its unit, comparator, time point and population, folded.
        """
        effect = self.effect
        assert effect is not None
        at = effect.at.text if effect.at else ""
        measure = _measure(effect)
        return (self.outcome, measure, fold(effect.comparator), at, fold(self.population))

    @property
    def table_key(self) -> tuple[str, str]:
        """What two rates must share to stand in one table: outcome and period."""
        assert self.rate is not None
        return (self.outcome, self.rate.at.text if self.rate.at else "")


def outcome_paths(asked: Sequence[str]) -> list[str]:
    """Field paths of the outcomes asked for ("nausea"), or of the usual ones.

    An outcome that only trials of one treatment against another have is a path that begins with
    "comparison." and is no field of a record. Raises UsageFault for a name that is no outcome.
    """
    known = {kind.value: f"{DIRECT}{kind.value}" for kind in OutcomeKind}
    known |= {p.partition(".")[2]: p for p in fields() if p.partition(".")[0] in SECTIONS}
    paths = []
    for raw in asked or DEFAULT:
        name = raw.strip().lower().replace("_", "-").replace(" ", "-").rpartition(".")[2]
        if name not in known:
            close = get_close_matches(name, known, n=3)
            hint = f"Did you mean {', '.join(close)}?" if close else f"Use: {', '.join(known)}."
            raise UsageFault(f'No outcome is called "{raw}". {hint}')
        paths.append(known[name])
    return paths


def findings(
    base: KnowledgeBase, records: Sequence[Treatment], paths: Iterable[str]
) -> list[Finding]:
    """Every recorded result of the treatments on the outcomes, in the order asked."""
    found = []
    for path in (path for path in paths if not path.startswith(DIRECT)):
        for record in records:
            for claim in record.answer(path).claims:
                rate, effect = _parts(claim.value)
                if (rate or effect) and not claim.denied:
                    found.append(Finding(record, path, claim, rate, effect))
    return found


def head_to_head(
    base: KnowledgeBase, records: Sequence[Treatment], paths: Iterable[str]
) -> Iterator[Finding]:
    """Results of the treatments asked for against each other; no path means every outcome."""
    ids = {record.id: record for record in records}
    wanted = {path.rpartition(".")[2] for path in paths} or {kind.value for kind in OutcomeKind}
    for relation in base.relations.values():
        if not isinstance(relation, HeadToHead) or not set(relation.ids) <= set(ids):
            continue
        if relation.outcome.value not in wanted:
            continue
        for claim in relation.result.claims:
            rate, effect = _parts(claim.value)
            path = f"{DIRECT}{relation.outcome.value}"
            one, other = ids[relation.of], ids[relation.against]
            yield Finding(one, path, claim, rate, effect, other)


def _parts(value: object) -> tuple[Rate | None, Effect | None]:
    """The rate and the effect inside a value, however it is wrapped."""
    for _ in range(3):
        if isinstance(value, Result):
            return value.rate, value.effect
        if isinstance(value, Rate):
            return (value, None) if value.share else (None, None)
        value = getattr(value, "value", None)
    return None, None


@dataclass(frozen=True, slots=True)
class Difference:
    """In what the results of one outcome differ, so that they may not share an axis."""

    outcome: str
    measures: tuple[str, ...]
    comparators: tuple[str, ...]
    times: tuple[str, ...]
    populations: int


def differences(found: Sequence[Finding]) -> list[Difference]:
    """For each outcome whose effects need more than one axis, in what they differ."""
    result = []
    for outcome in dict.fromkeys(f.outcome for f in found if f.effect):
        inside = [f for f in found if f.outcome == outcome and f.effect]
        if len({f.axis_key for f in inside}) > 1:
            result.append(difference(outcome, inside))
    return result


def difference(outcome: str, inside: Sequence[Finding]) -> Difference:
    """In what effects differ, whatever their outcomes."""
    effects = [f.effect for f in inside if f.effect]
    return Difference(
        outcome,
        tuple(dict.fromkeys(_measure(e) for e in effects)),
        tuple(dict.fromkeys(e.comparator or "not stated" for e in effects)),
        tuple(dict.fromkeys(e.at.text if e.at else "not stated" for e in effects)),
        len({fold(f.population) for f in inside}),
    )


def _measure(effect: Effect) -> str:
    """The measure, with its unit where it has one: 5% and 0.05 do not share an axis."""
    return f"{effect.measure} in percent" if effect.percent else effect.measure
