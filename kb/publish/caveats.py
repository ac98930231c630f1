"""Statements that put themselves in: off-label use, boxed warnings, crisis help, data of one's own.

A writer cannot leave them out; the overlay that adds a claim cannot remove them.
"""

from __future__ import annotations

from typing import Any

from kb.ask.base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.treatment import Treatment, fields
from kb.model.vocab import RegulatoryStatus
from kb.publish.choices import Audience, Locale
from kb.publish.desk import Clause, Desk, Said
from kb.publish.grammar import capital, inside, listed, spoken
from kb.publish.regulation import PLACES, boxed, for_what
from kb.view.publication import Line, Notice

CRISIS = (
    "If you or someone near you may be in danger or is thinking about suicide, get help now: "
    "call the local emergency number or a crisis line, or go to the nearest emergency department."
)
"""General on purpose: numbers differ by place and go out of date."""

CRISIS_CLINICIAN = (
    "Text for the public that touches on suicide should name crisis help: the local emergency "
    "number, a crisis line, the nearest emergency department."
)

NOT_APPROVED = frozenset(
    {
        RegulatoryStatus.OFF_LABEL,
        RegulatoryStatus.INVESTIGATIONAL,
        RegulatoryStatus.NOT_AUTHORISED,
        RegulatoryStatus.WITHDRAWN,
    }
)


def required(desk: Desk, audience: Audience) -> Notice:
    """The box of required statements."""
    lines = [*off_label(desk), *boxed(desk, patient=audience is Audience.PATIENT)]
    patient = audience is Audience.PATIENT
    # Whoever reads about depression for themselves may need it, whatever the treatment.
    if patient or touches_suicide(desk.records):
        words = CRISIS if patient else CRISIS_CLINICIAN
        lines.append(desk.say(Clause(words.rstrip("."), end=".")))
    return Notice("Required statements", tuple(lines))


def off_label(desk: Desk) -> list[Line]:
    """A sentence for each decision that is not an approval, the reader's own place first."""
    own = "regulatory.us" if desk.locale is Locale.US else "regulatory.uk"
    lines = []
    for path in (own, *(p for p in PLACES if p != own)):
        for said in desk.said(path):
            for claim in said.claims:
                if claim.value.value in NOT_APPROVED:
                    lines.append(_statement(desk, said, claim, PLACES[path][0]))
    return lines


def _statement(desk: Desk, said: Said, claim: Claim[Any], place: str) -> Line:
    name, value = said.subject.name, claim.value
    status = {
        RegulatoryStatus.OFF_LABEL: "off label",
        RegulatoryStatus.INVESTIGATIONAL: "investigational",
        RegulatoryStatus.WITHDRAWN: f"withdrawn{f' in {value.year}' if value.year else ''}",
        RegulatoryStatus.NOT_AUTHORISED: "not authorised",
    }[value.value]
    what = inside(spoken(value.indication)) if value.indication else ""
    head, colon, which = what.partition(": ")
    if said.subject.plural and colon:
        words = f"{status} in {place} for {head} among {name}: {which}"
    else:
        used = "used " if value.value is RegulatoryStatus.OFF_LABEL else ""
        be = said.subject.verb("is", "are")
        words = f"in {place}, {name} {be} {used}{status}{for_what(value.indication)}"
    return desk.say(Clause(capital(words), (claim,), ".", (), said.fact))


def touches_suicide(records: tuple[Treatment, ...]) -> bool:
    """Whether suicide is a topic of any statement on the treatments."""
    return any(
        "suicid" in f"{claim.value.text} {claim.when or ''}".lower()
        for record in records
        for path in fields()
        for claim in record.answer(path).claims
    )


def banners(desk: Desk) -> list[Notice]:
    """What a reader must know before the first sentence: overdue, unread, added data."""
    found = []
    ledger = desk.ledger
    if ledger.overdue:
        noun = "statement is" if ledger.overdue == 1 else "statements are"
        words = f"{ledger.overdue} {noun} past the review date; read the sources again first"
        found.append(Notice("Past review", (desk.say(Clause(words, end=".")),)))
    if ledger.unread:
        words = f"marked ? because nobody has read the source yet: {listed(ledger.unread)}"
        found.append(Notice("Not yet read", (desk.say(Clause(words, end=".")),)))
    if ledger.overlays:
        words = f"this text holds statements from data of your own: {listed(ledger.overlays)}"
        found.append(Notice("Own data", (desk.say(Clause(words, end=".")),)))
    return found


def has_required(base: KnowledgeBase, record: Treatment) -> bool:
    """Whether a text about `record` needs an off-label or a boxed-warning statement."""
    if record.warnings.boxed.claims:
        return True
    return any(
        claim.value.value in NOT_APPROVED for path in PLACES for claim in record.answer(path).claims
    )
