"""What the options of `kb find` mean, as criteria. The rest can be asked with `--where`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.criteria import (
    AnyOf,
    Criterion,
    FieldTest,
    Limit,
    Member,
    Not,
    RecordTest,
    Weight,
    open_gap,
)
from kb.ask.literal import hint, read_duration, read_term
from kb.ask.phrases import (
    CONTRAINDICATES,
    PARTNERS,
    RATED,
    RATED_BETTER,
    RATED_WORSE,
    SPEAKS_AGAINST,
    mentions,
)
from kb.ask.span import Order, span_of
from kb.ask.terms import vocabulary_of
from kb.ask.truth import Cause, Ground, Truth, Verdict
from kb.model.claim import Claim
from kb.model.fault import ValueFault
from kb.model.rate import Rate
from kb.model.text import Finding
from kb.model.treatment import Treatment, fields
from kb.model.vocab import Category, Level, Standing, State, Term
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion of a search: the reader's words for it, what it means, and the criterion."""

    words: str
    meaning: str
    criterion: Criterion
    note: str = ""


def duration_facet(
    option: str, text: str, paths: tuple[str, ...], order: Order, note: str = ""
) -> Asked:
    """A limit of time on one field, or on any of several."""
    try:
        value = read_duration(text)
    except ValueFault as fault:
        raise UsageFault(f"{option}: {fault.what}. {fault.remedy}") from None
    span = span_of(value)
    assert span is not None
    if span.low != span.high:
        raise UsageFault(f"{option}: a limit is one number, not a range. Write one end of it.")
    tests = tuple(FieldTest(path, Limit(order, span)) for path in paths)
    labels = " or ".join(trail(path) for path in paths)
    words = {Order.AT_MOST: "within", Order.AT_LEAST: "at least"}[order]
    whole: Criterion = tests[0] if len(tests) == 1 else AnyOf(tests)
    return Asked(f"{option} {text}", f"{labels} {words} {value.text}", whole, note)


def trail(path: str) -> str:
    """ "Onset › response" for a path."""
    info = fields()[path]
    return f"{info.section_label} › {info.label}"


RECORD_FACETS: dict[str, type[Term]] = {"category": Category, "level": Level, "standing": Standing}


def record_facet(base: KnowledgeBase, attribute: str, value: str) -> Asked:
    """A fact of the record itself: category, level, standing or class."""
    if attribute == "class":
        found = base[value]
        return Asked(f"--class {value}", f"{found.name}", RecordTest("class", found.id))
    term = _term(f"--{attribute}", RECORD_FACETS[attribute], value)
    return Asked(f"--{attribute} {value}", term.label, RecordTest(attribute, term.value))


def member_facet(option: str, path: str, value: str) -> Asked:
    """A member of the vocabulary of a field, such as a route."""
    vocabulary = vocabulary_of(fields()[path].kind)
    assert vocabulary is not None
    term = _term(option, vocabulary, value)
    meaning = f"{trail(path)}: {term.label}"
    return Asked(f"{option} {value}", meaning, FieldTest(path, Member(term)))


def _term(option: str, vocabulary: type[Term], value: str) -> Term:
    try:
        return read_term(vocabulary, value)
    except ValueFault as fault:
        raise UsageFault(f"{option}: {fault.what}. {fault.remedy}") from None


@dataclass(frozen=True, slots=True)
class Raised:
    """Whether an adverse effect is recorded as occurring more than with the comparator.

    A rate above its comparator's is, one not above it is not. A rate alone is taken as the effect
    being there, unless it is only an upper bound. A guideline's rating says it of a drug among
    others. A sentence is taken as a mention, unless its words may deny the effect: then the
    reader must judge.
    """

    def weigh(self, value: Any) -> Weight:
        """Truth of "raised"."""
        inner = value.value if isinstance(value, Finding) else value
        if not isinstance(inner, Rate):
            if mentions(inner.text, RATED):
                better = mentions(inner.text, RATED_BETTER)
                neutral = (Truth.UNKNOWN, Cause.IN_WORDS)
                worse = mentions(inner.text, RATED_WORSE)
                return (Truth.NO, None) if better else (Truth.YES, None) if worse else neutral
            denies = mentions(inner.text, SPEAKS_AGAINST)
            return (Truth.UNKNOWN, Cause.IN_WORDS) if denies else (Truth.YES, None)
        if inner.share and inner.other:
            return (Truth.YES if inner.share.high > inner.other.high else Truth.NO), None
        bounded = inner.share and inner.share.text.startswith(("<", "less than", "up to"))
        return (Truth.UNKNOWN, Cause.NO_COMPARATOR) if bounded else (Truth.YES, None)

    def weigh_gap(self, state: State) -> Weight:
        """Only "none found" says that the effect is not there."""
        none = state is State.NONE_FOUND
        return (Truth.NO, None) if none else (Truth.UNKNOWN, Cause.GAP)


