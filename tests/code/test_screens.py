"""What a screen says where it once said it badly: each test holds one thing seen and mended."""

from __future__ import annotations

import datetime

import pytest

from kb.ask.audit import audit
from kb.ask.base import KnowledgeBase
from kb.ask.changes import Due, changes, relation_changes
from kb.ask.search import search
from kb.ask.trial import read_given
from kb.cli.faults import problem_words
from kb.cli.main import main
from kb.evidence.choices import MEANINGS
from kb.model.source import Source
from kb.problems import Place, Problem, UsageFault
from kb.publish.choices import Style
from kb.publish.styles import reference
from kb.render.chart import draw_chart
from kb.render.terminal import text
from kb.view.cells import _listed
from kb.view.citing import source_words
from kb.view.document import Chart, ChartGroup, ChartRow, Role
from kb.view.evidence_methods import methods_document
from kb.view.history import diff_document, stale_document
from kb.view.lists import audit_document, glossary_document
from kb.view.search import search_document


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def widest(shown: str) -> int:
    return max(map(len, shown.splitlines()))


def source(title: str, **more: str) -> Source:
    return Source.model_validate({"id": "a-title", "type": "trial", "title": title, **more})


def test_a_title_that_asks_has_no_stop_after_its_question_mark() -> None:
    asks = source("Does it work?", authors="A B", year="2020", journal="J", doi="10.1234/a")
    assert source_words(asks).startswith("A B 2020. Does it work? J. doi:")
    told = "".join(run.text for run in reference(asks, Style.AMA))
    assert "Does it work? J. 2020." in told
    assert "Does it work? J." in "".join(run.text for run in reference(asks, Style.APA))


def test_a_reference_without_authors_begins_with_its_title() -> None:
    paper = source("Of nobody", year="2020", journal="J", doi="10.1234/a")
    assert source_words(paper) == "Of nobody. J 2020. doi:10.1234/a"
    label = source("A label", type="label", jurisdiction="US", year="2019")
    assert source_words(label) == "A label. US product label, 2019"


def test_sentences_are_not_joined_by_semicolons() -> None:
    assert _listed(["With or within 14 days of another", "The manic phase"]) == (
        "With or within 14 days of another. The manic phase"
    )
    assert _listed(["Agranulocytosis", "DRESS"]) == "Agranulocytosis; DRESS"
    assert _listed(["nausea on the first few mornings only", "Headache"]) == (
        "nausea on the first few mornings only; Headache"
    )


def test_the_audit_is_a_table_at_80(invented: KnowledgeBase) -> None:
    shown = text(audit_document(audit(invented)), 80)
    assert "  claims  to mend  numeric  read twice  open  gaps\n" in shown
    assert "uncited:" not in shown
    assert widest(shown) <= 80


def test_the_glossary_leaves_room_for_meanings() -> None:
    shown = text(glossary_document(), 80)
    lines = shown.splitlines()
    assert lines[2].startswith("term and key")
    assert lines[2].index("meaning") <= 45
    assert text(glossary_document("onset.response"), 80).splitlines()[4] == (
        "response (onset.response)  Clinically meaningful response."
    )


def test_the_choices_of_method_fit_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    shown = text(methods_document(MEANINGS, {"n": "people in the arm"}), 60)
    assert widest(shown) <= 60
    assert run(capsys, "evidence", "methods", "--width", "60")[1].startswith("Choices of method")
    assert run(capsys, "evidence", "methods", "--width", "10")[0] == 2


def test_a_changed_fact_shows_what_changed_and_not_the_rest(invented: KnowledgeBase) -> None:
    old = dict(invented.treatments)
    record = old["alphine"]
    brands = record.identity.brands
    fewer = brands.model_copy(update={"entries": brands.entries[:1]})
    section = record.identity.model_copy(update={"brands": fewer})
    new = old | {"alphine": record.model_copy(update={"identity": section})}
    shown = text(diff_document(changes(old, new)), 80)
    assert (
        "1 changed fact\n\nalphine\n\nIdentity › Brand names (identity.brands)\n\n"
        in shown.replace("\u00a0", " ")
    )
    assert "- was: Betafo" in shown or "- was: " in shown
    assert "- now: removed" in shown
    assert "- added" in text(diff_document(changes(new, old)), 80)


def test_what_is_due_is_grouped_by_record() -> None:
    day = datetime.date(2026, 1, 2)
    due = [
        Due("alphine", "onset.response", "2-4 weeks", day, day),
        Due("alphine", "onset.full-trial", "8 weeks", day, day),
    ]
    shown = text(stale_document(due, "2026-01-02", 0), 80)
    assert shown == (
        "2 claims due for another reading on 2026-01-02\n\nalphine, due 2026-01-02 (2 claims)\n\n"
        "- onset.response: 2–4 weeks\n- onset.full-trial: 8 weeks\n"
    )


