"""A whole publication: title, standfirst, table, text, required statements, references, stamp."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.publish import caveats
from kb.publish.charts import Plots, forests, timeline
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.clinician import body
from kb.publish.desk import Desk
from kb.publish.glance import glance
from kb.publish.grammar import capital
from kb.publish.patient import patient_parts, reading_line
from kb.publish.pictures import pictures
from kb.publish.plain_data import publication_data
from kb.publish.stamp import stamp_line
from kb.view.citing import REVIEW_DAYS
from kb.view.publication import Figure, Head, Line, Para, Part, Publication, Run
from kb.view.words import listed


@dataclass(frozen=True, slots=True)
class Wish:
    """What the writer asked for."""

    audience: Audience = Audience.CLINICIAN
    style: Style = Style.AMA
    locale: Locale = Locale.US
    length: Length = Length.SHORT


def publish(
    base: KnowledgeBase, names: Sequence[str], wish: Wish, data_version: str
) -> Publication:
    """The publication on the treatments named, in their order. Raises NameNotFound."""
    records = tuple(dict.fromkeys(base[name].id for name in names))
    patient = wish.audience is Audience.PATIENT
    desk = Desk(
        base,
        tuple(base.treatments[r] for r in records),
        wish.style,
        wish.locale,
        wish.length,
        patient,
    )
    parts = patient_parts(desk) if patient else _clinician_parts(desk)
    # In the order in which they stand: what is cited first is numbered first.
    figures = (*pictures(desk, patient), *(() if patient else timeline(desk)))
    plots = Plots() if patient else forests(desk)
    figures = (*figures, *plots.pictures)
    head = (Head("In pictures"),) if figures else ()
    drawn = (Figure(at) for at in range(len(figures)))
    parts = (*parts, *head, *drawn, *(Para(line) for line in plots.refusals))
    parts = (*parts, caveats.required(desk, wish.audience))
    parts = (*caveats.banners(desk), *parts)
    measured = (reading_line(desk, parts),) if patient else ()
    last = max(desk.ledger.days, default=None)
    publication = Publication(
        kind="summary" if len(records) == 1 else "comparison",
        title=_title(desk, patient),
        standfirst=_standfirst(desk, patient),
        language=wish.locale.value,
        parts=parts,
        pictures=figures,
        references=desk.ledger.references(),
        references_title="Sources" if patient else "References",
        imprint=(*_imprint(desk, data_version), *measured),
        stamp=stamp_line(desk.ledger.facts, data_version, str(last or "never"), desk.ledger.scope),
        date=str(last or ""),
    )
    return publication_data(publication, desk)


def _clinician_parts(desk: Desk) -> tuple[Part, ...]:
    return (glance(desk), *body(desk))


def _title(desk: Desk, patient: bool) -> str:
    names = [subject.first for subject in desk.subjects]
    words = listed(names)
    if len(names) == 1:
        words = f"{words} for depression"
    else:
        words = f"{words} for depression, side by side"
    if patient:
        words = f"{listed(names)}: questions and answers"
    return capital(words)


def _standfirst(desk: Desk, patient: bool) -> Line:
    count = len(desk.ledger.references())
    if patient:
        words = (
            "General information about treatment for depression, to talk over with somebody who "
            "knows your health. It does not say which treatment suits you, and it is not a "
            "reason to start, change or stop one."
        )
    else:
        words = (
            f"A summary of what {count} sources say, for professionals who can review them. "
            "Figures of different trials were not obtained under the same conditions and are not "
            "ranked. It is not advice for one patient."
        )
    return (Run(desk.spell(words)),)


def _imprint(desk: Desk, data_version: str) -> tuple[str, ...]:
    days = sorted(desk.ledger.days)
    if not days:
        return (f"No source has been read yet. Data version {data_version}.",)
    due = days[0] + datetime.timedelta(days=REVIEW_DAYS)
    span = str(days[0]) if days[0] == days[-1] else f"between {days[0]} and {days[-1]}"
    return (
        f"Sources read {'on' if days[0] == days[-1] else ''} {span}".replace("  ", " ") + ".",
        f"Next review due {due}.",
        f"Data version {data_version}.",
    )
