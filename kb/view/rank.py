"""An order by the reader's own criteria: places, terms, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from kb.ask.alike import Alike, alike
from kb.ask.base import KnowledgeBase
from kb.ask.places import Outcome, Place
from kb.ask.ranking import Criterion, Ranking, Term, Why
from kb.ask.truth import Truth
from kb.model.treatment import fields
from kb.view.alike import alike_blocks, alike_data
from kb.view.asked import asked_notes
from kb.view.citing import Citations
from kb.view.data import entry_data, treatment_data
from kb.view.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Prose,
    Role,
    Span,
    Table,
)
from kb.view.verdicts import ground_words, spelled
from kb.view.words import joined

EVERY_PAIR = 4
"""Up to so many treatments, every pair has its line; beyond, only neighbours do."""
HEADER = ("best_place", "worst_place", "treatment", "criterion", "standing", "text", "citations")
WHYS: dict[Why, str] = {
    Why.MISSING: "not recorded for both",
    Why.OVERLAP: "the recorded ranges overlap",
    Why.UNLIKE: "not comparable",
    Why.TORN: "comparable claims point both ways",
    Why.UNSURE: "could not be judged whether it is raised",
}


STANDINGS: dict[str, str] = {
    "own": "its own value",
    "class-level": "class-level, not a finding on this member",
    "none-found": "looked for and not found",
    "missing": "missing",
}


def rank_document(base: KnowledgeBase, names: Sequence[str], ranking: Ranking) -> Document:
    """Places and terms first, then what would change the order, then what each term rests on."""
    cite = Citations(base)
    title = f"Ordered by your criteria: {_criteria_words(ranking)}"
    records = [base[name] for name in names]
    blocks: list[Block] = [Heading(title, 1), *asked_notes(base, names, records)]
    if ranking.across:
        blocks.append(Banner("Differences of population are set aside, on your word."))
    blocks.append(_table(ranking, cite))
    judged = _judged(base, ranking)
    blocks += alike_blocks(judged)
    blocks += [Heading("What would change it", 2), Bullets(tuple(_changes(ranking)))]
    lines = [line for row in ranking.terms for term in row for line in _basis(term, cite)]
    blocks += [Heading("What each term rests on", 2), Bullets(tuple(lines))]
    blocks += [_note(ranking), cite.references()]
    return Document("rank", title, tuple(blocks), _data(ranking, judged), HEADER, _rows(ranking))


def _label(criterion: Criterion) -> str:
    info = fields()[criterion.path]
    if criterion.is_effect or info.label in info.section_label.lower():
        return info.label
    return f"{info.section_label.lower()}, {info.label}"


def _criteria_words(ranking: Ranking) -> str:
    found = []
    for index, one in enumerate(ranking.criteria):
        first = "less first" if one.low_first else "more first"
        words = f"{_label(one)} ({'not raised first, then less' if one.is_effect else first})"
        if ranking.weights is not None:
            words += f" with weight {_weight(ranking.weights[index])}"
        found.append(words)
    return joined(found) if ranking.weights is not None else ", then ".join(found)


def _weight(weight: Fraction) -> str:
    return str(float(weight)) if weight.denominator > 1 else str(weight.numerator)


def ordinal(number: int) -> str:
    """ "1st", "22nd", "13th"."""
    teens = 10 <= number % 100 <= 20
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def place_words(place: Place) -> str:
    """ "1st", or "2nd to 5th" where the order is not decided."""
    if place.best == place.worst:
        return ordinal(place.best)
    return f"{ordinal(place.best)} to {ordinal(place.worst)}"


def _table(ranking: Ranking, cite: Citations) -> Table:
    header = ("place", "treatment", *(_label(one) for one in ranking.criteria))
    rows = tuple(
        (place_words(place), record.id, *(_cell(term, cite) for term in row))
        for place, record, row in zip(ranking.places, ranking.records, ranking.terms, strict=True)
    )
    return Table(header, rows)


def _cell(term: Term, cite: Citations) -> str:
    """What is recorded, in short: the values alone, or the state where there is none."""
    parts = []
    for ground in term.grounds:
        words = ground_words(ground, reasons=False)
        mark = cite.mark(ground.entry) if ground.entry is not None and term.claims else ""
        parts.append(f"{words} {mark}".strip())
    return "; ".join(dict.fromkeys(parts))


def _standing(term: Term) -> str:
    """Measured, class-level or missing: told apart in words."""
    return STANDINGS[_standing_key(term)]


def _standing_key(term: Term) -> str:
    if not term.claims:
        return "none-found" if term.raised is Truth.NO else "missing"
    return "class-level" if term.from_class else "own"


def _changes(ranking: Ranking) -> list[Paragraph]:
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
        others = " or ".join(_label(ranking.criteria[i]) for i in flip.first)
        words += f", and so would putting {others} first"
    for index, weight in flip.weights:
        label = _label(ranking.criteria[index])
        words += f", and so would a weight of {label} above {_weight(weight)}"
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
    return f"{_label(ranking.criteria[index])} ({sides[0]} against {sides[1]})"


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
            if _standing_key(ranking.terms[at][index]) == "missing"
        ]
        if compared.why is Why.MISSING:
            why = f"not recorded for {joined(missing)}"
        reasons.append(f"{_label(ranking.criteria[index])}: {why}")
    return f"are not decided: {'; '.join(reasons)}."


def _populations(term: Term) -> str:
    """The people whom the numbers of a term are about, and what they state of them."""
    words = dict.fromkeys(axis.population or "not stated" for axis, _ in term.numbers)
    return f"{term.record.id} “{'”, “'.join(words)}”"


def _judged(base: KnowledgeBase, ranking: Ranking) -> tuple[Alike, ...]:
    """The kinds of population that made values in different words comparable."""
    if ranking.across:
        return ()
    return alike(base, [claim for row in ranking.terms for term in row for claim in term.claims])


def _basis(term: Term, cite: Citations) -> list[Paragraph]:
    """The grounds of a term, each with its conditions, certainty and source."""
    raised = {
        Truth.YES: "counts as raised",
        Truth.NO: "counts as not raised",
        Truth.UNKNOWN: "left open",
    }
    head = Span(f"{term.record.id}, {_label(term.criterion)}", Role.STRONG)
    mark = f"({_standing(term)}{f'; {raised[term.raised]}' if term.raised else ''}):"
    found: list[Paragraph] = []
    for index, ground in enumerate(term.grounds):
        lead = (head, Span(mark, Role.MUTED)) if index == 0 else (head, Span("also:", Role.MUTED))
        found.append((*lead, *spelled(ground, cite, label=False)))
    return found


def _note(ranking: Ranking) -> Prose:
    how = (
        "A pair stands in the order that more of your weight favours, whatever is open"
        if ranking.weights is not None
        else "The first criterion that sets a pair apart decides it"
    )
    return Prose((Span(
        f"{how}. No total is formed: treatments are compared two at a time. A place is an interval "
        "where something is missing, overlaps or cannot be compared; ties share a place, and equal "
        "places stand in alphabetical order. The "
        "criteria are yours, and the order says nothing beyond them. For professionals who can "
        "review these sources; not advice for one patient."
    ),))  # fmt: skip


def _data(ranking: Ranking, judged: Sequence[Alike]) -> dict[str, Any]:
    weights = [_weight(w) for w in ranking.weights] if ranking.weights is not None else None
    return {
        "criteria": [{"field": c.path, "less_first": c.low_first} for c in ranking.criteria],
        "weights": weights,
        "across_populations": ranking.across,
        "judged_alike": alike_data(judged),
        "places": [
            {
                "best": place.best,
                "worst": place.worst,
                "treatment": treatment_data(record),
                "terms": [_term_data(term) for term in row],
            }
            for place, record, row in zip(
                ranking.places, ranking.records, ranking.terms, strict=True
            )
        ],
        "changes": [" ".join(span.text for span in line) for line in _changes(ranking)],
    }


def _term_data(term: Term) -> dict[str, Any]:
    return {
        "field": term.criterion.path,
        "standing": "missing" if not term.claims else "class-level" if term.from_class else "own",
        "raised": term.raised.value if term.raised else None,
        "entries": [
            entry_data(g.entry, g.parent.id if g.parent else None)
            for g in term.grounds
            if g.entry is not None
        ],
    }


def _rows(ranking: Ranking) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for place, row in zip(ranking.places, ranking.terms, strict=True):
        for term in row:
            for ground in term.grounds:
                entry = ground.entry
                cites = [f"{c.source} {c.locator}".strip() for c in entry.cite] if entry else []
                words = ground_words(ground).replace("\u00a0", " ")
                rows.append((str(place.best), str(place.worst), term.record.id,
                             term.criterion.path, _standing(term), words,
                             "; ".join(cites)))  # fmt: skip
    return tuple(rows)
