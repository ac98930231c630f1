"""Sentences on mechanism, dosing, setting and monitoring."""

from __future__ import annotations

from typing import Any

from kb.model.claim import Claim
from kb.model.vocab import Action
from kb.publish.desk import Clause, Desk, Said
from kb.publish.grammar import bracketed, inside, listed, spoken, whom, with_tail
from kb.publish.prose import texts
from kb.view.document import NBSP
from kb.view.publication import Line
from kb.view.words import glued

ACTIONS: dict[Action, tuple[str, str]] = {
    Action.BLOCKS: ("blocks", "block"), Action.INHIBITS: ("inhibits", "inhibit"),
    Action.RELEASES: ("releases", "release"), Action.STIMULATES: ("stimulates", "stimulate"),
    Action.SUPPRESSES: ("suppresses", "suppress"), Action.MODULATES: ("modulates", "modulate"),
    Action.ANTAGONIST: ("acts as an antagonist at", "act as antagonists at"),
    Action.AGONIST: ("acts as an agonist at", "act as agonists at"),
    Action.PARTIAL_AGONIST: ("acts as a partial agonist at", "act as partial agonists at"),
    Action.INVERSE_AGONIST: ("acts as an inverse agonist at", "act as inverse agonists at"),
    Action.POSITIVE_MODULATOR: ("strengthens", "strengthen"),
}  # fmt: skip


def targets(desk: Desk) -> list[Line]:
    """What each subject does at its targets, and how sure that is."""
    lines = []
    for said in desk.said("mechanism.targets"):
        clauses = []
        for at, claim in enumerate(said.claims):
            value = claim.value
            verb = (
                said.subject.verb(*ACTIONS[value.action])
                if value.action
                else said.subject.verb("acts at", "act at")
            )
            article = "" if value.value.lower().startswith(("the ", "a ")) else "the "
            seen = value.species.label if value.species else ""
            sure = claim.sure.label if claim.sure else ""
            _, aside = whom(claim.when)
            where = f"{verb} {article}{spoken(value.value)}"
            words = with_tail(where, bracketed([seen, sure, aside]))
            last = at == len(said.claims) - 1
            head = f"{said.subject.name} " if at == 0 else "and " if last else ""
            end = "." if last else ","
            clauses.append(Clause(head + words, (claim,), end, (), said.fact))
        if clauses:
            lines.append(desk.say(*clauses))
    return lines


DOSES = (
    ("dosing.start", "treatment with {s} starts at"),
    ("dosing.usual", "the usual dose of {s} is"),
    ("dosing.maximum", "the highest dose recorded for {s} is"),
)
"""Dose fields with their frame; a dose is never told without route, people and place."""


FURTHER = (
    "a second figure{people} is {amount}",
    "also recorded{people} is {amount}",
    "another source has {amount}{people}",
    "{amount} is another figure{people}",
)
"""Frames for further doses of one field."""


def doses(desk: Desk) -> list[Line]:
    """Start, usual and highest dose. A dose never inherits and never stands without its route."""
    lines = []
    for subject in desk.subjects:
        for path, frame in DOSES:
            for said in (s for s in desk.said(path) if s.subject is subject):
                for at, claim in enumerate(_own_place(desk, said.claims)):
                    lines.append(_dose(desk, said, claim, frame.format(s=subject.name), at))
    return lines


def _own_place(desk: Desk, claims: tuple[Claim[Any], ...]) -> tuple[Claim[Any], ...]:
    """All doses, or in a short text those of the reader's own place where there are any."""
    own = "US" if desk.locale.value == "en-US" else "UK"
    here = tuple(c for c in claims if any(j.value == own for j in c.jurisdictions))
    return claims if desk.full or not here else here


def _dose(desk: Desk, said: Said, claim: Claim[Any], head: str, at: int) -> Line:
    routes = said.subject.record.dosing.route.values
    route = " or ".join(r.text for r in routes) or "route not recorded"
    amount = dose_words(claim.value.text)
    people, aside = whom(claim.when)
    place = ", ".join(j.label for j in claim.jurisdictions)
    if at:
        words = desk.turn(FURTHER).format(amount=amount, people=f" {people}" if people else "")
    else:
        words = f"{head} {amount.removeprefix('up to ')}{f' {people}' if people else ''}"
    if aside.startswith(f"{route} "):
        route = ""
    return desk.say(Clause(words + bracketed([route, aside, place]), (claim,), ".", (), said.fact))


def dose_words(text: str) -> str:
    """A dose in prose: "50–200 mg a day"; the unit stays tied to its number."""
    return glued(text).replace("/day", f"{NBSP}a{NBSP}day").replace("/dose", f"{NBSP}a{NBSP}dose")


def courses(desk: Desk) -> list[Line]:
    """Sessions, pace and length of a course, in one sentence a subject."""
    lines = []
    names = {
        "dosing.sessions": "{}", "dosing.pace": "at {}", "dosing.session-length": "each of {}",
        "dosing.course-length": "over {}",
    }  # fmt: skip
    for subject in desk.subjects:
        clauses: list[Clause] = []
        for path, form in names.items():
            for said in (s for s in desk.said(path) if s.subject is subject and s.claims):
                claim = said.claims[0]
                amount = form.format(glued(claim.value.text))
                verb = "has" if path == "dosing.pace" else "lasts" if path.endswith("h") else "is"
                if clauses:
                    head = ""
                else:
                    head = f"a course of {subject.name} {verb} "
                    amount = glued(claim.value.text)
                amount += desk.tail(claim)
                clauses.append(Clause(head + amount, (claim,), ",", (), said.fact))
        if clauses:
            last = clauses[-1]
            clauses[-1] = Clause(last.words, last.entries, ".", last.more, last.fact)
            lines.append(desk.say(*clauses))
    return lines + texts(desk, "dosing.frequency")


def setting(desk: Desk) -> list[Line]:
    """Where each subject is given, then who is there and what follows."""
    lines = []
    for said in desk.said("setting.place"):
        if said.claims:
            places = [c.value.text for c in said.claims]
            verb = said.subject.verb("is", "are")
            how = "taken at home" if places == ["home"] else f"given in a {listed(places, 'or')}"
            words = f"{said.subject.name} {verb} {how}{desk.tail(said.claims[0])}"
            lines.append(desk.say(Clause(words, said.claims, ".", (), said.fact)))
    for path in ("setting.supervision", "setting.escort", "setting.driving"):
        lines += texts(desk, path)
    return lines


def checks(desk: Desk) -> list[Line]:
    """What is monitored, one sentence a subject."""
    lines = []
    for said in desk.said("monitoring.checks"):
        if not said.claims:
            continue
        items = []
        for claim in said.claims:
            value = claim.value
            timing = f", {inside(spoken(value.timing))}" if value.timing else ""
            places = ", ".join(j.label for j in claim.jurisdictions)
            reason = bracketed([spoken(value.reason or ""), places])
            items.append(f"{inside(spoken(value.value))}{timing}{reason}")
        words = f"with {said.subject.name}, monitor {listed(items)}"
        lines.append(desk.say(Clause(words, said.claims, ".", (), said.fact)))
    return lines
