"""Questions and answers for patients: rows are questions, columns treatments.

Three questions are on benefit and three on harm, whatever the treatments: balance is in the
layout and not left to the writer. What is unknown has a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from kb.model.vocab import Category, State
from kb.publish import patient_benefit, patient_harm
from kb.publish.choices import Locale
from kb.publish.desk import Clause, Desk, Said
from kb.publish.grammar import inside, is_sentence, listed, spoken
from kb.publish.plainwords import plain
from kb.publish.reading import grade
from kb.publish.regulation import PLACES
from kb.publish.subjects import Subject
from kb.view.publication import Head, Line, Para, Part, Points, Sheet, SheetRow, words_of

Answerer = Callable[[Desk, Subject], list[Line]]


def own(desk: Desk, subject: Subject, path: str) -> list[Said]:
    """What a subject says at a field, its class's statement included."""
    found = desk.said(path)
    return [
        s
        for s in found
        if s.shown.record.id == subject.record.id
        or (s.inherited and s.subject.record.id == subject.record.class_id)
    ]


def recorded(desk: Desk, subject: Subject, path: str, most: int) -> list[Line]:
    """Recorded plain sentences, as they stand."""
    lines = []
    for said in own(desk, subject, path):
        for claim in said.claims[:most]:
            words = plain(spoken(claim.value.text))
            lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
    return lines


def what(desk: Desk, subject: Subject) -> list[Line]:
    """What it is."""
    return recorded(desk, subject, "plain.what", 1) or recorded(
        desk, subject, "identity.description", 1
    )


def like(desk: Desk, subject: Subject) -> list[Line]:
    """What having it is like."""
    return recorded(desk, subject, "plain.experience", 2 if desk.full else 1)


def approved(desk: Desk, subject: Subject) -> list[Line]:
    """Whether the reader's own regulator has approved it for depression."""
    path = "regulatory.us" if desk.locale is Locale.US else "regulatory.uk"
    place = PLACES[path][0]
    lines = []
    answers = {
        "approved": "yes, in {p}", "cleared": "the device is cleared in {p}",
        "off-label": "no, not in {p}. Doctors may still use it, “off label”",
        "investigational": "no. In {p} it is still being tested",
        "withdrawn": "no longer. In {p} it has been withdrawn",
        "not-authorised": "no, not in {p}",
    }  # fmt: skip
    for said in own(desk, subject, path):
        several = len(said.claims) > 1
        for claim in said.claims:
            words = answers[claim.value.value.value].format(p=place)
            if several and claim.value.indication:
                head, colon, which = inside(spoken(claim.value.indication)).partition(": ")
                words += f": {plain(which if colon else head)}"
            lines.append(desk.say(Clause(words, (claim,), ".", (), said.fact)))
    silent = [s for s in own(desk, subject, path) if s.shown.own.state is State.NOT_APPLICABLE]
    for said in silent if not lines else ():
        why = inside(spoken(said.gaps[0].why or "")) if said.gaps else ""
        words = f"that question does not arise{f': {why}' if why else ''}"
        lines.append(desk.say(Clause(words, end=".", fact=said.fact)))
    return lines or [
        desk.say(Clause(f"approval in {place} has not been checked for this text", end="."))
    ]


def given(desk: Desk, subject: Subject) -> list[Line]:
    """How and where it is given."""
    lines = []
    route = [c for s in own(desk, subject, "dosing.route") for c in s.claims]
    places = [c for s in own(desk, subject, "setting.place") for c in s.claims]
    if places:
        how = {"by mouth": "by mouth", "intravenous": "into a vein", "nasal": "into the nose"}
        ways = [how.get(c.value.text, c.value.text) for c in route]
        at = ["home" if c.value.text == "home" else f"a {c.value.text}" for c in places]
        drug = subject.record.category in (Category.PHARMACOTHERAPY, Category.SUPPLEMENT)
        told = drug and ways and "no route" not in ways
        words = f"{listed(dict.fromkeys(ways), 'or')}, " if told else ""
        words += f"at {listed(at, 'or')}"
        fact = f"{subject.record.id}:setting.place"
        lines.append(desk.say(Clause(words, (*route, *places), ".", (), fact)))
    for said in own(desk, subject, "dosing.frequency"):
        for claim in said.claims[:1]:
            lines.append(
                desk.say(Clause(plain(spoken(claim.value.text)), (claim,), ".", (), said.fact))
            )
    return lines


def wrong(desk: Desk, subject: Subject) -> list[Line]:
    """What people often get wrong."""
    return recorded(desk, subject, "plain.misconceptions", 3 if desk.full else 1)


