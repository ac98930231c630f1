"""Sentences on approvals, boxed warnings, contraindications and guidelines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kb.model.claim import Claim
from kb.model.vocab import RegulatoryStatus, State
from kb.publish.choices import Locale
from kb.publish.desk import Clause, Desk, Said
from kb.publish.grammar import bracketed, capital, inside, listed, spoken, with_tail
from kb.publish.plainwords import plain
from kb.view.publication import Line

PLACES = {
    "regulatory.us": ("the US", "US"),
    "regulatory.eu": ("the EU", "EU"),
    "regulatory.uk": ("the UK", "UK"),
    "regulatory.ca": ("Canada", "Canadian"),
}
"""Jurisdictions by field: the place, and the adjective of its documents."""


def places_for(desk: Desk) -> tuple[str, ...]:
    """The regulators told of: the reader's own first; in a short text that one alone."""
    own = "regulatory.us" if desk.locale is Locale.US else "regulatory.uk"
    rest = tuple(path for path in PLACES if path != own)
    return (own, *rest) if desk.full else (own,)


def approvals(desk: Desk) -> list[Line]:
    """Regulatory status, place by place, the subjects of one place in one sentence each."""
    lines: list[Line] = []
    for path in places_for(desk):
        place = PLACES[path][0]
        for at, said in enumerate(said for said in desk.said(path) if said.claims):
            lines += _approval(desk, said, place if at == 0 else "there")
    return lines


def _approval(desk: Desk, said: Said, place: str) -> list[Line]:
    lines = []
    for at, claim in enumerate(said.claims):
        where = f"in {place} " if at == 0 and place != "there" else ""
        there = " there" if at == 0 and place == "there" else ""
        use = claim.value.use.label if claim.value.use else ""
        words = with_tail(where + status_words(said, claim, at > 0, there), desk.tail(claim, use))
        lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
    return lines


def status_words(said: Said, claim: Claim[Any], again: bool, there: str = "") -> str:
    """ "SSRIs are approved for …": a regulator's decision as a clause; `there` follows its verb."""
    value = claim.value
    name = said.subject.name if not again else ("they" if said.subject.plural else "it")
    be = said.subject.verb("is", "are")
    have = said.subject.verb("has", "have")
    year = f" since {value.year}" if value.year else ""
    match value.value:
        case RegulatoryStatus.APPROVED:
            head = f"{name} {have} been approved" if year else f"{name} {be} approved"
        case RegulatoryStatus.CLEARED:
            head = f"{name} {have} been cleared" if year else f"{name} {be} cleared"
        case RegulatoryStatus.OFF_LABEL:
            head = f"{name} {be} used off label"
        case RegulatoryStatus.INVESTIGATIONAL:
            head = f"{name} {be} investigational"
        case RegulatoryStatus.WITHDRAWN:
            year = f" in {value.year}" if value.year else ""
            head = f"{name} {have} been withdrawn"
        case _:
            head = f"{name} {be} not authorised"
    dated = value.value in (
        RegulatoryStatus.APPROVED, RegulatoryStatus.CLEARED, RegulatoryStatus.WITHDRAWN
    )  # fmt: skip
    return f"{head}{there}{year if dated else ''}{for_what(value.indication)}"


def for_what(indication: str | None) -> str:
    """ " for depression"; a sentence in place of an indication follows a colon."""
    words = inside(spoken(indication or ""))
    if not words:
        return ""
    first = words.split(";")[0].split(":")[0]
    return f": {words}" if re.match(r"no\b", first) else f" for {words}"


def boxed(desk: Desk, *, patient: bool = False) -> list[Line]:
    """Boxed warnings, what is said of their absence, and where nobody has looked.

    Patients are spared the sentence that a treatment without a label has no box on it.
    """
    lines = []
    for said in desk.said("warnings.boxed"):
        name = said.subject.name
        for where, claims in by_place(said.claims).items():
            label = labelling(where)
            topics = [inside(spoken(claim.value.text)) for claim in claims]
            if patient:
                topics = [plain(topic) for topic in topics]
            what = "a boxed warning" if len(topics) == 1 else "boxed warnings"
            words = f"{label} for {name} carries {what}: {listed(topics)}"
            lines.append(desk.say(Clause(words, tuple(claims), ".", (), said.fact)))
        if not said.claims and not (patient and said.shown.own.state is State.NOT_APPLICABLE):
            lines.append(_no_box(desk, said))
    return lines


