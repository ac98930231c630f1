"""The order of topics in a text for clinicians. Benefit and harm have equal room."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kb.publish import care, harms, regulation
from kb.publish.between import direct, silent
from kb.publish.computed import estimates
from kb.publish.desk import Desk
from kb.publish.prose import texts
from kb.publish.results import outcomes
from kb.publish.times import durations
from kb.publish.together import changing, together
from kb.publish.unknown import unknowns
from kb.view.publication import Head, Line, Para, Part

Topic = Callable[[Desk], list[Line]]


def field_texts(path: str, short: int = 1) -> Topic:
    """A topic that tells a field of text."""
    return partial(texts, path=path, short=short)


def field_times(path: str) -> Topic:
    """A topic that tells a field of durations."""
    return partial(durations, path=path)


def field_results(path: str) -> Topic:
    """A topic that tells a field of results."""
    return partial(outcomes, path=path)


SHORT: tuple[tuple[str, tuple[Topic, ...]], ...] = (
    ("Benefit", (
        field_times("onset.first-separation"), field_times("onset.response"),
        field_results("efficacy.response"),
        field_times("duration.one-dose"), field_results("duration.stopped"),
    )),
    ("Harm", (
        harms.adverse, field_texts("safety.suicidality"),
        field_results("acceptability.dropout-any"), field_results("stopping.symptoms"),
        field_texts("warnings.restricted"),
    )),
    ("Against each other", (direct,)),
    ("Computed from trials", (estimates,)),
    ("Together and in turn", (together, changing, silent)),
    ("What is not known", (unknowns,)),
)  # fmt: skip
"""Headings with their topics for `--length short`; benefit and harm have the same number."""

FULL: tuple[tuple[str, tuple[Topic, ...]], ...] = (
    ("What they are", (field_texts("identity.description"), regulation.approvals,
                       field_texts("regulatory.schedule"))),
    ("How they work", (care.targets, field_texts("mechanism.transmitters"),
                       field_texts("mechanism.downstream"), field_texts("mechanism.account"))),
    ("How soon they work", (field_times("onset.first-separation"), field_times("onset.response"),
                            field_times("onset.full-trial"))),
    ("How long benefit lasts", (field_times("duration.one-dose"), field_times("duration.course"),
                                field_results("duration.maintained"),
                                field_results("duration.stopped"),
                                field_texts("duration.maintenance"))),
    ("How many people benefit", (field_results("efficacy.response"),
                                 field_results("efficacy.remission"),
                                 field_results("efficacy.score"))),
    ("How they are given", (care.doses, care.courses, care.setting,
                            field_times("setting.observation"))),
    ("Harms", (harms.adverse, field_results("acceptability.dropout-any"),
               field_results("acceptability.dropout-adverse"))),
    ("Warnings and suicidality", (regulation.contraindications, field_texts("warnings.restricted"),
                                  field_texts("safety.suicidality"))),
    ("Overdose, abuse and stopping", (field_texts("safety.overdose"), field_texts("safety.abuse"),
                                      field_results("stopping.symptoms"),
                                      field_texts("stopping.taper"))),
    ("Monitoring and particular groups", (care.checks, field_texts("populations.pregnancy"),
                                          field_texts("populations.lactation"),
                                          field_texts("populations.older-adults"))),
    ("Individual response and guidelines", (field_texts("individual.variation"),
                                            regulation.guidelines)),
    ("Against each other", (direct,)),
    ("Computed from trials", (estimates,)),
    ("Together and in turn", (together, changing, silent)),
    ("What is not known", (unknowns,)),
)  # fmt: skip
"""Headings with their topics for `--length full`."""


def body(desk: Desk) -> list[Part]:
    """The sections; a heading whose topics have nothing to tell is left out."""
    found: list[Part] = []
    one = len(desk.subjects) == 1
    for heading, topics in FULL if desk.full else SHORT:
        paragraphs = [joined(lines) for lines in (topic(desk) for topic in topics) if lines]
        if paragraphs:
            found.append(Head(singular(heading) if one else heading))
            found += [Para(line) for line in paragraphs]
    return found


def joined(lines: list[Line]) -> Line:
    """Sentences as one paragraph."""
    from kb.view.publication import Run

    runs: list[Run] = []
    for at, line in enumerate(lines):
        if at:
            runs.append(Run(" "))
        runs += line
    return tuple(runs)


def singular(heading: str) -> str:
    """A heading for one treatment."""
    for many, one in (("they are", "it is"), ("they work", "it works")):
        heading = heading.replace(many, one)
    return heading
