"""An order by the reader's own criteria: places, terms, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.ask.alike import Alike, alike
from kb.ask.base import KnowledgeBase
from kb.ask.pairs import Term
from kb.ask.places import Place
from kb.ask.ranking import Ranking
from kb.ask.truth import Truth
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
from kb.view.rank_changes import changes, label_of, standing_of, weight_words
from kb.view.verdicts import ground_words, spelled
from kb.view.words import joined

HEADER = ("best_place", "worst_place", "treatment", "criterion", "standing", "text", "citations")
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
    blocks += [Heading("What would change it", 2), Bullets(tuple(changes(ranking)))]
    lines = [line for row in ranking.terms for term in row for line in _basis(term, cite)]
    blocks += [Heading("What each term rests on", 2), Bullets(tuple(lines))]
    blocks += [_note(ranking), cite.references()]
    return Document("rank", title, tuple(blocks), _data(ranking, judged), HEADER, _rows(ranking))


def _criteria_words(ranking: Ranking) -> str:
    found = []
    for index, one in enumerate(ranking.criteria):
        first = "less first" if one.low_first else "more first"
        words = f"{label_of(one)} ({'not raised first, then less' if one.is_effect else first})"
        if ranking.weights is not None:
            words += f" with weight {weight_words(ranking.weights[index])}"
        found.append(words)
    return joined(found) if ranking.weights is not None else ", then ".join(found)


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
    header = ("place", "treatment", *(label_of(one) for one in ranking.criteria))
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
    return STANDINGS[standing_of(term)]


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
    head = Span(f"{term.record.id}, {label_of(term.criterion)}", Role.STRONG)
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
    weights = [weight_words(w) for w in ranking.weights] if ranking.weights is not None else None
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
        "changes": [" ".join(span.text for span in line) for line in changes(ranking)],
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
