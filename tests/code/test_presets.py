"""Presets pick and order rows; differences stand in the order in which they usually decide."""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.compare import field_paths
from kb.cli.answers import compare_answer
from kb.model.treatment import fields
from kb.problems import UsageFault
from kb.view.presets import DECIDING, PRESETS, deciding_rank, expanded, preset


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_row_of_a_preset_exists_once(name: str) -> None:
    rows = preset(name).rows
    assert len(set(rows)) == len(rows)
    for row in rows:
        assert expanded((row,)), row
    paths = expanded(rows)
    assert len(set(paths)) == len(paths)


def test_the_deciding_order_holds_every_field_once() -> None:
    for row in DECIDING:
        assert expanded((row,)), row
    assert sorted(deciding_rank()) == sorted(fields())


def rows_of(base: KnowledgeBase, **options: object) -> list[str]:
    document = compare_answer(base, ["alphine", "alphines"], **options)  # type: ignore[arg-type]
    return [row["field"] for row in document.data["rows"]]


def test_a_preset_orders_its_rows(invented: KnowledgeBase) -> None:
    rows = rows_of(invented, preset="stopping")
    assert rows[:4] == [
        "stopping.symptoms", "stopping.taper", "duration.stopped", "duration.course",
    ]  # fmt: skip
    assert rows[-1] == "kinetics.metabolites"


def test_differences_come_in_deciding_order(invented: KnowledgeBase) -> None:
    rows = rows_of(invented, differences=True)
    place = deciding_rank()
    assert rows == sorted(rows, key=lambda path: place[path])
    assert rows[0] == "warnings.boxed"
    assert rows.index("efficacy.response") < rows.index("dosing.start")


def test_differences_of_a_preset_keep_its_order(invented: KnowledgeBase) -> None:
    rows = rows_of(invented, preset="starting", differences=True)
    order = expanded(preset("starting").rows)
    assert rows == [path for path in order if path in rows]
    assert 0 < len(rows) < len(order)


def test_refusals(invented: KnowledgeBase) -> None:
    with pytest.raises(UsageFault, match=r"^No preset is called \"fast\"\. Presets: choosing \("):
        preset("fast")
    with pytest.raises(UsageFault, match="Use --preset or --fields, not both"):
        compare_answer(invented, ["alphine", "alphines"], "onset", preset="starting")


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        ("breastfeeding", ["populations.lactation"]), ("Older adults", ["populations.older-adults"]),
        ("after stopping", ["duration.stopped"]), ("pregnancy", ["populations.pregnancy"]),
        # A key or a section goes before a label.
        ("course", ["duration.course", "adverse.course"]),
    ],
)  # fmt: skip
def test_a_field_answers_to_the_name_that_is_shown(asked: str, paths: list[str]) -> None:
    assert sorted(field_paths([asked])) == sorted(paths)
