"""Rules on what a draft leaves out: statements that must stand in it, references, setting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.article.finding import Reader, recorded, sources
from kb.article.marks import place_at
from kb.article.mentions import Names
from kb.ask.inherit import Shown
from kb.model.treatment import Treatment
from kb.problems import Problem, Severity
from kb.publish.caveats import NOT_APPROVED, touches_suicide
from kb.publish.regulation import PLACES

OFF_LABEL = re.compile(
    r"off[- ]label|not (?:\w+ )?(?:approved|licensed|authori[sz]ed)|unlicensed|unapproved", re.I
)
BOXED = re.compile(r"boxed warning|black[- ]box", re.I)
CRISIS = re.compile(
    r"crisis|emergency|lifeline|helpline|hotline|samaritans|suicide prevention", re.I
)
CITED = re.compile(
    r"doi(?:\.org|:)|\bPMID\b|\[\d+(?:[,–-]\d+)*\]|<sup>|\bet al\b|https?://|"
    r"\(\w[^()]*, (?:19|20)\d\d\w?\)|^#+ *(?:References|Sources)",
    re.I | re.M,
)
PLACE = re.compile(
    r"clinic|hospital|supervis|monitored|observ(?:ed|ation)\b|at home|certified", re.I
)
HOME = {"home"}


def missing_findings(
    reader: Reader, records: tuple[Treatment, ...], whole: str
) -> Iterator[Problem]:
    """What the whole text leaves out. `whole` is the file, filled blocks included."""
    for record in records:
        yield from _off_label(reader, record, whole)
        yield from _boxed(reader, record, whole)
    topic = touches_suicide(records) or re.search(r"suicid|self-destructive", whole, re.I)
    if topic and not CRISIS.search(whole):
        remedy = "Name crisis help in general terms: emergency number, crisis line."
        yield _whole(reader, "E732", "suicide is a topic and no help in a crisis is named", remedy)
    if records and not CITED.search(whole):
        remedy = "Add references; `kb cite` and `<!-- kb:references -->` write them."
        yield _whole(reader, "E733", "not one statement has a reference", remedy)
    yield from _setting(reader, records, whole)


def _whole(reader: Reader, code: str, words: str, remedy: str) -> Problem:
    place = place_at(reader.draft.text, 0, reader.draft.name)
    return Problem(code, words, remedy, place, severity=Severity.WARNING)


def _first(
    reader: Reader, record: Treatment, code: str, words: str, view: Shown, remedy: str
) -> Problem:
    """A finding at the first mention of a record."""
    offset = next(iter(Names([record]).found(reader.draft.plain).values()), 0)
    place = place_at(reader.draft.text, offset, reader.draft.name)
    return Problem(code, words, remedy, place, record.id, view.field.path, Severity.WARNING)


def _off_label(reader: Reader, record: Treatment, whole: str) -> Iterator[Problem]:
    if OFF_LABEL.search(whole):
        return
    for path in PLACES:
        view = reader.view(record, path)
        states = {claim.value.value for claim in view.own.claims}
        if states and states <= NOT_APPROVED:
            yield _first(
                reader, record, "E730",
                f"nothing says that the use of {record.name} is not approved: {recorded(view)}",
                view, f"Say that it is off label, and where. Source: {sources(view)}.",
            )  # fmt: skip
            return


def _boxed(reader: Reader, record: Treatment, whole: str) -> Iterator[Problem]:
    view = reader.view(record, "warnings.boxed")
    if view.own.claims and not BOXED.search(whole):
        yield _first(
            reader, record, "E731",
            f"the boxed warning of {record.name} is not mentioned: {recorded(view)}",
            view, f"Add it, with whose label it is. Source: {sources(view)}.",
        )  # fmt: skip


def _setting(reader: Reader, records: tuple[Treatment, ...], whole: str) -> Iterator[Problem]:
    """Treatments given in different places, and no word on where."""
    views = {r.id: reader.view(r, "setting.place") for r in records}
    places = {key: {c.value.value.value for c in view.claims} for key, view in views.items()}
    away = [r for r in records if places[r.id] and not places[r.id] & HOME]
    home = [r for r in records if places[r.id] & HOME]
    if not away or not home or PLACE.search(whole):
        return
    first = away[0]
    limits = reader.view(first, "warnings.restricted")
    told = f"; {recorded(limits, 1)}" if limits.claims else ""
    match = re.search(r"treatment setting|setting", reader.draft.plain)
    place = place_at(reader.draft.text, match.start() if match else 0, reader.draft.name,
                     len(match[0]) if match else 1)  # fmt: skip
    yield Problem(
        "E734",
        f"the setting is not told: {first.name}, {recorded(views[first.id])}; "
        f"{home[0].name}, {recorded(views[home[0].id])}{told}",
        f"Say where each is given and who is present. Source: {sources(views[first.id])}.",
        place, first.id, "setting.place", Severity.WARNING,
    )  # fmt: skip