@dataclass(frozen=True, slots=True)
class RatedBetter:
    """Whether a guideline rates a drug more favourably than others of its kind on an effect."""

    def weigh(self, value: Any) -> Weight:
        """Truth of "rated better"."""
        inner = value.value if isinstance(value, Finding) else value
        better = not isinstance(inner, Rate) and mentions(inner.text, RATED_BETTER)
        return (Truth.YES if better else Truth.NO), None

    def weigh_gap(self, state: State) -> Weight:
        """No rating is recorded, so that the other test decides."""
        return Truth.NO, None


def avoid_facet(effect: str) -> Asked:
    """An adverse effect not above the comparator, or rated better than with other drugs."""
    keys = [info.key for info in fields().values() if info.section == "adverse"]
    known = [key for key in keys if key not in ("serious", "course")]
    wanted = effect.strip().lower().replace(" ", "-").replace("_", "-")
    if wanted not in known:
        raise UsageFault(f'--avoid: "{effect}" is no adverse effect here. {hint(wanted, known)}')
    path = f"adverse.{wanted}"
    meaning = f"{fields()[path].label} recorded as not above the comparator, as none found, "
    meaning += "or rated more favourable than with other drugs"
    not_raised = Not(FieldTest(path, Raised()))
    test = AnyOf((FieldTest(path, RatedBetter()), not_raised))
    return Asked(f"--avoid {wanted}", meaning, test)


@dataclass(frozen=True, slots=True)
class Forbids:
    """Whether a sentence forbids; see `CONTRAINDICATES` for the words."""

    def weigh(self, value: Any) -> Weight:
        """Truth of "forbidden"."""
        text = re.sub(r"\bnot contraindicated", "", value.text.casefold())
        return (Truth.YES if mentions(text, CONTRAINDICATES) else Truth.NO), None

    def weigh_gap(self, state: State) -> Weight:
        """As any gap: only what was looked for and not found, or cannot arise, is no."""
        return open_gap(state)


@dataclass(frozen=True, slots=True)
class Contraindicated:
    """Whether a record forbids a partner, in its interactions or among its contraindications."""

    partner: str

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """The interaction decides; a contraindication that names the partner adds to it."""
        verdict = FieldTest(f"interactions.{self.partner}", Forbids()).judge(base, record)
        if verdict.truth is Truth.YES:
            return verdict
        named = tuple(self._named(record))
        return Verdict(Truth.YES, named) if named else verdict

    def _named(self, record: Treatment) -> Iterator[Ground]:
        path = "warnings.contraindications"
        for entry in record.answer(path).claims:
            if not entry.denied and mentions(entry.value.text, PARTNERS[self.partner]):
                yield Ground(path, Truth.YES, entry)


def not_with_facet(partner: str) -> Asked:
    """No contraindication recorded with a partner; what is recorded is shown."""
    wanted = partner.strip().lower()
    wanted = {"maois": "maoi", "rtms": "tms"}.get(wanted, wanted)
    if wanted not in PARTNERS:
        known = list(PARTNERS)
        raise UsageFault(f'--not-with: "{partner}" is no partner here. {hint(wanted, known)}')
    label = fields()[f"interactions.{wanted}"].label.removeprefix("with ")
    meaning = f"a statement on {label} is recorded and does not forbid them together"
    return Asked(f"--not-with {wanted}", meaning, Not(Contraindicated(wanted)))


@dataclass(frozen=True, slots=True)
class Recorded:
    """Whether anything is recorded at a field: what is known is shown, and nothing concluded."""

    path: str

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Yes with the statements, no where the question does not arise, else unknown."""
        verdict = FieldTest(self.path, _Anything()).judge(base, record)
        kept = tuple(g for g in verdict.grounds if isinstance(g.entry, Claim))
        return replace(verdict, grounds=kept or verdict.grounds)


@dataclass(frozen=True, slots=True)
class _Anything:
    """Any value at all."""

    def weigh(self, value: Any) -> Weight:
        """Always yes."""
        return Truth.YES, None

    def weigh_gap(self, state: State) -> Weight:
        """None found and not applicable are answers too, and are shown as such."""
        return (Truth.UNKNOWN, Cause.GAP) if state in _OPEN else (Truth.YES, None)


_OPEN = frozenset({State.NOT_STUDIED, State.NOT_REPORTED, State.NOT_YET_REVIEWED})


def recorded_facet(option: str, path: str) -> Asked:
    """A statement on a population, whatever it says."""
    meaning = f"a statement is recorded at {trail(path)}, whatever it says"
    return Asked(option, meaning, Recorded(path))
