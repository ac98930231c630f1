"""Wording that an editor would send back, each with what stands there instead."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from kb.ask.base import KnowledgeBase
from kb.load.base import load
from kb.model.duration import Duration
from kb.model.source import Source
from kb.publish.caveats import CRISIS, required
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.compose import Wish, publish
from kb.publish.desk import Desk
from kb.publish.grammar import versus
from kb.publish.patient_benefit import LASTING, lasted
from kb.publish.plain_data import text
from kb.publish.plainwords import plain
from kb.publish.prose import texts
from kb.publish.regulation import contraindications, for_what, labelling
from kb.publish.styles import author_year
from kb.render.pub_text import text as as_text
from kb.view.document import NBSP

TODAY = datetime.date(2026, 11, 24)
HEAD = """- id: rose
  name: rose treatment
  category: pharmacotherapy
  level: agent
  identity: {description: {value: an invented drug, cite: [s1 p. 1], read: [2026-11-20]}}
"""
TAIL = """- id: oak
  name: oak treatment
  category: pharmacotherapy
  level: agent
"""
SOURCES = "- {id: s1, type: label, title: An invented label, year: '2020', jurisdiction: US}\n"


def base_with(folder: Path, fields: str) -> KnowledgeBase:
    """Two invented treatments; the first has the fields given, indented by two blanks."""
    folder.mkdir(exist_ok=True)
    (folder / "sources.yaml").write_text(SOURCES)
    (folder / "treatments.yaml").write_text(HEAD + fields + TAIL)
    return load(folder=folder, today=TODAY)


def desk_of(base: KnowledgeBase, *names: str) -> Desk:
    records = tuple(base[name] for name in names or ("rose", "oak"))
    return Desk(base, records, Style.VANCOUVER, Locale.US, Length.FULL)


def section(name: str, value: str) -> str:
    return f"  {name}:\n    cite: [s1 p. 2]\n    read: [2026-11-20]\n    {value}\n"


def told(tmp_path: Path, path: str, value: str, *names: str) -> list[str]:
    head, _, key = path.partition(".")
    base = base_with(tmp_path / "data", section(head, f"{key}: {value}"))
    return [text(line) for line in texts(desk_of(base, *names), path, 2)]


@pytest.mark.parametrize(
    ("path", "value", "names", "expected"),
    [
        # Of whom a sentence speaks is said, unless it says so itself.
        ("populations.pregnancy", "Do not take it.", (),
         "For rose treatment in pregnancy, do not take it [1]."),
        ("populations.pregnancy", "Pregnant women may take it.", (),
         "For rose treatment, pregnant women may take it [1]."),
        ("populations.lactation", "Do not take it.", ("rose",),
         "While breastfeeding, do not take it [1]."),
        ("populations.older-adults", "Start with half.", ("rose", "oak"),
         "For rose treatment in older adults, start with half [1]."),
        # A pronoun has nobody to point at, whatever the sentence names later.
        ("safety.suicidality", "It can lessen such thoughts after rose treatment.", (),
         "For rose treatment, it can lessen such thoughts after rose treatment [1]."),
        ("safety.suicidality", "Rose treatment can lessen such thoughts.", (),
         "Rose treatment can lessen such thoughts [1]."),
        # What is no transmitter system is not called one.
        ("mechanism.transmitters", "glutamate", (),
         "The transmitter system named for rose treatment is glutamate [1]."),
        ("mechanism.transmitters", "slower reuptake of glutamate", (),
         "On transmitter systems with rose treatment: slower reuptake of glutamate [1]."),
        # A population at the end of an item of a list stands in brackets.
        ("safety.overdose", "{value: fits, when: adults with depression}", (),
         "Overdose with rose treatment brings fits (in adults with depression) [1]."),
    ],
)  # fmt: skip
def test_sentences_say_what_they_are_about(
    tmp_path: Path, path: str, value: str, names: tuple[str, ...], expected: str
) -> None:
    assert told(tmp_path, path, value, *names) == [expected]


def test_a_sentence_after_phrases_still_says_whose_it_is(tmp_path: Path) -> None:
    lines = told(tmp_path, "mechanism.downstream", "[new synapses, They appear within days.]")
    assert lines == [
        "For rose treatment, they appear within days [1].",
        "On what follows with rose treatment: new synapses [1].",
    ]


def test_labels_rule_out_in_words_that_fit(tmp_path: Path) -> None:
    value = "contraindications: [History of bleeding., Lithium and alcohol at the same time.]"
    base = base_with(tmp_path / "data", section("warnings", f"for: CA\n    {value}"))
    (line,) = contraindications(desk_of(base))
    assert text(line) == (
        "Canadian labeling rules out rose treatment with a history of bleeding or with lithium "
        "and alcohol at the same time [1]."
    )
    assert (labelling(""), labelling("US")) == ("labelling", "US labelling")


@pytest.mark.parametrize(
    ("indication", "expected"),
    [
        ("depression in adults", " for depression in adults"),
        ("no product has been authorised; a research drug",
         ": no product has been authorised; a research drug"),
        (None, ""),
    ],
)  # fmt: skip
def test_a_sentence_in_place_of_an_indication_is_not_set_after_for(
    indication: str | None, expected: str
) -> None:
    assert for_what(indication).replace(NBSP, " ") == expected


def test_later_subjects_are_approved_there() -> None:
    base = load(folder=Path(__file__).parent / "invented_articles", today=TODAY)
    from kb.publish.regulation import approvals

    desk = Desk(base, (base["dripamine"], base["gamazine"]), Style.AMA, Locale.US, Length.SHORT)
    assert text(approvals(desk)[1]) == (
        "Gamazine has been approved there since 1999 for major depressive disorder in adults "
        "(alone or added).2"
    )


def test_crisis_help_stands_in_every_text_for_patients(tmp_path: Path) -> None:
    base = base_with(tmp_path / "data", "")
    items = [text(line) for line in required(desk_of(base), Audience.PATIENT).items]
    assert CRISIS in items
    assert not [i for i in required(desk_of(base), Audience.CLINICIAN).items if "crisis" in text(i)]


def test_what_nobody_has_looked_at_is_not_laid_at_the_sources(tmp_path: Path) -> None:
    value = "response: {not-reported: in no source}\n    remission: {not-reported: in no source}"
    base = base_with(tmp_path / "data", section("efficacy", value))
    said = as_text(publish(base, ["rose", "oak"], Wish(Audience.PATIENT), "2026-11-21 0"))
    part = said.partition("How many people does it help?")[2].partition("How long")[0]
    assert part.split("\n")[1:3] == [
        "  Rose treatment: The sources read do not say.",
        "  Oak treatment: This has not been looked into for this text.",
    ]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("duration.course", "median 57 days",
         "after a course half of the people kept the help for at least 57 days"),
        ("duration.course", "2-4 weeks", "after a course, help lasts 2–4 weeks"),
        ("duration.one-dose", "up to 7 days", "one dose or session helps for up to 7 days"),
    ],
)  # fmt: skip
def test_a_median_is_told_as_what_half_of_the_people_had(
    path: str, value: str, expected: str
) -> None:
    assert lasted(Duration.parse(value), LASTING[path]).replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("SSRI", "SSRIs"), ("TCA", "TCAs"), ("placebo", "placebo"), ("older SSRI", "older SSRI")],
)
def test_a_class_is_compared_with_in_the_plural(given: str, expected: str) -> None:
    assert versus(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Treatment-resistant depression in adults (two drugs failed)",
         "Adults whose depression other treatments have not helped (two drugs failed)"),
        ("treatment-resistant major depression in adults, with an SSRI",
         "adults whose depression other treatments have not helped, with an SSRI"),
        ("increased mortality in elderly patients with dementia-related psychosis",
         "more deaths in older people with psychosis that comes with dementia"),
    ],
)  # fmt: skip
def test_plain_words_in_plain_order(given: str, expected: str) -> None:
    assert plain(given).lower() == expected.lower()


def source(title: str) -> Source:
    return Source.model_validate({"id": "s1", "type": "label", "title": title, "year": "2020"})


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Esketamine Monotherapy in Adults With Treatment-Resistant Depression: A Trial",
         "“Esketamine Monotherapy in Adults”, 2020"),
        ("An invented label", "“An invented label”, 2020"),
        ("How Does It Work?: Understanding an Old Treatment", "“How Does It Work?”, 2020"),
        ("Rose treatment: a trial in many people", "“Rose treatment”, 2020"),
        ("A title of more words than six before it: a colon", "“A title of more words”, 2020"),
    ],
)  # fmt: skip
def test_the_first_words_of_a_title_do_not_end_in_a_small_one(title: str, expected: str) -> None:
    assert author_year(source(title)) == expected


def test_doses_carry_each_word_once(tmp_path: Path) -> None:
    from kb.publish.care import doses

    value = (
        "for: US\n    when: nasal spray, adults with depression\n    route: [nasal]\n"
        "    maximum: up to 84 mg/dose"
    )
    base = base_with(tmp_path / "data", section("dosing", value))
    lines: list[Any] = [text(line) for line in doses(desk_of(base))]
    assert lines == [
        "The highest dose recorded for rose treatment is 84 mg a dose (nasal spray, adults with "
        "depression; US) [1]."
    ]


def test_no_colon_follows_a_colon(tmp_path: Path) -> None:
    from kb.publish.regulation import guidelines

    fields = section("guidelines", "canmat-2023: 'first line: rose and oak treatment'")
    fields += section(
        "onset",
        "response: {value: 2 weeks, but: [{value: one, cite: [s1]}, {value: 'two: three',"
        " cite: [s1]}, {value: four, cite: [s1]}]}",
    )
    base = base_with(tmp_path / "data", fields)
    desk = desk_of(base, "rose")
    assert [text(line) for line in guidelines(desk)] == [
        "CANMAT (2023) on rose treatment, first line: rose and oak treatment [1]."
    ]
    (claim,) = base["rose"].onset.response.claims
    assert [text(line) for line in desk.objections(claim, "rose:onset.response")] == [
        "Against this, one [1].", "Against this, two: three [1].", "Even so, four [1].",
    ]  # fmt: skip
