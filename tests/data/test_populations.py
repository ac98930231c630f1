"""What the shipped kinds of population let stand in one order, worked out from the records."""

from __future__ import annotations

import re

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.facet_list import Facets
from kb.ask.find import find
from kb.ask.order import in_order
from kb.ask.places import Outcome
from kb.ask.ranking import rank
from kb.problems import UsageFault

SETS_APART = re.compile(
    r"\b(added|adjunct|placebo|sham|combined|\d+ ?mg|micrograms|women|men|hospital|in-?patients"
    r"|out-?patients|severe|psychotic|atypical|seasonal|bipolar|primary care)\b"
)
"""What names a comparator, an added drug, a dose or a subgroup."""
REVIEWED = {
    # Both name placebo as what early improvement on antidepressants was set beside; the time is
    # that of one analysis, whose words the records share.
    "early improvement (a fall of 20-25% or more), seen in 62% on an antidepressant and 47% on "
    "placebo; antidepressants in general, 17 trials",
    "early improvement of 20-25% or more, antidepressants in general: 62% v 47% on placebo",
    "early improvement of at least 20-25%, reached by 62% on an antidepressant and 47% on placebo; "
    "17 trials with 14,779 adults, all antidepressants",
    # Dropout against placebo, which the claim itself names as its comparator.
    "adults with major depressive disorder, acute treatment: fewer dropouts than placebo",
    "adults with major depressive disorder, acute treatment; one of two drugs with fewer dropouts "
    "than placebo",
}


def test_no_wording_names_what_would_change_the_number(shipped: KnowledgeBase) -> None:
    wordings = [w for kind in shipped.populations.values() for w in kind.wordings]
    assert len(wordings) > 30
    named = {w for w in wordings if SETS_APART.search(w)}
    assert named == REVIEWED


def test_onset_of_four_antidepressants(shipped: KnowledgeBase) -> None:
    """Escitalopram and mirtazapine usually take 2-4 weeks; sertraline's 7 days are the earliest
    time, venlafaxine's 2 weeks were seen with 75 mg/day."""
    asked = ["sertraline", "escitalopram", "venlafaxine-xr", "mirtazapine"]
    found = rank(shipped, asked, ["onset"])
    at = {record.id: index for index, record in enumerate(found.records)}
    assert found.outcome(at["escitalopram"], at["mirtazapine"]) is Outcome.SAME
    others = [found.outcome(at["escitalopram"], at[i]) for i in ("sertraline", "venlafaxine-xr")]
    assert others == [Outcome.OPEN, Outcome.OPEN]


def test_ssris_by_onset(shipped: KnowledgeBase) -> None:
    found = find(shipped, Facets(of_class="ssri").criteria(shipped))
    order = in_order(shipped, found.matches, "onset.response")
    ids = [judged.record.id for judged in order.matches]
    assert ids[:3] == ["paroxetine", "citalopram", "escitalopram"]
    assert order.apart["sertraline"] == "earliest time at which an effect may be seen"
    assert order.apart["ssri"] == "first improvement by a fifth or a quarter of the score"


def test_esketamine_is_not_ordered_with_sertraline(shipped: KnowledgeBase) -> None:
    asked = Facets(where=("id = esketamine-nasal or id = sertraline",))
    found = find(shipped, asked.criteria(shipped))
    reason = "adults with treatment-resistant depression, with a newly started oral antidepressant"
    with pytest.raises(UsageFault, match=reason):
        in_order(shipped, found.matches, "onset.response")
    with pytest.raises(UsageFault, match=reason):
        rank(shipped, ["esketamine-nasal", "sertraline"], ["onset"])
    apart = find(
        shipped, Facets(where=("id = esketamine-nasal or id = escitalopram",)).criteria(shipped)
    )
    with pytest.raises(UsageFault, match="“adults with depression in general"):
        in_order(shipped, apart.matches, "onset.response")
