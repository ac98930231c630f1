"""Tables of chosen fields, and single values, for articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.model.claim import Claim
from kb.model.treatment import fields
from kb.model.vocab import State
from kb.problems import UsageFault
from kb.publish.care import dose_words
from kb.publish.desk import Desk, Said
from kb.publish.glance import rate_words
from kb.publish.grammar import bracketed, capital, spoken, whom
from kb.view.cells import DOSE_FIELDS
from kb.view.publication import Line, Run, Sheet, SheetRow


def fields_sheet(desk: Desk, paths: Sequence[str]) -> Sheet:
    """The fields in rows, the treatments in columns; rows in which nobody has a value are out."""
    rows = []
    for path in paths:
        said = desk.said(path)
        if not any(one.claims for one in said):
            continue
        info = fields()[path]
        label = f"{info.section_label}: {info.label}"
        cells = tuple(_cell(desk, of_subject(said, desk, at)) for at in range(len(desk.subjects)))
        rows.append(SheetRow(desk.spell(label), cells))
    columns = tuple(subject.head for subject in desk.subjects)
    return Sheet(
        "Order as asked. Figures of different trials are not ranked.", "", columns, tuple(rows)
    )


def of_subject(said: list[Said], desk: Desk, at: int) -> Said | None:
    """What is told of the subject at a place: its own, else what its class says for all."""
    record = desk.subjects[at].record
    own = next((s for s in said if s.shown.record.id == record.id), None)
    shared = (s for s in said if s.inherited and s.subject.record.id == record.class_id)
    return own or next(shared, None)


def _cell(desk: Desk, said: Said | None) -> tuple[Line, ...]:
    if said is None or not said.claims:
        state = said.shown.own.state if said else State.NOT_YET_REVIEWED
        gap = said.gaps[0] if said and said.gaps else None
        mark = desk.ledger.mark([gap]) if gap and gap.cite else ()
        return ((Run(capital(state.label)), *mark),)
    lines = [claim_line(desk, said, claim) for claim in desk.told(said.claims)]
    if said.shown.own.disagree:
        lines.insert(0, (Run("Sources disagree:"),))
    return tuple(lines)


def claim_line(desk: Desk, said: Said, claim: Claim[Any]) -> Line:
    """A claim as one line of a cell: value, conditions, citation; a class's own is labelled."""
    words = value_words(desk, said, claim)
    owner = f"{said.subject.head}: " if said.inherited else ""
    text = desk.spell(owner + (words if owner else capital(words)))
    return (Run(text, fact=said.fact), *desk.ledger.mark([claim]))


def value_words(desk: Desk, said: Said, claim: Claim[Any], whole: bool = True) -> str:
    """A value with its conditions; a dose with its route, people and place."""
    path = said.shown.field.path
    words = dose_words(claim.value.text) if path in DOSE_FIELDS else rate_words(path, claim)
    words = f"not so: {words}" if claim.denied else words
    if not whole:
        return words
    people, aside = whom(claim.when)
    places = ", ".join(j.label for j in claim.jurisdictions)
    routes = " or ".join(r.text for r in said.subject.record.dosing.route.values)
    route = (routes or "route not recorded") if path in DOSE_FIELDS else ""
    sure = claim.sure.label if claim.sure else ""
    own = f"from {claim.origin}" if claim.origin else ""
    return words + bracketed([route, people, aside, places, sure, own])


def value_line(desk: Desk, path: str, place: str, whole: bool) -> Line:
    """The values of a field in one line, for the middle of a sentence.

    `place` keeps the claims of one jurisdiction. Without `whole`, the value stands alone and the
    writer's own sentence says for whom. Raises UsageFault where no claim is for that place.
    """
    said = desk.said(path)[0]
    claims = [c for c in said.claims if not place or place in [j.value for j in c.jurisdictions]]
    if said.claims and not claims:
        known = sorted({j.value for c in said.claims for j in c.jurisdictions})
        raise UsageFault(f'No value is recorded for "{place}". Recorded: {", ".join(known)}.')
    if not claims:
        return (Run(desk.spell(said.shown.state.label)),)
    runs: list[Run] = []
    for at, claim in enumerate(claims):
        words = desk.spell(value_words(desk, said, claim, whole))
        owner = f"{said.subject.head}: " if said.inherited else ""
        runs += [Run(("; " if at else "") + owner + words, fact=said.fact)]
        runs += desk.ledger.mark([claim])
    return tuple(runs)


def text_of(claim: Claim[Any]) -> str:
    """The words of a claim for prose."""
    return spoken(claim.value.text)
