"""Hand-worked answers of kb rank on the shipped data."""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.pairs import Why
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
    """Dropout, OR 0.84 (0.72 to 0.97) and 0.88 (0.80 to 0.96) against placebo, Cipriani 2018."""
    found = rank(shipped, ["agomelatine", "fluoxetine"], ["dropout"])
    assert [(p.best, p.worst) for p in found.places] == [(1, 2), (1, 2)]
    assert found.outcome(0, 1) is Outcome.OPEN
    assert found.pairs[0, 1][0].why is Why.OVERLAP


def test_one_interval_inside_the_other_leaves_the_order_open(shipped: KnowledgeBase) -> None:
    """RR 0.82 (0.67 to 1) for escitalopram lies within 0.82 (0.66 to 1.01) for citalopram."""
    found = rank(shipped, ["citalopram", "escitalopram"], ["dropout"])
    assert found.outcome(0, 1) is Outcome.OPEN


def test_different_measures_and_comparators_are_refused(shipped: KnowledgeBase) -> None:
    """Citalopram: RR v placebo; sertraline: OR v fluoxetine. No order can be made of the two."""
    with pytest.raises(UsageFault) as refused:
        rank(shipped, ["citalopram", "sertraline"], ["response"])
    assert "measure: “OR”; “RR”" in str(refused.value)
    assert "comparator: “fluoxetine”; “placebo”" in str(refused.value)


def test_a_missing_value_widens_every_place(shipped: KnowledgeBase) -> None:
    if shipped["cbt"].answer("onset.response").claims:
        pytest.skip("cbt now records an onset: work the answer out anew")
    found = rank(shipped, ["ketamine-iv", "ssri", "cbt"], ["onset"], across=True)
    places = {r.id: (p.best, p.worst) for r, p in zip(found.records, found.places, strict=True)}
    assert places == {"ketamine-iv": (1, 2), "cbt": (1, 3), "ssri": (2, 3)}
