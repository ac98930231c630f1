"""Rules on speed and durability: what a draft says against what is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from kb.article.finding import Reader, recorded, sources
from kb.article.mentions import About
from kb.ask.inherit import Shown
from kb.model.duration import HOURS_PER, Duration, TimeUnit
from kb.model.treatment import Treatment
from kb.model.vocab import Certainty
from kb.problems import Problem

ONSET = re.compile(
    r"\b(?:onset|works?|working|acts?|takes? effect|kicks? in|relief|reliev\w+|improv\w+|upgrades?|"
    r"feel(?:s|ing)? better|respon\w+|show(?:s|ing)? (?:its|their)|effects?|impacts?|beginning|"
    r"rapid\w*|quick\w*|fast\w*|speed\w*|results?)\b",
    re.IGNORECASE,
)
INSTANT = re.compile(
    r"\b(?:immediate(?:ly)?|instant(?:ly|aneous(?:ly)?)?|at once|right away|straight away|"
    r"overnight|within (?:seconds|minutes)|in minutes)\b",
    re.IGNORECASE,
)
VAGUE_SLOW = re.compile(
    r"\b(?:(?:several |many |a few )?(?:weeks|months)"
    r"(?: or (?:even )?(?:months|a long time|longer))?|a long time)\b",
    re.IGNORECASE,
)
VAGUE_FAST = re.compile(r"\b(?:hours (?:or|to) days|hours|a (?:few )?days?|days)\b", re.IGNORECASE)
NUMBER = r"\d+(?:\.\d+)?|one|two|three|four|five|six|eight|ten|twelve"
SPAN = re.compile(
    rf"\b(?P<low>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<high>{NUMBER}))?\s*"
    r"(?P<unit>minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10,
         "twelve": 12}  # fmt: skip
LASTING = re.compile(
    r"\b(?:long[- ]lasting|lasting|persist\w*|endur\w*|persevering|sustained|permanent(?:ly)?|"
    r"delayed help|even after (?:a )?(?:set|limited) number|outlast\w*)\b",
    re.IGNORECASE,
)
ONSET_FIELDS = ("onset.first-separation", "onset.response", "onset.full-trial")
LASTING_FIELDS = ("duration.one-dose", "duration.course")
NOT_ONSET = re.compile(r"\b(?:last|relaps|half-life|every|old|age)", re.IGNORECASE)
"""Words of sentences whose lengths of time are about something else."""
TWO_WEEKS = 336


def time_findings(reader: Reader, about: About) -> Iterator[Problem]:
    """Findings of one sentence on onset and on duration of effect."""
    words = about.sentence.words
    for record in about.records:
        if ONSET.search(words):
            yield from _instant(reader, about, record)
            yield from _numbers(reader, about, record)
            yield from _too_slow(reader, about, record)
            yield from _too_fast(reader, about, record)
        yield from _lasting(reader, about, record)


Hull = tuple[Shown, Fraction, Fraction]


def _hull(reader: Reader, record: Treatment, paths: tuple[str, ...]) -> Hull | None:
    """The widest interval that fields record, in hours, with the field of its earliest end."""
    found: list[tuple[Fraction, Fraction, Shown]] = []
    for path in paths:
        view = reader.view(record, path)
        for claim in view.claims:
            if isinstance(claim.value, Duration) and claim.value.is_time and not claim.denied:
                found.append((*claim.value.hours(), view))
    if not found:
        return None
    low, _, view = min(found, key=lambda item: item[0])
    return view, low, max(high for _, high, _ in found)


def _instant(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    match = INSTANT.search(about.sentence.words)
    hull = _hull(reader, record, ONSET_FIELDS[:2])
    if match and hull and hull[1] > 1:
        view = hull[0]
        yield reader.at(
            "E702", about.sentence, match,
            f'"{match[0]}" is faster than anything recorded for {record.name}: {recorded(view)}',
            f"Give the recorded interval. Source: {sources(view)}.", view, error=True,
        )  # fmt: skip


def _numbers(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    hull = _hull(reader, record, ONSET_FIELDS)
    if hull is None or re.search(
        r"\b(?:last|relaps|half-life|every|old|age)", about.sentence.words
    ):
        return
    for match in SPAN.finditer(about.sentence.words):
        low, high = hours_of(match)
        view, earliest, latest = hull
        if high < earliest or low > latest:
            side = "sooner" if high < earliest else "later"
            yield reader.at(
                "E702", about.sentence, match,
                f'"{match[0]}" is {side} than the onset recorded for {record.name}: '
                f"{recorded(view)}",
                f"Correct it, or say for whom it holds. Source: {sources(view)}.", view, error=True,
            )  # fmt: skip


def hours_of(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    """The interval of a `SPAN` match in hours."""
    per = HOURS_PER[TimeUnit(match["unit"].lower())]
    low = Fraction(WORDS.get(match["low"].lower(), 0) or match["low"])
    high = Fraction(WORDS.get(match["high"].lower(), 0) or match["high"]) if match["high"] else low
    return low * per, high * per


def _too_slow(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    match = VAGUE_SLOW.search(about.sentence.words)
    if match is None or re.search(r"\d", about.sentence.words):
        return
    view = reader.view(record, "onset.first-separation")
    early = [c for c in view.claims if c.value.is_time and c.value.hours()[0] <= TWO_WEEKS]
    if early and early[0].value.hours()[0] >= 24:
        yield reader.at(
            "E703", about.sentence, match,
            f'"{match[0]}" is too simple for {record.name}: a difference from control is recorded '
            f"earlier: {recorded(view)}",
            "Say that part of the effect comes early and most of it later. "
            f"Source: {sources(view)}.", view,
        )  # fmt: skip


def _too_fast(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    """Speed told without the reservations that its record carries."""
    match = VAGUE_FAST.search(about.sentence.words)
    if match is None or not about.named or SPAN.search(about.sentence.words):
        return
    for path in ONSET_FIELDS[:2]:
        view = reader.view(record, path)
        weak = [c for c in view.claims if c.but or c.sure in (Certainty.LOW, Certainty.VERY_LOW)]
        if weak and weak[0].value.is_time and weak[0].value.hours()[0] <= 72:
            yield reader.at(
                "E704", about.sentence, match,
                f"the speed of {record.name} is told without its reservation: {recorded(view, 1)}",
                f"Add how sure it is and what speaks against it. Source: {sources(view)}.", view,
            )  # fmt: skip


def _lasting(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    match = LASTING.search(about.sentence.words)
    if match is None or not about.named or SPAN.search(about.sentence.words):
        return
    views = [v for path in LASTING_FIELDS if (v := reader.view(record, path)).claims]
    if views:
        told = "; ".join(f"{view.field.label}: {recorded(view, room=120)}" for view in views)
        more = " Sources disagree; give both." if any(v.own.disagree for v in views) else ""
        yield reader.at(
            "E705", about.sentence, match,
            f"how long the effect of {record.name} lasts is left vague; recorded: {told}",
            f"Give the recorded lengths.{more} Source: {sources(views[-1])}.", views[0],
        )  # fmt: skip
