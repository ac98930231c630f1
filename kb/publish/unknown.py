"""What is not known, said as plainly as what is."""

from __future__ import annotations

from kb.model.treatment import fields
from kb.model.vocab import State
from kb.publish.choices import Locale
from kb.publish.desk import Clause, Desk
from kb.publish.grammar import capital, listed
from kb.view.publication import Line

OPEN: dict[State, str] = {
    State.NOT_STUDIED: "no study is known of",
    State.NOT_REPORTED: "the sources read do not report",
    State.NOT_YET_REVIEWED: "still to be reviewed:",
}
"""Open states in words. "Not yet reviewed" never reads as "safe" or "no"."""

WORTH_SAYING = (
    "regulatory.us", "regulatory.uk", "warnings.boxed", "onset.first-separation", "onset.response",
    "onset.full-trial", "duration.one-dose", "duration.course", "duration.stopped",
    "efficacy.response", "efficacy.remission", "acceptability.dropout-any",
    "acceptability.dropout-adverse", "adverse.weight-gain", "adverse.sexual-dysfunction",
    "adverse.sedation", "adverse.nausea", "safety.suicidality", "safety.overdose",
    "safety.abuse", "stopping.symptoms", "populations.pregnancy", "populations.lactation",
    "populations.older-adults", "populations.adolescents", "guidelines.canmat-2023",
)  # fmt: skip
"""Fields whose silence a reader of a summary must know of."""


def unknowns(desk: Desk) -> list[Line]:
    """For each subject, a sentence for each open state, with the fields in words."""
    silent: dict[tuple[str, State], list[str]] = {}
    other = "regulatory.uk" if desk.locale is Locale.US else "regulatory.us"
    for path in (p for p in WORTH_SAYING if p != other):
        for said in desk.said(path):
            state = said.shown.own.state
            if not said.claims and not said.inherited and state in OPEN:
                silent.setdefault((said.subject.record.id, state), []).append(topic(path))
    lines = []
    for subject in desk.subjects:
        found = [
            (s, silent[subject.record.id, s]) for s in OPEN if (subject.record.id, s) in silent
        ]
        if not found:
            continue
        parts = [
            f"{OPEN[s]} {listed(names, 'and' if s is State.NOT_YET_REVIEWED else 'or')}"
            for s, names in found
        ]
        words = f"for {subject.name}, {'; '.join(parts)}"
        lines.append(desk.say(Clause(capital(words), end=".")))
    return lines


def topic(path: str) -> str:
    """A field in words that make sense without its section."""
    info = fields()[path]
    special = {
        "regulatory.us": "US approval", "regulatory.uk": "UK approval",
        "warnings.boxed": "a boxed warning", "onset.first-separation": "the first separation",
        "onset.response": "time to response", "onset.full-trial": "the length of a full trial",
        "duration.one-dose": "the effect of one dose", "duration.course": "durability of a course",
        "duration.stopped": "relapse after stopping", "efficacy.response": "response rates",
        "efficacy.remission": "remission rates", "safety.suicidality": "effects on suicidality",
        "stopping.symptoms": "symptoms on stopping", "safety.abuse": "abuse liability",
        "populations.pregnancy": "use in pregnancy", "populations.lactation": "breastfeeding",
        "populations.older-adults": "use in older adults", "safety.overdose": "overdose",
        "populations.adolescents": "use in adolescents",
        "guidelines.canmat-2023": "the line given by CANMAT 2023",
    }  # fmt: skip
    return special.get(path, info.label)
