"""The writer's desk: what a topic needs to hand while it turns claims into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import Shown, shown
from kb.model.claim import Citation, Claim, Gap
from kb.model.treatment import Treatment
from kb.publish.choices import Length, Locale, Style
from kb.publish.grammar import bracketed, capital, inside, spoken, whom
from kb.publish.ledger import Ledger
from kb.publish.spelling import spelled
from kb.publish.subjects import AS_A_CLASS, Subject, subject
from kb.view.publication import Line, Run

CAUTIONS = ("Against this, ", "A caution: ", "Even so, ", "Set beside that, ")
"""How a finding against a claim is led in, in turn."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words with the claims that carry them, and the stop or comma that ends them."""

    words: str
    entries: tuple[Claim[Any] | Gap, ...] = ()
    end: str = ""
    more: tuple[Citation, ...] = ()
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is told of one subject at one field. `inherited` marks a class's own statement."""

    subject: Subject
    shown: Shown
    claims: tuple[Claim[Any], ...]
    gaps: tuple[Gap, ...]
    inherited: bool = False

    @property
    def fact(self) -> str:
        """The record and field that the words state."""
        return f"{self.shown.record.id}:{self.shown.field.path}"


@dataclass
class Desk:
    """Base, subjects and ledger of one publication."""

    base: KnowledgeBase
    records: tuple[Treatment, ...]
    style: Style
    locale: Locale
    length: Length
    raised: bool = False
    """Citations as raised numbers in any style, for tables that patients read."""
    given: Ledger | None = None
    """The ledger of a larger text, whose numbering goes on."""
    ledger: Ledger = field(init=False)
    subjects: tuple[Subject, ...] = field(init=False)
    _told_once: set[str | None] = field(init=False, default_factory=set)
    _turns: dict[tuple[str, ...], int] = field(init=False, default_factory=dict)
    notes: list[Line] = field(init=False, default_factory=list)
    """What a table for patients has no room for: in whom and how a number was found."""

    def __post_init__(self) -> None:
        self.ledger = self.given or Ledger(self.base, self.style, self.raised)
        self.subjects = tuple(subject(r, self.base, self.locale) for r in self.records)

    @property
    def full(self) -> bool:
        """Whether every claim is told."""
        return self.length is Length.FULL

    def told(self, claims: Sequence[Claim[Any]], short: int = 1) -> Sequence[Claim[Any]]:
        """All claims, or the first `short` of them."""
        return claims if self.full else claims[:short]

    def said(self, path: str) -> list[Said]:
        """What each subject says at a field, in order; a class's statement once for its members."""
        found: list[Said] = []
        classes: set[str] = set()
        for one in self.subjects:
            view = self.ledger.use(shown(self.base, one.record, path))
            if view.inherited is None or view.parent is None:
                found.append(Said(one, view, view.own.claims, view.own.gaps))
            elif view.parent.id not in classes:
                classes.add(view.parent.id)
                parent = subject(view.parent, self.base, self.locale)
                found.append(Said(as_class(parent), view, view.inherited.claims, (), True))
        return found

    def turn(self, forms: tuple[str, ...]) -> str:
        """The next of some frames that say the same, so that neighbours differ. Never random."""
        at = self._turns.get(forms, 0)
        self._turns[forms] = at + 1
        return forms[at % len(forms)]

    def spell(self, text: str) -> str:
        """The text in the spelling of the export."""
        return spelled(text, self.locale)

    def say(self, *clauses: Clause) -> Line:
        """One sentence, with a capital at its head and citations where the style puts them."""
        runs: list[Run] = []
        for at, clause in enumerate(clauses):
            words = self.spell(clause.words)
            words = capital(words) if at == 0 else f" {words}"
            mark = self.ledger.mark(clause.entries, clause.more) if clause.entries else ()
            if mark and self.ledger.raised:
                runs += [Run(words + clause.end, fact=clause.fact), *mark]
            else:
                runs += [Run(words, fact=clause.fact), *mark, Run(clause.end)]
        return tuple(run for run in runs if run.text)

    def tail(self, claim: Claim[Any], *extra: str) -> str:
        """Population as a phrase and every other condition in one pair of brackets.

        A condition that the record states once for a section is told once in a text.
        """
        once = claim.when if claim.general else None
        phrase, aside = ("", "") if once in self._told_once else whom(claim.when)
        if once:
            self._told_once.add(once)
        sure = claim.sure.label if claim.sure else ""
        places = ", ".join(j.label for j in claim.jurisdictions)
        own = f"from {claim.origin}" if claim.origin else ""
        return (f" {phrase}" if phrase else "") + bracketed([*extra, aside, places, sure, own])

    def aside(self, claim: Claim[Any]) -> str:
        """The same with the population in the brackets, for an item of a list.

        There "in adults" would be read with the item's own last words.
        """
        tail = self.tail(claim)
        phrase, bracket, rest = tail.strip().partition("(")
        if not tail or tail.startswith(" ("):
            return tail
        return bracketed([phrase, rest.rstrip(")") if bracket else ""])

    def objections(self, claim: Claim[Any], fact: str) -> list[Line]:
        """The findings against a claim, each a sentence that says that it is one."""
        found = []
        for objection in claim.but:
            words = spoken(objection.value)
            lead = self.turn(CAUTIONS)
            if ":" in words and ":" in lead:
                lead = CAUTIONS[0]
            clause = Clause(lead + inside(words), (against(objection.cite, claim),), ".", (), fact)
            found.append(self.say(clause))
        return found


def against(cite: Iterable[Citation], claim: Claim[Any]) -> Gap:
    """A carrier for the citations of an objection, with the claim's dates of reading."""
    from kb.model.vocab import State

    return Gap(state=State.NOT_REPORTED, cite=tuple(cite), read=claim.read)


def whole_work(source: str) -> Gap:
    """A carrier for the citation of a work as a whole."""
    from kb.model.vocab import State

    return Gap(state=State.NOT_REPORTED, cite=(Citation(source=source),))


def as_class(parent: Subject) -> Subject:
    """The class as a subject, so that no reader takes its statement for a member's own."""
    words = parent.name + AS_A_CLASS
    return Subject(parent.record, words, words, capital(words), parent.plural)
