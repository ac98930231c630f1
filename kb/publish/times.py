"""Sentences on lengths of time: onset, durability, half-life, observation."""

from __future__ import annotations

from kb.model.duration import Bound, Duration
from kb.publish.desk import Clause, Desk, Said
from kb.publish.grammar import capital
from kb.view.publication import Line
from kb.view.words import glued

FRAMES: dict[str, tuple[str, ...]] = {
    "onset.first-separation": (
        "with {s}, a difference from control first shows {after}",
        "{s} {separate} from control {after}",
        "the earliest separation recorded for {s} comes {after}",
    ),
    "onset.response": (
        "a clinically meaningful response to {s} is reported {after}",
        "those who respond to {s} do so {after}",
        "for {s} the time to response is put at {length}",
    ),
    "onset.full-trial": (
        "whether {s} {has} failed can be judged {after}",
        "a full trial of {s} takes {length}",
        "{s} {is} given {length} before lack of response counts as failure",
    ),
    "duration.one-dose": (
        "the effect of a single dose or session of {s} lasts {length}",
        "one dose or session of {s} holds for {length}",
    ),
    "duration.course": (
        "after a course of {s} the benefit lasts {length}",
        "benefit from a course of {s} holds for {length}",
    ),
    "setting.observation": (
        "people are observed for {length} after {s}",
        "after {s}, observation lasts {length}",
    ),
    "kinetics.half-life": (
        "the elimination half-life of {s} is {length}",
        "{s} {has} a half-life of {length}",
    ),
}
"""Frames by field. The first opens; the next ones follow for the next subjects, so that no two
neighbours share a frame."""

FURTHER = (
    "another source gives {length}",
    "{length} is reported as well",
    "a third figure is {length}",
    "one more source has {length}",
)


def after(value: Duration) -> str:
    """ "after 2–4 weeks", "within 2 hours", "after a median of 18 days"."""
    words = glued(value.text)
    match value.bound:
        case Bound.WITHIN:
            return words
        case Bound.UP_TO:
            return f"after {words}"
        case Bound.LESS_THAN:
            return f"in {words}"
        case _:
            return f"after {length(value)}"


def length(value: Duration) -> str:
    """ "2–4 weeks", "a median of 18 days"."""
    words = glued(value.text)
    if value.bound in (Bound.MEDIAN, Bound.MEAN):
        return f"a {value.bound.value} of {words.removeprefix(value.bound.value).strip()}"
    return words


def durations(desk: Desk, path: str) -> list[Line]:
    """The sentences on a field that holds lengths of time."""
    lines: list[Line] = []
    told = [said for said in desk.said(path) if said.claims]
    for at, said in enumerate(told):
        frame = FRAMES[path][at % len(FRAMES[path])]
        lines += _subject(desk, said, frame)
    return lines


def _subject(desk: Desk, said: Said, frame: str) -> list[Line]:
    lines: list[Line] = []
    if said.shown.own.disagree:
        words = f"sources disagree on {said.subject.name}, and no figure here is an average"
        lines.append(desk.say(Clause(words, end=".")))
    claims = said.claims if said.shown.own.disagree else desk.told(said.claims)
    for number, claim in enumerate(claims):
        form = frame if number == 0 else FURTHER[(number - 1) % len(FURTHER)]
        words = form.format(
            s=said.subject.name,
            after=after(claim.value),
            length=length(claim.value),
            separate=said.subject.verb("separates", "separate"),
            has=said.subject.verb("has", "have"),
            **{"is": said.subject.verb("is", "are")},
        )
        if claim.denied:
            words = f"it is recorded as untrue that {words}"
        clause = Clause(capital(words) + desk.tail(claim), (claim,), ".", (), said.fact)
        lines.append(desk.say(clause))
        lines += desk.objections(claim, said.fact)
    return lines
