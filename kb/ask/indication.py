"""Whom a treatment is for: indications of regulators, and populations of guidelines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.criteria import Weight, grounds_at, open_gap
from kb.ask.facets import Asked
from kb.ask.literal import hint, read_term
from kb.ask.names import fold
from kb.ask.phrases import INDICATIONS, affirms
from kb.ask.truth import Cause, Ground, Truth, Verdict, either, of_entries
from kb.model.claim import Claim
from kb.model.composite import Approval, Line
from kb.model.fault import ValueFault
from kb.model.treatment import Treatment, fields
from kb.model.vocab import RegulatoryStatus, State
from kb.problems import UsageFault

_USABLE = frozenset(RegulatoryStatus) - {
    RegulatoryStatus.WITHDRAWN,
    RegulatoryStatus.NOT_AUTHORISED,
}
_REFUSES = ("not recommended", "not routinely", "against", "do not offer", "not be offered")
REGULATORS = ("regulatory.us", "regulatory.eu", "regulatory.uk", "regulatory.ca")


def guideline_paths() -> list[str]:
    """Paths of the guidelines, in order."""
    return [path for path, info in fields().items() if info.section == "guidelines"]


@dataclass(frozen=True, slots=True)
class Indicated:
    """Whether a regulator's decision or a guideline's line is for the population asked about.

    With `status`, only that status counts, and status and population must stand in one claim:
    approved for one thing and used for another is not approved for the other.
    """

    paths: tuple[str, ...]
    words: tuple[str, ...] = ()
    status: RegulatoryStatus | None = None

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Any of the fields is enough."""
        return either(self._field(base, record, path) for path in self.paths)

    def _field(self, base: KnowledgeBase, record: Treatment, path: str) -> Verdict:
        weighed = []
        for ground in grounds_at(base, record, path):
            truth, cause = self._weigh(ground)
            weighed.append(replace(ground, truth=truth, cause=cause))
        return of_entries(weighed)

    def _weigh(self, ground: Ground) -> Weight:
        entry = ground.entry
        if not isinstance(entry, Claim):
            return open_gap(entry.state if entry else State.NOT_YET_REVIEWED)
        value = entry.value
        if entry.denied or (isinstance(value, Approval) and not self._counts(value)):
            return Truth.NO, None
        if not self.words:
            return Truth.YES, None
        if isinstance(value, Approval) and not value.indication:
            return Truth.UNKNOWN, Cause.NO_PART
        return (Truth.YES if affirms(_population(entry), self.words) else Truth.NO), None

    def _counts(self, value: Approval) -> bool:
        return value.value is self.status if self.status else value.value in _USABLE


def _population(entry: Claim[Any]) -> str:
    """The words that say whom a claim is for; empty where a guideline speaks against it."""
    value = entry.value
    if isinstance(value, Approval):
        return value.indication or ""
    text = value.text
    if any(word in fold(text) for word in _REFUSES):
        return ""
    return f"{entry.when}; {text}" if entry.when else text


def population_phrases(population: str) -> tuple[str, ...]:
    """The words of a population that `--for` knows, or the words given; none for none.

    It is known by its name or by one of its words: "teenagers" are adolescents.
    """
    name = population.strip().lower()
    if not name:
        return ()
    meant = [words for words in INDICATIONS.values() if fold(name).startswith(words)]
    return INDICATIONS.get(name) or (meant[0] if len(meant) == 1 else (fold(population),))


def refuse_unmentioned(base: KnowledgeBase, population: str) -> None:
    """Raise UsageFault for words that no indication and no guideline speaks of.

    A word that nobody uses would answer "does not match" of every treatment, which reads as a no.
    """
    words = population_phrases(population)
    if not words or words in INDICATIONS.values():
        return
    for record in base:
        for path in (*REGULATORS, *guideline_paths()):
            for ground in grounds_at(base, record, path):
                entry = ground.entry
                if isinstance(entry, Claim) and affirms(_whom(entry), words) is not None:
                    return
    raise UsageFault(
        f'--for: no indication and no guideline here speaks of "{population}", so nothing can be '
        f"judged by it. Known by name: {', '.join(INDICATIONS)}. For an age, an organ or a drug "
        "taken, ask kb consider."
    )


