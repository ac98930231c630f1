"""What decided each pair of a ranking, and what would turn it about."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from kb.ask.pairs import Criterion, Term, Why
from kb.ask.places import Outcome
from kb.ask.ranking import Ranking
from kb.ask.truth import Truth
from kb.model.treatment import fields
from kb.view.document import (
    Paragraph,
    Role,
    Span,
)
from kb.view.verdicts import ground_words
from kb.view.words import joined

EVERY_PAIR = 4
"""Up to so many treatments, every pair has its line; beyond, only neighbours do."""

WHYS: dict[Why, str] = {
    Why.MISSING: "not recorded for both",
    Why.OVERLAP: "the recorded ranges overlap",
    Why.UNLIKE: "not comparable",
    Why.TORN: "comparable claims point both ways",
    Why.UNSURE: "could not be judged whether it is raised",
}


def label_of(criterion: Criterion) -> str:
    """ "onset, response"; an adverse effect by its name alone."""
    info = fields()[criterion.path]
    if criterion.is_effect or info.label in info.section_label.lower():
        return info.label
    return f"{info.section_label.lower()}, {info.label}"


def weight_words(weight: Fraction) -> str:
    """ "3", "0.5"."""
    return str(float(weight)) if weight.denominator > 1 else str(weight.numerator)


def standing_of(term: Term) -> str:
    """Whose value it is, as a key: own, class-level, none-found or missing."""
    if not term.claims:
        return "none-found" if term.raised is Truth.NO else "missing"
    return "class-level" if term.from_class else "own"


def changes(ranking: Ranking) -> list[Paragraph]:
    """One line a pair: what decided it, and what would turn it about; of many, neighbours only."""
    size = len(ranking.records)
    near = 1 if size > EVERY_PAIR else size
    pairs = [(i, j) for i, j in combinations(range(size), 2) if j - i <= near]
    return [_pair(ranking, one, two) for one, two in pairs]


def _pair(ranking: Ranking, one: int, two: int) -> Paragraph:
    upper, lower = ranking.records[one].id, ranking.records[two].id
    outcome = ranking.outcome(one, two)
    if outcome is Outcome.SAME:
        return (Span(f"{upper} and {lower}", Role.STRONG), Span("are the same on every criterion."))
    if outcome is Outcome.OPEN:
        return (Span(f"{upper} and {lower}", Role.STRONG), Span(_open_words(ranking, one, two)))
    flip = ranking.flip(one, two)
    if outcome is Outcome.BELOW:
        upper, lower = lower, upper
    by = joined(_decided(ranking, (one, two), i, outcome) for i in flip.decided_by)
    words = f"by {by}; another value there would turn it"
    if flip.first:
        others = " or ".join(label_of(ranking.criteria[i]) for i in flip.first)
        words += f", and so would putting {others} first"
    for index, weight in flip.weights:
        label = label_of(ranking.criteria[index])
        words += f", and so would a weight of {label} above {weight_words(weight)}"
    if not flip.first and not flip.weights:
        words += "; no other order or weight of these criteria would"
    return (Span(f"{upper} above {lower}", Role.STRONG), Span(f"{words}."))


def _decided(ranking: Ranking, pair: tuple[int, int], index: int, outcome: Outcome) -> str:
    """A criterion with what the two have there, the upper one first."""
    upper, lower = pair if outcome is Outcome.ABOVE else (pair[1], pair[0])
    sides = []
    for at in (upper, lower):
        term = ranking.terms[at][index]
        sides.append("; ".join(ground_words(g, reasons=False) for g in term.grounds))
    return f"{label_of(ranking.criteria[index])} ({sides[0]} against {sides[1]})"


def _open_words(ranking: Ranking, one: int, two: int) -> str:
    reasons = []
    for index in ranking.flip(one, two).decided_by:
        compared = ranking.pairs[one, two][index]
        assert compared.why is not None
        why = WHYS[compared.why]
        if compared.unlike == ("population",):
            sides = [_populations(ranking.terms[at][index]) for at in (one, two)]
            why += f", {sides[0]} against {sides[1]}"
        elif compared.unlike:
            why += f", they differ in {joined(compared.unlike)}"
        missing = [
            ranking.records[at].id
            for at in (one, two)
            if standing_of(ranking.terms[at][index]) == "missing"
        ]
        if compared.why is Why.MISSING:
            why = f"not recorded for {joined(missing)}"
        if compared.why is Why.UNSURE:
            unsure = [at for at in (one, two) if ranking.terms[at][index].raised is Truth.UNKNOWN]
            names = joined(ranking.records[at].id for at in unsure)
            why = f"{why} with {names}"
        reasons.append(f"{label_of(ranking.criteria[index])}: {why}")
    return f"are not decided: {'; '.join(reasons)}."


def _populations(term: Term) -> str:
    """The people whom the numbers of a term are about, and what they state of them."""
    words = dict.fromkeys(axis.population or "not stated" for axis, _ in term.numbers)
    return f"{term.record.id} “{'”, “'.join(words)}”"