ASKED = {
    "efficacy.response": "how many people get better",
    "efficacy.remission": "how many people end up with few or no symptoms",
    "duration.one-dose": "how long one dose helps", "duration.course": "how long a course helps",
    "duration.stopped": "how often depression comes back",
    "adverse.weight-gain": "weight gain", "adverse.sexual-dysfunction": "sexual problems",
    "adverse.sedation": "sleepiness", "populations.pregnancy": "use in pregnancy",
    "populations.lactation": "breastfeeding",
}  # fmt: skip
UNKNOWN = {
    State.NOT_STUDIED: "no study is known of", State.NOT_REPORTED: "the sources we read do not say",
    State.NOT_YET_REVIEWED: "not yet looked into for this text",
}  # fmt: skip
"""Open states in everyday words."""


def unknown(desk: Desk, subject: Subject) -> list[Line]:
    """What this text cannot say, by what patients ask about."""
    silent: dict[str, list[str]] = {}
    for path in ASKED:
        for said in own(desk, subject, path):
            state = said.shown.own.state
            if not said.claims and state in UNKNOWN:
                silent.setdefault(UNKNOWN[state], []).append(ASKED[path])
    return [desk.say(Clause(f"{lead}: {listed(names)}", end=".")) for lead, names in silent.items()]


QUESTIONS: tuple[tuple[str, str, Answerer], ...] = (
    ("", "What is it?", what),
    ("", "What is it like to have?", like),
    ("", "Is it approved for depression?", approved),
    ("", "How is it given?", given),
    ("benefit", "How soon might it help?", patient_benefit.soon),
    ("benefit", "How many people does it help?", patient_benefit.many),
    ("benefit", "How long does the help last?", patient_benefit.lasting),
    ("harm", "What side effects are there?", patient_harm.effects),
    ("harm", "What are the serious risks?", patient_harm.serious),
    ("harm", "What happens when it is stopped?", patient_harm.stopping),
    ("", "What do people often get wrong?", wrong),
    ("", "What do we not know?", unknown),
)
"""Question, its side, and who answers it."""

SILENT = "The sources read do not say."
UNSEEN = "This has not been looked into for this text."
ANSWERED_BY = {
    "How soon might it help?": ("onset.first-separation", "onset.response", "onset.full-trial"),
    "How many people does it help?": ("efficacy.response", "efficacy.remission"),
    "How long does the help last?": (
        "duration.one-dose", "duration.course", "duration.maintained", "duration.stopped",
    ),
    "What happens when it is stopped?": ("stopping.symptoms", "duration.stopped"),
}  # fmt: skip
"""Fields that answer a question. Where nobody has looked at one, the sources are not to blame."""


def _silent(desk: Desk, subject: Subject, question: str) -> str:
    paths = ANSWERED_BY.get(question, ())
    states = [said.shown.own.state for path in paths for said in own(desk, subject, path)]
    return UNSEEN if State.NOT_YET_REVIEWED in states else SILENT


def patient_parts(desk: Desk) -> tuple[Part, ...]:
    """A table for several treatments, questions as headings for one."""
    rows = []
    for _, question, answer in QUESTIONS:
        cells = tuple(
            tuple(answer(desk, subject)) or (desk.say(Clause(_silent(desk, subject, question))),)
            for subject in desk.subjects
        )
        rows.append(SheetRow(question, cells))
    if len(desk.subjects) == 1:
        parts: list[Part] = []
        for row in rows:
            parts += [Head(row.label), *(Para(_together(row.cells[0])) for _ in (0,))]
        return (*parts, *_notes(desk))
    columns = tuple(subject.head for subject in desk.subjects)
    caption = "Questions and answers. Numbers are people out of 100 unless said otherwise."
    return (Sheet(caption, "", columns, tuple(rows)), *_notes(desk))


def _notes(desk: Desk) -> tuple[Part, ...]:
    """In whom and how the numbers were found."""
    if not desk.notes:
        return ()
    return (Head("Who the numbers come from"), Points(tuple(desk.notes)))


def _together(lines: tuple[Line, ...]) -> Line:
    from kb.publish.clinician import joined

    return joined(list(lines))


def reading_line(desk: Desk, parts: tuple[Part, ...]) -> str:
    """The measured reading grade of a text, with and without the names of treatments."""
    texts = spoken_texts(parts)
    every = grade(texts)
    names = frozenset(
        word.lower()
        for subject in desk.subjects
        for form in (subject.first, subject.name, *subject.record.brands)
        for word in form.replace("(", " ").replace(")", " ").replace(",", " ").split()
        if len(word) > 3
    )
    without = grade(texts, names)
    if every is None or without is None:
        return ""
    return f"Reading grade, measured: {every.text}; without names of treatments {without.text}."


def spoken_texts(parts: tuple[Part, ...]) -> list[str]:
    """The running words of parts, without citations and table heads."""
    texts: list[str] = []
    for part in parts:
        if isinstance(part, Para):
            texts.append(words_of(part.line))
        elif isinstance(part, Points):
            texts += [words_of(item) for item in part.items]
        elif isinstance(part, Sheet):
            texts += [words_of(line) for row in part.rows for cell in row.cells for line in cell]
    return [t for t in texts if is_sentence(t) or t]
