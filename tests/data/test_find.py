"""Hand-worked answers of `kb find` on the shipped data, read from the records.

Each expectation names records whose YAML was read by hand; a list is not frozen, so that new
records may join it.
"""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.facet_list import Facets
from kb.ask.find import find

CASES = [
    # Response 2-24 hours, 2 hours; class value 24 hours reaches the other routes of ketamine.
    (Facets(onset_within="3d"), "ketamine-iv", "yes"),
    (Facets(onset_within="3d"), "ketamine-im", "yes"),
    # Esketamine's recorded response is at 4 weeks, though it separates from placebo at 24 hours.
    (Facets(onset_within="3d"), "esketamine-nasal", "no"),
    (Facets(separates_within="24h"), "esketamine-nasal", "yes"),
    (Facets(separates_within="3d"), "zuranolone", "yes"),
    # "within 5 days": sooner or later than 3 days is not recorded.
    (Facets(onset_within="3d"), "snt", "unknown"),
    (Facets(onset_within="7d"), "snt", "yes"),
    # Counted in sessions.
    (Facets(onset_within="3d"), "ect", "unknown"),
    # Unknown onset is named, never dropped.
    (Facets(onset_within="3d"), "aripiprazole", "onset.response"),
    (Facets(onset_within="3d"), "cbt", "onset.response"),
    (Facets(onset_within="3d"), "vns", "onset.response"),
    (Facets(onset_within="3d"), "mbct", "onset.response"),
    (Facets(onset_within="3d"), "sertraline", "no"),
    # Weight and sexual function: rates above placebo, mentions, and words that may deny.
    (Facets(avoid=("weight-gain",)), "mirtazapine", "no"),
    (Facets(avoid=("weight-gain",)), "olanzapine-fluoxetine", "no"),
    (Facets(avoid=("weight-gain",)), "amitriptyline", "no"),
    (Facets(avoid=("weight-gain",)), "quetiapine-xr", "no"),
    (Facets(avoid=("weight-gain",)), "bupropion-sr", "yes"),
    (Facets(avoid=("weight-gain",)), "lumateperone", "unknown"),
    (Facets(avoid=("weight-gain",)), "sertraline", "adverse.weight-gain"),
    (Facets(avoid=("sexual-dysfunction",)), "sertraline", "no"),
    (Facets(avoid=("sexual-dysfunction",)), "paroxetine", "no"),
    (Facets(avoid=("sexual-dysfunction",)), "desvenlafaxine", "yes"),
    (Facets(avoid=("weight-gain", "sexual-dysfunction")), "vortioxetine", "yes"),
    (Facets(avoid=("weight-gain", "sexual-dysfunction")), "bupropion-xl", "yes"),
    (Facets(avoid=("weight-gain", "sexual-dysfunction")), "mirtazapine", "no"),
    (Facets(avoid=("weight-gain", "sexual-dysfunction")), "citalopram", "no"),
    (Facets(avoid=("sexual-dysfunction",)), "cbt", "adverse.sexual-dysfunction"),
    # With an MAOI: forbidden in words, a caution only, no drug at all, not reported.
    (Facets(not_with=("maoi",)), "sertraline", "no"),
    (Facets(not_with=("maoi",)), "fluoxetine", "no"),
    (Facets(not_with=("maoi",)), "phenelzine", "no"),
    (Facets(not_with=("maoi",)), "tranylcypromine", "no"),
    (Facets(not_with=("maoi",)), "moclobemide", "no"),
    (Facets(not_with=("maoi",)), "esketamine-nasal", "yes"),
    (Facets(not_with=("maoi",)), "ect", "yes"),
    (Facets(not_with=("maoi",)), "cbt", "yes"),
    (Facets(not_with=("maoi",)), "lithium", "yes"),
    (Facets(not_with=("maoi",)), "aripiprazole", "interactions.maoi"),
    (Facets(not_with=("maoi",)), "ketamine-iv", "interactions.maoi"),
    # An approval belongs to its indication.
    (Facets(status="US:approved", population="depression"), "sertraline", "yes"),
    (Facets(status="US:approved", population="depression"), "fluvoxamine", "no"),
    (Facets(status="US:approved", population="depression"), "zuranolone", "no"),
    (Facets(status="US:approved", population="depression"), "ketamine-iv", "no"),
    (Facets(status="US:approved", population="depression"), "brexanolone", "no"),
    (Facets(status="US:approved", population="postpartum"), "zuranolone", "yes"),
    (Facets(status="US:approved", population="treatment-resistant"), "esketamine-nasal", "yes"),
    (Facets(status="US:approved", population="treatment-resistant"), "ketamine-iv", "no"),
    (Facets(status="US:cleared", population="treatment-resistant"), "itbs", "yes"),
    # Guidelines in their own words.
    (Facets(lines=("canmat-2023:first",)), "st-johns-wort", "yes"),
    (Facets(lines=("canmat-2023:first",)), "sertraline", "guidelines.canmat-2023"),
    (Facets(lines=("nice-ng222:first",)), "cbt", "yes"),
    (Facets(lines=("nice-ng222:first",)), "sertraline", "yes"),
    (Facets(lines=("nice-ng222:first",)), "duloxetine", "yes"),
    (Facets(lines=("va-dod-2022:first",)), "sertraline", "yes"),
    # Fields typed in --where.
    (Facets(where=("onset.response <= 1 week and not class = maoi",)), "phenelzine", "no"),
    (Facets(where=("onset.response <= 1 week and class = maoi",)), "phenelzine", "yes"),
    (Facets(where=("populations.pregnancy is value",)), "paroxetine", "yes"),
    (Facets(setting="certified-clinic"), "esketamine-nasal", "yes"),
    (Facets(setting="certified-clinic"), "ketamine-iv", "no"),
]


@pytest.mark.parametrize(("facets", "record", "expected"), CASES)
def test_hand_worked(shipped: KnowledgeBase, facets: Facets, record: str, expected: str) -> None:
    found = find(shipped, facets.criteria(shipped))
    parts = {"yes": found.matches, "no": found.others, "unknown": found.unjudged}
    where = [name for name, part in parts.items() if record in [j.record.id for j in part]]
    if "." in expected:
        # Unknown because of a gap at this field: it stays so until somebody fills the gap.
        if shipped[record].answer(expected).claims:
            pytest.skip(f"{record} now records {expected}: work the answer out anew")
        expected = "unknown"
    assert where == [expected]


def test_every_record_is_accounted_for(shipped: KnowledgeBase) -> None:
    for facets in {facets for facets, _, _ in CASES}:
        found = find(shipped, facets.criteria(shipped))
        ids = [j.record.id for part in (found.matches, found.others, found.unjudged) for j in part]
        assert sorted(ids) == [record.id for record in shipped]
        assert all(j.whole.grounds for j in found.unjudged)
