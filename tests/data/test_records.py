"""Does what we ship keep its promises? Every record, every field, every renderer."""

from __future__ import annotations

import re
from functools import cache

import pytest

from kb.ask.audit import audit
from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.ask.names import fold
from kb.load.base import load, read_all
from kb.load.version import data_folder
from kb.model.treatment import fields
from kb.model.vocab import Level
from kb.render.data import as_csv, as_json
from kb.render.html import page
from kb.render.markdown import markdown
from kb.render.terminal import text
from kb.view.compare import compare_document
from tests.code.test_render import words
from tests.conftest import TODAY

OUTCOMES = [path for path in fields() if path.startswith(("efficacy.", "acceptability."))]
SHORT = {"tca": ("tricyclics", "tricyclic antidepressants"), "maoi": ("MAOIs",)}
"""What a comparator is also called that is no name of the record."""

FOUNDING = ("onset", "duration", "dosing", "mechanism", "stopping", "setting", "individual")


@cache
def base() -> KnowledgeBase:
    return load(today=TODAY)


IDS = [record.id for record in base()]


def test_the_data_has_no_problem() -> None:
    found = read_all(data_folder())
    assert len(found.treatments) >= 50
    assert found.problems == []


def test_nothing_is_uncited() -> None:
    total = audit(base()).total
    assert total.claims > 2000
    assert total.uncited == 0


@pytest.mark.parametrize("record_id", IDS)
def test_every_renderer_shows_the_record_whole(record_id: str) -> None:
    document = compare_document(base().compare([record_id]))
    narrow, wide = text(document, 80), text(document, 200)
    assert words(narrow) == words(wide)
    for output in (narrow, wide, markdown(document), page(document)):
        assert not re.search(r"\d\.\d*0 ?mg\b", output)
        assert not re.search(r"µg|\bmcg\b|\bQD\b", output)
        assert not re.search(r"datetime\.|Decimal\(|Fraction\(|<class ", output)
    assert as_csv(document).count("\n") > 50
    assert f'"{record_id}"' in as_json(document, "v")


@pytest.mark.parametrize("record_id", IDS)
def test_doses_say_for_whom_and_where(record_id: str) -> None:
    record = base()[record_id]
    for path in ("dosing.start", "dosing.usual", "dosing.maximum"):
        for claim in record.answer(path).claims:
            assert claim.when, path
            assert claim.jurisdictions, path


@pytest.mark.parametrize("record_id", IDS)
def test_start_usual_maximum_ascend(record_id: str) -> None:
    """Where one jurisdiction and population state all on one scale, start ≤ maximum."""
    dosing = base()[record_id].dosing
    for first, last in ((dosing.start, dosing.maximum), (dosing.usual, dosing.maximum)):
        for low in first.claims:
            for high in last.claims:
                if (low.when, low.jurisdictions) != (high.when, high.jurisdictions):
                    continue
                one, two = low.value.order_key(), high.value.order_key()
                if one[0] == two[0]:
                    assert one[1] <= two[2], (low.value.text, high.value.text)


@pytest.mark.parametrize("record_id", IDS)
def test_class_values_reach_only_declared_fields(record_id: str) -> None:
    record = base()[record_id]
    for path, info in fields().items():
        view = shown(base(), record, path)
        assert view.inherited is None or (info.inherits and record.level is not Level.CLASS)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_founding_comparison_answers_every_row(width: int) -> None:
    comparison = base().compare(["ketamine", "ssri", "snri"], FOUNDING)
    shown_text = text(compare_document(comparison), width)
    assert max(len(line) for line in shown_text.splitlines() if "http" not in line) <= width
    for section in FOUNDING:
        rows = [row for row in comparison.rows if row.path.startswith(f"{section}.")]
        for index in range(3):
            assert any(row.cells[index].own.entries for row in rows), (section, index)


def test_founding_comparison_has_the_same_words_at_every_width() -> None:
    document = compare_document(base().compare(["ketamine", "ssri", "snri"]))
    found = [words(text(document, width)) for width in (60, 80, 120, 200)]
    assert all(each == found[0] for each in found)


def test_ketamine_never_carries_the_approval_of_esketamine() -> None:
    statuses = {v.value.value for v in base()["ketamine"].regulatory.us.values}
    assert statuses == {"off-label"}
    assert base()["esketamine"].id == "esketamine-nasal"


def test_no_treatment_is_compared_with_itself() -> None:
    """A figure "v tricyclics" under the tricyclics is another's, and would rank them upside down."""
    faults = []
    for record in base():
        own = {fold(n) for n in (record.id, record.name, *record.aliases, *record.abbreviations)}
        own |= {f"{name}s" for name in own} | {fold(word) for word in SHORT.get(record.id, ())}
        for path in OUTCOMES:
            for claim in shown(base(), record, path).own.claims:
                against = re.findall(r" (?:v|with) ([^;,(]+?)(?: at |;|,| \(|$)", claim.value.text)
                faults += [f"{record.id} {path}: {a}" for a in against if fold(a) in own]
    assert faults == []
