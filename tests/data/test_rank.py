"""Hand-worked answers of kb rank on the shipped data."""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.places import Outcome
from kb.ask.ranking import rank
from kb.problems import UsageFault


def test_onset_of_ketamine_and_ssris(shipped: KnowledgeBase) -> None:
    """2-24 hours against 2 weeks: ordered only if the reader sets the populations aside."""
    with pytest.raises(UsageFault, match="They differ in\n  population: "):
        rank(shipped, ["ketamine-iv", "ssri"], ["onset"])
    found = rank(shipped, ["ssri", "ketamine-iv"], ["onset"], across=True)
    assert [record.id for record in found.records] == ["ketamine-iv", "ssri"]
    assert found.outcome(0, 1) is Outcome.ABOVE


def test_sessions_are_not_time(shipped: KnowledgeBase) -> None:
    with pytest.raises(UsageFault, match="unit: “sessions”; “time”"):
        rank(shipped, ["ect", "ssri"], ["onset"], across=True)


def test_overlapping_intervals_leave_the_order_open(shipped: KnowledgeBase) -> None:
    """OR 1.57 (1.39 to 1.77) and 1.62 (1.46 to 1.80) against placebo, in the same words."""
    found = rank(shipped, ["citalopram", "sertraline"], ["response"])
    assert [(p.best, p.worst) for p in found.places] == [(1, 2), (1, 2)]


def test_intervals_that_touch_leave_the_order_open(shipped: KnowledgeBase) -> None:
    """OR 1.52 (1.40 to 1.65) for fluoxetine against 1.85 (1.65 to 2.07) touch at 1.65: open."""
    found = rank(shipped, ["fluoxetine", "duloxetine"], ["response"])
    assert found.outcome(0, 1) is Outcome.OPEN


def test_a_missing_value_widens_every_place(shipped: KnowledgeBase) -> None:
    if shipped["cbt"].answer("onset.response").claims:
        pytest.skip("cbt now records an onset: work the answer out anew")
    found = rank(shipped, ["ketamine-iv", "ssri", "cbt"], ["onset"], across=True)
    places = {r.id: (p.best, p.worst) for r, p in zip(found.records, found.places, strict=True)}
    assert places == {"ketamine-iv": (1, 2), "cbt": (1, 3), "ssri": (2, 3)}
