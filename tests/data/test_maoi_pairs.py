"""Every interval to and from an MAOI in both directions, pinned so that no edit can move one.

The table was typed apart from the records, from what US labels are known to say, and it is no
reading of a source: the sources stand with the claims. A pair that is missing here or in the data
fails.
"""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.switching import Switching, switching
from kb.model.duration import Duration
from kb.model.vocab import Jurisdiction

US: dict[str, tuple[str, str]] = {
    "sertraline": ("14 days", "14 days"),
    "escitalopram": ("14 days", "14 days"),
    "citalopram": ("14 days", "14 days"),
    "fluoxetine": ("5 weeks", "14 days"),
    "paroxetine": ("2 weeks", "14 days"),
    "fluvoxamine": ("14 days", "14 days"),
    "venlafaxine-xr": ("7 days", "14 days"),
    "venlafaxine-ir": ("7 days", "14 days"),
    "desvenlafaxine": ("7 days", "14 days"),
    "duloxetine": ("5 days", "14 days"),
    "levomilnacipran": ("7 days", "14 days"),
    "milnacipran": ("5 days", "14 days"),
    "bupropion-xl": ("14 days", "14 days"),
    "bupropion-sr": ("14 days", "14 days"),
    "dextromethorphan-bupropion": ("14 days", "14 days"),
    "mirtazapine": ("14 days", "14 days"),
    "vilazodone": ("14 days", "14 days"),
    "vortioxetine": ("21 days", "14 days"),
    "trazodone": ("14 days", "14 days"),
    "nefazodone": ("7 days", "14 days"),
    "gepirone-er": ("14 days", "14 days"),
    "clomipramine": ("14 days", "14 days"),
    "desipramine": ("14 days", "14 days"),
    "doxepin": ("14 days", "14 days"),
    "imipramine": ("14 days", "14 days"),
    "nortriptyline": ("14 days", "14 days"),
    "trimipramine": ("14 days", "14 days"),
    "olanzapine-fluoxetine": ("5 weeks", "14 days"),
}
"""Drug to (least interval before an MAOI, least interval after one), United States."""

MAOIS = ("phenelzine", "tranylcypromine", "isocarboxazid")


def stated(found: Switching, record: str) -> set[Duration]:
    """The US intervals that the drug's own record gives for this direction."""
    return {
        claim.value
        for statement in found.rules
        if statement.record is not None and statement.record.id == record
        for claim in statement.answer.claims
        if Jurisdiction.US in claim.jurisdictions
    }


@pytest.mark.parametrize("maoi", MAOIS)
@pytest.mark.parametrize("drug", US)
def test_interval_from_a_drug_to_an_maoi(shipped: KnowledgeBase, drug: str, maoi: str) -> None:
    least = Duration.parse(US[drug][0])
    found = stated(switching(shipped, drug, maoi), drug)
    assert {d.hours()[0] for d in found} == {least.hours()[0]}


@pytest.mark.parametrize("maoi", MAOIS)
@pytest.mark.parametrize("drug", US)
def test_interval_from_an_maoi_to_a_drug(shipped: KnowledgeBase, drug: str, maoi: str) -> None:
    least = Duration.parse(US[drug][1])
    found = stated(switching(shipped, maoi, drug), drug)
    assert {d.hours()[0] for d in found} == {least.hours()[0]}


def test_the_table_knows_every_drug_with_a_us_interval(shipped: KnowledgeBase) -> None:
    recorded = {
        record.id
        for record in shipped
        if record.class_id != "maoi" and record.level.value != "class"
        and any(
            Jurisdiction.US in claim.jurisdictions
            for claim in record.answer("switching.to-maoi").claims
        )
    }  # fmt: skip
    assert recorded - set(US) == {"amoxapine", "protriptyline"}, "read the label and add the drug"
