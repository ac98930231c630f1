"""The pictures of a publication: icon arrays of one treatment each, onset by duration."""

from __future__ import annotations

import math
from fractions import Fraction

from kb.ask.alike import sense_of
from kb.model.duration import Bound, Duration
from kb.publish.desk import Desk
from kb.publish.frequency import counted, denominator, people
from kb.publish.grammar import capital
from kb.publish.harms import frequencies, noun
from kb.publish.patient_benefit import _plainest, _rate
from kb.publish.plainwords import plain
from kb.publish.results import ANY_DRUG
from kb.publish.subjects import Subject
from kb.view.publication import IconGroup, Icons, Picture, Spread, SpreadBox
from kb.view.words import glued

WIDE = ("responded", "got clearly better")
"""What is told of a response, which may be recorded for any antidepressant."""
TICKS = (
    (1, "1 h"), (24, "1 day"), (168, "1 week"), (730.5, "1 month"), (8766, "1 year"),
)  # fmt: skip


def pictures(desk: Desk, patient: bool) -> tuple[Picture, ...]:
    """Icon arrays for every treatment that has a rate; for clinicians onset by duration too."""
    found = [picture for s in desk.subjects if (picture := icons(desk, s, patient)) is not None]
    chart = None if patient else spread(desk)
    return (*found, chart) if chart is not None else tuple(found)


def icons(desk: Desk, subject: Subject, patient: bool) -> Picture | None:
    """Benefit, then the most frequent harm, each beside its own comparator, out of one number."""
    benefit = [s for s in desk.said("efficacy.response") if s.shown.record.id == subject.record.id]
    claim = _plainest(benefit[0].claims) if benefit else None
    harm = next((r for r in frequencies(desk)[subject.record.id] if r.rate.other), None)
    rates = [(r, label) for r, label in (
        (_rate(claim) if claim is not None else None, "responded"),
        (harm.rate if harm else None, f"had {noun(harm.label)}" if harm else ""),
    ) if r is not None]  # fmt: skip
    shares = [share for rate, _ in rates for share in (rate.share, rate.other) if share]
    if not shares or all(share.high == 0 for share in shares):
        return None
    of = denominator(shares)
    made: list[IconGroup] = []
    for rate, deed in rates:
        at = f" at {glued(rate.at.text)}" if rate.at else ""
        if patient:
            reported = f"reported {plain(deed.removeprefix('had '))}"
            deed = "got clearly better" if deed == "responded" else reported
        wide = deed in WIDE and claim is not None and ANY_DRUG.search(claim.when or "")
        name = "an antidepressant of any class" if wide else subject.name
        for share, who in ((rate.share, name), (rate.other, rate.comparator)):
            if share:
                words = desk.spell(f"{counted(share, of)} {deed}{at} with {who}")
                made.append(
                    IconGroup(desk.spell(f"{deed}{at}, {who}"), people(share, of), of, words)
                )
    title = desk.spell(f"{subject.head}: people out of {of:,}")
    description = ". ".join(capital(group.words) for group in made) + "."
    return Picture(f"icons-{subject.record.id}", title, description, Icons(tuple(made)))


def spread(desk: Desk) -> Picture | None:
    """Time to response across, duration of effect upward; words for those that cannot be drawn."""
    if len(desk.subjects) < 2:
        return None
    boxes, silent = [], []
    for subject in desk.subjects:
        box = _box(desk, subject)
        if box is None:
            silent.append(subject.name)
        else:
            boxes.append(box)
    if not boxes:
        return None
    ticks = tuple((_share(hours), label) for hours, label in TICKS)
    words = "; ".join(box.words for box in boxes)
    rest = f" Not drawn, for want of one of the two lengths: {', '.join(silent)}." if silent else ""
    words += f".{rest} Each box is what single sources state, in people who differ. No ranking."
    description = desk.spell(words)
    art = Spread("time to response", "duration of effect", ticks, ticks, tuple(boxes))
    return Picture("onset-by-duration", "Onset by duration, both on a log scale", description, art)


def _box(desk: Desk, subject: Subject) -> SpreadBox | None:
    onset = _first(desk, subject, "onset.response")
    kinds = {"duration.one-dose": "one dose or session", "duration.course": "a course"}
    for path, what in kinds.items():
        lasts = _first(desk, subject, path)
        if onset and lasts:
            (left, right), (low, high) = onset.hours(), lasts.hours()
            if lasts.bound is Bound.UP_TO:
                low = Fraction(0)
            words = desk.spell(
                f"{subject.head}: response {glued(onset.text)}, {what} lasts {glued(lasts.text)}"
            )
            a, b, c, d = (_share(float(v)) for v in (left, right, low, high))
            return SpreadBox(subject.head, a, b, c, d, words)
    return None


def _first(desk: Desk, subject: Subject, path: str) -> Duration | None:
    for said in desk.said(path):
        if said.shown.record.id == subject.record.id and said.claims:
            claim = said.claims[0]
            value = claim.value
            drawn = isinstance(value, Duration) and value.is_time and not sense_of(desk.base, claim)
            return value if drawn else None
    return None


def _share(hours: float) -> float:
    low, high = math.log(0.5), math.log(17532)
    return min(max((math.log(max(hours, 0.5)) - low) / (high - low), 0.0), 1.0)