def _whom(entry: Claim[Any]) -> str:
    value = entry.value
    if isinstance(value, Approval):
        return value.indication or ""
    return f"{entry.when or ''}; {value.text}"


def indication_facets(status: str, population: str) -> list[Asked]:
    """The criteria of `--status` and `--for`; together they bind to one claim."""
    words = population_phrases(population)
    if not status:
        if not population:
            return []
        paths = (*REGULATORS, *guideline_paths())
        meaning = f"a regulator's indication or a guideline's population mentions {population}"
        return [Asked(f"--for {population}", meaning, Indicated(paths, words))]
    where, _, given = status.partition(":")
    known = [path.partition(".")[2] for path in REGULATORS]
    if where.lower() not in known or not given:
        raise UsageFault(f'--status: "{status}" is not read. Write US:approved, EU:off-label …')
    try:
        wanted = read_term(RegulatoryStatus, given)
    except ValueFault as fault:
        raise UsageFault(f"--status: {fault.what}. {fault.remedy}") from None
    meaning = f"{wanted.label} in {fields()[f'regulatory.{where.lower()}'].label}"
    meaning += f" for an indication that mentions {population}" if population else ""
    asked = f"--status {status}" + (f" --for {population}" if population else "")
    return [Asked(asked, meaning, Indicated((f"regulatory.{where.lower()}",), words, wanted))]


_ORDINALS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class LineTest:
    """Whether a guideline places a treatment on a line of treatment, in its own words.

    "first" asks for the words first line or first-line; a text that names another line is no, and
    one that ranks in other words is left to the reader. With `words`, line and population must
    stand in one claim: first line for one group and second for another is not first for the other.
    """

    path: str
    level: str
    words: tuple[str, ...] = ()

    def judge(self, base: KnowledgeBase, record: Treatment) -> Verdict:
        """Any claim is enough."""
        weighed = []
        for ground in grounds_at(base, record, self.path):
            truth, cause = self._weigh(ground)
            weighed.append(replace(ground, truth=truth, cause=cause))
        return of_entries(weighed)

    def _weigh(self, ground: Ground) -> Weight:
        entry = ground.entry
        if not isinstance(entry, Claim):
            return open_gap(entry.state if entry else State.NOT_YET_REVIEWED)
        assert isinstance(entry.value, Line)
        if self.words and affirms(_population(entry), self.words) is not True:
            return Truth.NO, None
        text = entry.value.text
        wanted = f"{self.level} line" if self.level in _ORDINALS else fold(self.level)
        said = affirms(text, (wanted,))
        if said is not None:
            return (Truth.YES if said else Truth.NO), None
        others = tuple(f"{word} line" for word in _ORDINALS)
        if self.level in _ORDINALS and affirms(text, others):
            return Truth.NO, None
        return Truth.UNKNOWN, Cause.IN_WORDS


def line_facet(text: str, population: str = "") -> Asked:
    """The criterion of `--line canmat-2023:first`; a guideline may be shortened to its name.

    With a population, the line counts only where it is said of that.
    """
    name, _, level = text.partition(":")
    known = {path.partition(".")[2]: path for path in guideline_paths()}
    hits = [path for key, path in known.items() if key.startswith(name.strip().lower())]
    if len(hits) != 1 or not name.strip():
        raise UsageFault(f'--line: "{name}" is no guideline here. {hint(name, list(known))}')
    if not level.strip():
        raise UsageFault("--line: write guideline and line, such as canmat-2023:first.")
    wanted = level.strip().lower().removesuffix("-line").removesuffix(" line")
    meaning = f"{fields()[hits[0]].label} says “{wanted}{' line' if wanted in _ORDINALS else ''}”"
    meaning += f" of {population}" if population else ""
    words = population_phrases(population)
    return Asked(f"--line {text}", meaning, LineTest(hits[0], wanted, words))
