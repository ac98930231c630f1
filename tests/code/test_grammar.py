"""Small grammar and frames of publications: what they join reads as a writer would put it."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kb.ask.base import KnowledgeBase
from kb.load.base import load
from kb.model.duration import Duration
from kb.model.rate import parse_share
from kb.model.vocab import Jurisdiction
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.compose import Wish, publish
from kb.publish.frequency import counted, nearest
from kb.publish.grammar import capital, inside, is_sentence, listed, with_subject, with_tail
from kb.publish.plainwords import without_intervals
from kb.publish.spelling import spelled
from kb.publish.subjects import subject
from kb.publish.times import after
from kb.render.pub_text import text
from kb.view.document import NBSP

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("words", "told"),
    [("sertraline", "Sertraline"), ("rTMS", "rTMS"), ("mTOR signalling", "mTOR signalling"),
     ("iTBS", "iTBS"), ("a drug", "A drug"), ("", "")],
)  # fmt: skip
def test_capitals_spare_names_that_begin_small(words: str, told: str) -> None:
    assert capital(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [("France: on prescription", "France: on prescription"), ("Nausea occurs.", "nausea occurs"),
     ("ECT helps", "ECT helps"), ("Addison's disease", "Addison's disease")],
)  # fmt: skip
def test_names_keep_their_capital_inside(words: str, told: str) -> None:
    assert inside(words) == told


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("some people get worse during therapy: a median of 4%", True),
        ("early effects usually ease with time", True),
        ("a patient summary prefers psychotherapy", True),
        ("Arrange transport home", True),
        ("precaution in older people, in whom low sodium is more likely", False),
        ("no driving until the next day", False),
        ("schedule III, which is known", False),
    ],
)
def test_sentences_are_told_from_phrases(words: str, whole: bool) -> None:
    assert is_sentence(words) is whole


@pytest.mark.parametrize(
    ("words", "tail", "told"),
    [("fell (by half)", " (low certainty)", "fell (by half; low certainty)"),
     ("fell", " (low certainty)", "fell (low certainty)"),
     ("fell (by half)", " in adults (US)", "fell (by half) in adults (US)")],
)  # fmt: skip
def test_two_pairs_of_brackets_become_one(words: str, tail: str, told: str) -> None:
    assert with_tail(words, tail) == told


@pytest.mark.parametrize(
    ("items", "told"),
    [(["a", "b", "c"], "a, b and c"), (["a, b", "c"], "a, b; and c"),
     (["sedation", "abuse and misuse", "thoughts"], "sedation; abuse and misuse; and thoughts"),
     (["thoughts and acts", "sedation"], "thoughts and acts and sedation")],
)  # fmt: skip
def test_lists_part_what_holds_an_and(items: list[str], told: str) -> None:
    assert listed(items) == told


def test_a_phrase_that_acts_gets_its_subject() -> None:
    assert with_subject("Mimics dopamine.", "x") == "x mimics dopamine"
    assert with_subject("May raise it.", "x") == "x may raise it"
    assert with_subject("Nausea.", "x") is None


@pytest.mark.parametrize(
    ("share", "told"), [("24.5%", "about 25 in 100"), ("24.4%", "about 24 in 100"), ("25%", "25 in 100")]
)  # fmt: skip
def test_a_half_is_rounded_up(share: str, told: str) -> None:
    assert counted(parse_share(share)).replace(NBSP, " ") == told
    assert nearest(Fraction(5, 2)) == 3


def test_patients_are_spared_intervals_but_no_count() -> None:
    words = "worse in 4%; lower than in controls (risk ratio 0.39, 95% CI 0.27 to 0.57) (18 trials)"
    assert without_intervals(words) == "worse in 4%; lower than in controls (18 trials)"


def base_with(record: str, **sections: dict[str, str]) -> KnowledgeBase:
    """The invented base with texts put in fields of a record, by section and field."""
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    pattern = base["gamazine"].answer("safety.suicidality")
    updates: dict[str, Any] = {}
    for section, texts in sections.items():
        answers = {}
        for field, words in texts.items():
            claim = pattern.claims[0]
            value = claim.value.model_copy(update={"text": words}) if hasattr(
                claim.value, "model_copy") else type(claim.value)(words)  # fmt: skip
            entries = (claim.model_copy(update={"value": value}),)
            answers[field.replace("-", "_")] = pattern.model_copy(update={"entries": entries})
        updates[section] = getattr(base[record], section).model_copy(update=answers)
    records = dict(base.treatments)
    records[record] = base[record].model_copy(update=updates)
    return KnowledgeBase(records, base.sources, base.today)


def told_of(base: KnowledgeBase, *names: str, audience: Audience = Audience.CLINICIAN) -> str:
    wish = Wish(audience, Style.VANCOUVER, Locale.UK, Length.FULL)
    shown = text(publish(base, names, wish, "2026-11-21 0123456789ab"), 10**6)
    return shown.replace(NBSP, " ")


def test_no_effect_is_both_counted_and_said_to_lack_a_count() -> None:
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    shown = text(publish(base, ["gamazine"], Wish(), "2026-11-21 0123456789ab"), 10**6)
    assert "trials counted nausea (26 in" in shown.replace(NBSP, " ")
    rest = shown.partition("Without rates")[2].partition(".")[0]
    assert "bleeding" in rest
    assert "nausea" not in rest


def test_a_short_name_inside_a_word_names_nothing() -> None:
    """ "ECT" stands in "effects": the sentence must still say whose it is."""
    record = "gamazine"
    base = base_with(record, safety={"suicidality": "Most cognitive effects pass within weeks."})
    one = base[record].model_copy(update={"abbreviations": ("ECT",)})
    named = KnowledgeBase({**base.treatments, record: one}, base.sources, base.today)
    assert "For ECT, most cognitive effects pass within weeks" in told_of(
        named, "dripamine", record
    )


def test_symptoms_and_not_the_drug_start_after_a_stop() -> None:
    shown = told_of(
        base_with("gamazine", stopping={"symptoms": "May start within days."}), "gamazine"
    )
    assert "Symptoms on stopping gamazine may start within days" in shown


def test_a_phrase_with_a_colon_is_led_in_by_a_comma() -> None:
    pattern = {"suicidality": "Boxed warning: raised risk under 25.", "abuse": "None known."}
    shown = told_of(base_with("gamazine", safety=pattern), "gamazine")
    lead = "(?:On|As for|Regarding)"
    assert re.search(f"{lead} suicidal thoughts and acts with gamazine, boxed warning: ra", shown)
    assert re.search(f"{lead} abuse with gamazine: none known", shown)


def test_a_treatment_without_approvals_says_why_and_not_that_nobody_looked() -> None:
    from kb.model.claim import Gap
    from kb.model.vocab import State

    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    record = base["gamazine"]
    gap = Gap(state=State.NOT_APPLICABLE, why="A talking treatment has no licence.")
    answer = record.regulatory.uk.model_copy(update={"entries": (gap,)})
    section = record.regulatory.model_copy(update={"uk": answer})
    records = {**base.treatments, "gamazine": record.model_copy(update={"regulatory": section})}
    shown = told_of(
        KnowledgeBase(records, base.sources, base.today), "gamazine", audience=Audience.PATIENT
    )
    assert "That question does not arise: a talking treatment has no licence." in shown
    assert "has not been checked" not in shown


@pytest.mark.parametrize(
    ("text", "told"),
    [("up to 14 weeks", "after up to 14 weeks"), ("within 2 hours", "within 2 hours"),
     ("2-4 weeks", "after 2–4 weeks"), ("median 18 days", "after a median of 18 days")],
)  # fmt: skip
def test_times_follow_their_preposition(text: str, told: str) -> None:
    assert after(Duration.parse(text)).replace(NBSP, " ") == told


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((Jurisdiction.EU, Jurisdiction.UK), "EU and UK labelling rules out gamazine"),
        ((), "Contraindications recorded for gamazine are"),
    ],
)
def test_contraindications_are_a_label_s_only_where_it_is_known_whose(
    places: tuple[Jurisdiction, ...], told: str
) -> None:
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    record = base["gamazine"]
    answer = record.warnings.contraindications
    claim = answer.claims[0].model_copy(update={"jurisdictions": places, "when": None})
    warnings = record.warnings.model_copy(
        update={"contraindications": answer.model_copy(update={"entries": (claim,)})}
    )
    records = {**base.treatments, "gamazine": record.model_copy(update={"warnings": warnings})}
    assert told in told_of(KnowledgeBase(records, base.sources, base.today), "gamazine")


def test_a_name_that_holds_its_abbreviation_is_told_once() -> None:
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    record = base["gamazine"].model_copy(
        update={"name": "10 Hz left rTMS", "abbreviations": ("rTMS",)}
    )
    found = subject(record, base, Locale.US)
    assert (found.first, found.name, found.head) == ("10 Hz left rTMS",) * 3
    assert spelled("behaviour", Locale.US) == "behavior"