def by_place(claims: Iterable[Claim[Any]]) -> dict[str, list[Claim[Any]]]:
    """Claims by whose they are, so that several are one sentence."""
    found: dict[str, list[Claim[Any]]] = {}
    for claim in claims:
        found.setdefault(listed(j.label for j in claim.jurisdictions), []).append(claim)
    return found


def labelling(where: str) -> str:
    """Whose labelling it is: "US labelling", "Canadian labelling"."""
    return f"{where.replace('Canada', 'Canadian')} labelling".strip()


def _no_box(desk: Desk, said: Said) -> Line:
    gap = said.gaps[0] if said.gaps else None
    name = said.subject.name
    if gap is None or gap.state is State.NOT_YET_REVIEWED:
        verb = said.subject.verb("carries", "carry")
        words = f"whether {name} {verb} a boxed warning has not been reviewed"
        return desk.say(Clause(words, end=".", fact=said.fact))
    where = ", ".join(j.label for j in gap.jurisdictions)
    why = f": {inside(spoken(gap.why))}" if gap.why else ""
    if gap.state is State.NONE_FOUND:
        source = f" in {labelling(where)}" if where else ""
        words = f"no boxed warning was found for {name}{source}{why}"
    else:
        words = f"boxed warnings do not apply to {name}{why}"
        if gap.state is not State.NOT_APPLICABLE:
            words = f"for {name} a boxed warning is {gap.state.label}{why}"
    return desk.say(Clause(words, (gap,) if gap.cite else (), ".", (), said.fact))


def contraindications(desk: Desk) -> list[Line]:
    """Contraindications, gathered by whose they are, with every source of the group."""
    lines = []
    for said in desk.said("warnings.contraindications"):
        groups: dict[tuple[str, str], list[Claim[Any]]] = {}
        for claim in said.claims:
            whose = listed(j.label for j in claim.jurisdictions)
            groups.setdefault((whose, claim.when or ""), []).append(claim)
        for (whose, when), claims in groups.items():
            lines.append(_ruled_out(desk, said, whose, when, claims))
    return lines


def _ruled_out(desk: Desk, said: Said, whose: str, when: str, claims: list[Claim[Any]]) -> Line:
    name = said.subject.name
    items = [inside(spoken(c.value.text)) for c in claims]
    if not whose and "label" not in when:
        words = f"contraindications recorded for {name}{bracketed([when])} are {listed(items)}"
        return desk.say(Clause(capital(words), tuple(claims), ".", (), said.fact))
    source = spoken(when) if "label" in when else labelling(whose)
    aside = f" ({whose})" if whose and "label" in when and whose != "international" else ""
    held = "" if "label" in when else bracketed([spoken(when)])
    words = f"{inside(source)}{aside} rules out {name} {listed(map(_in_case, items), 'or')}{held}"
    return desk.say(Clause(capital(words), tuple(claims), ".", (), said.fact))


def _in_case(item: str) -> str:
    """A contraindication after "rules it out": "with X", "in Y"."""
    item = item.removeprefix("use ")
    if item.startswith("history of "):
        return f"with a {item}"
    if item.endswith("at the same time"):
        return f"with {item}"
    if item.split(" ")[0].rstrip(",") in (
        "with",
        "within",
        "in",
        "during",
        "when",
        "if",
        "for",
        "before",
    ):
        return item
    return f"in {item}"


def guidelines(desk: Desk) -> list[Line]:
    """Each guideline in its own words, all that it says of a treatment in one sentence."""
    names = {
        "guidelines.canmat-2023": "CANMAT (2023)", "guidelines.nice-ng222": "NICE (NG222)",
        "guidelines.va-dod-2022": "VA/DoD (2022)", "guidelines.apa": "APA",
    }  # fmt: skip
    lines = []
    for path, name in names.items():
        for at, said in enumerate(said for said in desk.said(path) if said.claims):
            owner = name if at == 0 else "The same guideline"
            claims = desk.told(said.claims)
            clauses = [
                Clause(
                    (_on(owner, said, claim) if number == 1 else "")
                    + with_tail(inside(spoken(claim.value.text)), desk.aside(claim)),
                    (claim,), "." if number == len(claims) else ";", (), said.fact,
                )
                for number, claim in enumerate(claims, 1)
            ]  # fmt: skip
            lines.append(desk.say(*clauses))
    return lines


def _on(owner: str, said: Said, claim: Claim[Any]) -> str:
    """Whose words follow; a comma where they have a colon of their own."""
    stop = "," if ":" in claim.value.text.split(";")[0] else ":"
    return f"{owner} on {said.subject.name}{stop} "
