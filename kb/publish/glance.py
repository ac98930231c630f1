"""The table at the head: a few fields side by side, from the same claims as the prose."""

from __future__ import annotations

from typing import Any

from kb.ask.alike import sense_of
from kb.model.claim import Claim
from kb.model.composite import Approval
from kb.model.treatment import fields
from kb.model.vocab import State
from kb.publish.choices import Locale
from kb.publish.desk import Desk, Said
from kb.publish.frequency import counted
from kb.publish.grammar import bracketed, capital, spoken, versus
from kb.publish.results import effect_words, parts_of
from kb.view.publication import Line, Run, Sheet, SheetRow
from kb.view.words import glued

ROWS = (
    "setting.place", "onset.first-separation", "onset.response", "onset.full-trial",
    "duration.one-dose", "duration.stopped", "efficacy.response", "efficacy.remission",
    "acceptability.dropout-adverse", "stopping.symptoms", "warnings.boxed",
)  # fmt: skip
LABELS = {
    "setting.place": "Given at", "onset.first-separation": "First difference from control",
    "onset.response": "Response", "onset.full-trial": "Full trial",
    "duration.one-dose": "One dose or session lasts", "duration.stopped": "Relapse after stopping",
    "efficacy.response": "Responders", "efficacy.remission": "In remission",
    "acceptability.dropout-adverse": "Left for adverse events",
    "stopping.symptoms": "Symptoms on stopping", "warnings.boxed": "Boxed warning",
}  # fmt: skip
WHOLE = frozenset({"setting.place", "warnings.boxed"})
"""Of these a table that shows the first alone would hide a warning or a place."""


def glance(desk: Desk) -> Sheet:
    """The table. Rates are people out of 100, with comparator and time point beside them."""
    status = "regulatory.us" if desk.locale is Locale.US else "regulatory.uk"
    label = "Status in the US" if desk.locale is Locale.US else "Status in the UK"
    rows = [_row(desk, status, label)]
    rows += [_row(desk, path, LABELS[path]) for path in ROWS]
    kept = tuple(row for row in rows if row is not None)
    columns = tuple(subject.head for subject in desk.subjects)
    order = "; order as asked" if len(columns) > 1 else ""
    caption = f"At a glance. Rates are people out of 100{order}."
    return Sheet(caption, "", columns, kept)


def _row(desk: Desk, path: str, label: str) -> SheetRow | None:
    cells = []
    said = desk.said(path)
    if not any(one.claims for one in said) and path != "warnings.boxed":
        return None
    for subject in desk.subjects:
        own = next((s for s in said if s.shown.record.id == subject.record.id), None)
        cells.append(_cell(desk, own or _shared(desk, subject.record.class_id, said)))
    return SheetRow(label, tuple(cells))


def _shared(desk: Desk, class_id: str | None, said: list[Said]) -> Said | None:
    """The class's statement, told once for its first member, in the cell of the next one."""
    return next((s for s in said if s.inherited and s.subject.record.id == class_id), None)


def _cell(desk: Desk, said: Said | None) -> tuple[Line, ...]:
    if said is None or not said.claims:
        state = said.shown.own.state if said else State.NOT_YET_REVIEWED
        return ((Run(capital(state.label)),),)
    path = said.shown.field.path
    disagree = said.shown.own.disagree
    whole = disagree or path in WHOLE or path.startswith("regulatory.")
    claims = said.claims if whole else said.claims[:1]
    if path == "setting.place":
        words = " or ".join(c.value.text for c in claims)
        return (_line(desk, said, words, claims),)
    lines = tuple(_line(desk, said, _words(desk, path, c), (c,)) for c in claims)
    if disagree:
        return ((Run("Sources disagree:"),), *lines)
    return lines


def _line(desk: Desk, said: Said, words: str, claims: tuple[Claim[Any], ...]) -> Line:
    owner = f"{said.subject.head}: " if said.inherited else ""
    text = desk.spell(owner + (words if owner else capital(words)))
    return (Run(text, fact=said.fact), *desk.ledger.mark(claims))


def _words(desk: Desk, path: str, claim: Claim[Any]) -> str:
    # The table leaves conditions to the prose, but not one that makes the number another quantity.
    words = rate_words(path, claim) + bracketed([sense_of(desk.base, claim)])
    return f"not so: {words}" if claim.denied else words


def rate_words(path: str, claim: Claim[Any]) -> str:
    """A value for a cell: rates out of 100, decisions with their indication, else the words."""
    if isinstance(claim.value, Approval):
        value = claim.value
        year = f" {value.year}" if value.year else ""
        return f"{value.value.label}{year}{bracketed([spoken(value.indication or '')])}"
    kind = fields()[path].section
    if kind in ("efficacy", "acceptability") or path in ("duration.stopped", "stopping.symptoms"):
        return _rate(claim)
    return spoken(claim.value.text)


def _rate(claim: Claim[Any]) -> str:
    parts = parts_of(claim.value)
    if parts.words:
        return spoken(parts.words)
    if parts.rate and parts.rate.share:
        rate, share = parts.rate, parts.rate.share
        words = counted(share, exact=True)
        if rate.other:
            words += f" v {counted(rate.other, exact=True)} with {versus(rate.comparator)}"
        return words + (f", at {glued(rate.at.text)}" if rate.at else "")
    if parts.effect:
        other = versus(parts.effect.comparator)
        return f"{effect_words(parts.effect)}{f' v {other}' if other else ''}"
    return spoken(claim.value.text)
