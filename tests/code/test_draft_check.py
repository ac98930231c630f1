"""`kb check`: every rule finds what it is for, at its place, and lets the careful sentence pass."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kb.article.checking import check_draft
from kb.article.draft import parse_draft
from kb.ask.base import KnowledgeBase
from kb.load.base import load
from kb.publish.reading import grade, sentences, syllables

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 24)
TAIL = (
    "\n\nUse of dripamine is off label. Gamazine has a boxed warning. Call a crisis line in danger."
    " Given in a clinic. See doi:10.1234/gama.2020.\n"
)
"""What no draft may leave out, so that a test of one sentence sees that sentence alone."""


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=HERE / "invented_articles", today=TODAY)


def found(base: KnowledgeBase, text: str, name: str = "a.md") -> list[tuple[str, str, int, int]]:
    problems = check_draft(base, text, name, html=name.endswith("html"), highest=99)
    return [(p.code, p.field, p.place.line, p.place.column) for p in problems]


RULES = {
    "dose above the maximum": (
        "Gamazine is taken at up to 40 mg a day.",
        "Gamazine is taken at up to 20 mg a day.",
        ("E701", "dosing.maximum", 1, 28),
    ),
    "dose in another unit": (
        "Gamazine is taken at 1 g a day.",
        "Gamazine is taken at 10000 micrograms a day.",
        ("E701", "dosing.maximum", 1, 22),
    ),
    "immediate onset": (
        "Gamazine works immediately.",
        "Gamazine works after some time.",
        ("E702", "onset.first-separation", 1, 16),
    ),
    "onset too late": (
        "Gamazine takes effect after 12 weeks.",
        "Gamazine takes effect after 2 to 4 weeks.",
        ("E702", "onset.first-separation", 1, 29),
    ),
    "onset too soon": (
        "Gamazine brings relief in 2 days.",
        "Gamazine was followed for 2 years.",
        ("E702", "onset.first-separation", 1, 27),
    ),
    "onset told as slow": (
        "Gamazine takes weeks to show its effect.",
        "Gamazine shows part of its effect in 1 week.",
        ("E703", "onset.first-separation", 1, 16),
    ),
    "speed without reservation": (
        "Dripamine brings relief within hours or days.",
        "Dripamine brings relief in 1 to 3 days.",
        ("E704", "onset.response", 1, 32),
    ),
    "vague duration": (
        "Dripamine has a lasting effect.",
        "Dripamine has an effect that lasts up to 7 days.",
        ("E705", "duration.one-dose", 1, 17),
    ),
    "a rate nobody found": (
        "With gamazine 80% respond.",
        "With gamazine 52% respond, against 37% on placebo.",
        ("E706", "efficacy.response", 1, 15),
    ),
    "approval that is not": (
        "Dripamine is FDA-approved for depression.",
        "Dripamine is not FDA-approved for depression.",
        ("E707", "regulatory.us", 1, 14),
    ),
    "approval denied": (
        "Gamazine is not approved for depression.",
        "Gamazine is approved for depression.",
        ("E707", "regulatory.us", 1, 13),
    ),
    "two risks in one": (
        "Stopping gamazine can bring a relapse.",
        "Stopping gamazine can bring withdrawal symptoms, and later a relapse.",
        ("E708", "stopping.symptoms", 1, 31),
    ),
    "benefit for suicidality": (
        "Gamazine helps against suicidal thoughts.",
        "Gamazine has been studied in people with suicidal thoughts.",
        ("E709", "safety.suicidality", 1, 24),
    ),
    "mechanism as settled": (
        "Gamazine works by raising serotonin in the brain.",
        "Gamazine works by raising serotonin, and why that brings relief is not settled.",
        ("E710", "mechanism.account", 1, 27),
    ),
    "promise": ("Gamazine is a miracle.", "Gamazine is a tablet.", ("E720", "", 1, 15)),
    "cure": ("It cures everybody.", "It secures a place.", ("E720", "", 1, 4)),
    "sales": ("Contact us today.", "Contact your doctor.", ("E721", "", 1, 1)),
    "stigma": (
        "Some people commit suicide.",
        "Some people die by suicide.",
        ("E722", "", 1, 13),
    ),
    "failed patients": (
        "Patients who failed two trials.",
        "Patients whom two trials did not help.",
        ("E722", "", 1, 10),
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_rule_finds_its_fault_at_its_place(base: KnowledgeBase, name: str) -> None:
    bad, good, expected = RULES[name]
    assert expected in found(base, bad + TAIL)
    assert expected[0] not in [code for code, *_ in found(base, good + TAIL)]


MISSING = {
    "E730": "Use of dripamine is off label. ",
    "E731": "Gamazine has a boxed warning. ",
    "E732": "Call a crisis line in danger.",
    "E733": "See doi:10.1234/gama.2020.",
    "E734": "Given in a clinic. ",
}


@pytest.mark.parametrize("code", MISSING)
def test_what_is_left_out_is_named(base: KnowledgeBase, code: str) -> None:
    whole = "Dripamine and gamazine are given for depression." + TAIL
    assert code not in [c for c, *_ in found(base, whole)]
    assert code in [c for c, *_ in found(base, whole.replace(MISSING[code], ""))]


def test_a_sentence_goes_on_about_the_one_before(base: KnowledgeBase) -> None:
    text = "Gamazine is a tablet. It works immediately.\n\nIt works immediately." + TAIL
    assert [f for f in found(base, text) if f[0] == "E702"] == [
        ("E702", "onset.first-separation", 1, 32)
    ]


def test_names_match_whole_words_only(base: KnowledgeBase) -> None:
    assert found(base, "Norgamazine works immediately. Gamazine-like drugs too." + TAIL) == []


def test_code_filled_blocks_and_front_matter_are_not_read(base: KnowledgeBase) -> None:
    text = "---\ntitle: Gamazine works immediately\n---\n\n```\nGamazine works immediately.\n```\n<!-- kb:stamp sum=1 -->\nGamazine cures.\n<!-- /kb -->\n"
    assert found(base, text + TAIL) == []


def test_places_in_html_and_over_line_ends(base: KnowledgeBase) -> None:
    text = "<p>Gamazine <b>works</b>\r\n  right\r\naway.</p>\r\n" + TAIL
    assert ("E702", "onset.first-separation", 2, 3) in found(base, text, "a.html")


def test_about_narrows_the_check(base: KnowledgeBase) -> None:
    text = "Gamazine works immediately. Dripamine works immediately." + TAIL
    given = (base["dripamine"],)
    problems = check_draft(base, text, "a.md", html=False, given=given, highest=99)
    assert {p.record for p in problems} == {"dripamine-iv"}


def test_each_finding_has_place_fact_and_remedy(base: KnowledgeBase) -> None:
    (one,) = check_draft(base, "Gamazine is taken at 40 mg." + TAIL, "a.md", html=False, highest=99)
    assert one.message == (
        '"40 mg" is above the highest dose recorded for gamazine: 20 mg/day '
        "(adults with major depressive disorder)"
    )
    assert one.remedy == "Check the dose and for whom it is. Source: gama-label-2025."
    assert (one.record, one.place.width) == ("gamazine", 5)


# Reading grade


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("table", 2), ("treated", 2), ("worked", 1), ("doses", 2), ("serotonin", 4),
        ("depression", 3), ("anxious", 2), ("medicine", 3), ("people", 2), ("the", 1), ("like", 1),
        ("42", 1), ("antidepressant", 5), ("side", 1),
    ],
)  # fmt: skip
def test_syllables_follow_the_rule(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grades_are_those_of_the_published_formulas() -> None:
    words = "The cat sat on the mat. The dog ran to the old man."
    one = grade([words])
    assert one is not None
    assert (one.words, one.sentences) == (13, 2)
    assert round(one.kincaid, 2) == round(0.39 * 6.5 + 11.8 * 1 - 15.59, 2) == -1.25
    assert round(one.smog, 2) == 3.13
    hard = grade(["Antidepressant medication necessitates monitoring."])
    assert hard is not None
    assert round(hard.smog, 2) == round(1.043 * (30 * 4) ** 0.5 + 3.1291, 2)


def test_names_can_be_left_out_of_the_grade() -> None:
    every = grade(["Gamazine helps."])
    without = grade(["Gamazine helps."], frozenset({"gamazine"}))
    assert every is not None
    assert without is not None
    assert (every.words, without.words) == (2, 1)
    assert grade(["Gamazine."], frozenset({"gamazine"})) is None


def test_sentences_do_not_end_inside_numbers() -> None:
    assert len(sentences("It rose by 2.5 mg. It fell to 0.5 of that! Why?")) == 3


def test_a_hard_paragraph_is_reported_with_both_grades(base: KnowledgeBase) -> None:
    hard = (
        "Gamazine administration necessitates comprehensive multidisciplinary pharmacological monitoring considerations. "
        * 3
    )
    problems = check_draft(base, hard + TAIL, "a.md", html=False, highest=9)
    (one,) = [p for p in problems if p.code == "E740"]
    assert one.message.startswith("reading grade of this paragraph: Flesch-Kincaid ")
    assert "; without names of treatments Flesch-Kincaid " in one.message


def test_every_offset_of_the_plain_text_is_one_of_the_file() -> None:
    text = "# Head\n\n<p>One <b>two</b>.</p>\n\n- three\n"
    draft = parse_draft(text, "a.md", html=False)
    assert len(draft.plain) == len(text)
    for sentence in draft.sentences:
        first = sentence.words.split()[0].strip(".")
        assert text[sentence.start :].startswith(first)