def test_gaps_do_not_drown_what_a_search_found(invented: KnowledgeBase) -> None:
    found = search(invented, ["full trial"])
    shown = text(search_document(invented, found), 80).replace("\u00a0", " ")
    whole = text(search_document(invented, found, everything=True), 80)
    gaps = shown.partition("Nothing recorded: gaps that hold the words (")[2]
    assert gaps
    assert " gap" in shown.splitlines()[0]
    assert "- not " in gaps or "- none " in gaps
    assert len(whole) >= len(shown)


def fault(width: int) -> str:
    place = Place("draft.md", 3, 71, "word " * 30, 4)
    problem = Problem("E700", "too many words " * 6, "Say it in fewer words. " * 5, place)
    return problem_words([problem], width)


def test_a_fault_in_a_terminal_is_wrapped_and_its_carets_stand_under_the_word() -> None:
    lines = fault(80).splitlines()
    assert all(len(line) <= 80 for line in lines)
    carets = next(line for line in lines if "^" in line)
    above = lines[lines.index(carets) - 1]
    assert above[carets.index("^") :].startswith("word ")
    assert carets.strip() == "^^^^"


def test_a_fault_in_a_pipe_has_its_message_on_one_line() -> None:
    assert any("^^^^ too many words" in line and len(line) > 120 for line in fault(0).splitlines())


def test_a_dose_typed_in_haste_is_read() -> None:
    assert read_given("100mg/day", "", "6").words.replace("\u00a0", " ") == "100 mg/day for 6 weeks"


def test_what_a_dose_is_per_is_never_guessed() -> None:
    with pytest.raises(UsageFault) as caught:
        read_given("100mg", "", "6")
    assert str(caught.value) == (
        '"100mg" does not say per what. Write --dose "100 mg/day" or "100 mg/dose".'
    )


def test_references_are_wrapped_where_a_width_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "cite", "cipriani2018", "--width", "60")
    assert code == 0
    assert widest(out) <= 60
    assert len(run(capsys, "cite", "cipriani2018")[1].splitlines()) == 1


def test_a_name_to_cite_may_be_a_treatment_or_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "cite", "sertralin")
    assert (code, out) == (3, "")
    assert err.startswith(
        'No source or treatment is called "sertralin".\nDid you mean\n  sertraline (Zoloft'
    )
    assert run(capsys, "cite", "xyzzy")[2] == (
        'No source or treatment is called "xyzzy".\n'
        "`kb sources` and `kb list` show every name.\nNothing was shown.\n"
    )


def test_a_name_that_begins_with_what_was_asked_comes_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = run(capsys, "show", "venlafaxine")[2].splitlines()
    assert [line.split()[0] for line in lines[2:5]] == [
        "venlafaxine-ir", "venlafaxine-xr", "desvenlafaxine",
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["consider", "check", "validate", "stale", "diff"])
def test_help_names_values_by_words(capsys: pytest.CaptureFixture[str], command: str) -> None:
    _, out, _ = run(capsys, command, "--help")
    for code in ("<str>", "<int>", "list[", "[[", "{name"):
        assert code not in out


def test_a_value_without_a_bar_does_not_look_like_a_gap() -> None:
    rows = (ChartRow("continued", "18% v 41%"), ChartRow("course", "not reported", gap=True))
    chart = Chart("T", "A", ((0.0, "1 h"),), (ChartGroup("", rows),))
    roles = {text.strip(): role for line in draw_chart(chart, 80) for text, role in line}
    assert roles["18% v 41%"] is Role.PLAIN
    assert roles["not reported"] is Role.GAP


def test_a_changed_rule_is_a_changed_fact(invented: KnowledgeBase) -> None:
    old = dict(invented.relations)
    new = {key: relation for key, relation in old.items() if key != "alphine-with-gamma"}
    (gone,) = relation_changes(old, new)
    assert (gone.record, gone.field, gone.come) == ("alphine-with-gamma", "combination", ())
    assert gone.gone[0].startswith("alphine, gammas, talking-cure: caution: invented loss")
    assert relation_changes(old, old) == []
    shown = text(diff_document([gone]), 80)
    assert "alphine-with-gamma\n\ncombination\n\n- was: alphine, gammas, talking-cure: " in shown


def test_words_that_never_stand_together_are_no_slips(invented: KnowledgeBase) -> None:
    found = search(invented, ["nausea", "talking cure"])
    assert (found.statements, found.sources, found.near) == ((), (), ())
    shown = " ".join(text(search_document(invented, found), 80).split())
    assert "Nothing holds all of them together; each is looked for alone by kb search" in shown
