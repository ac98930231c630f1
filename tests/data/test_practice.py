"""Hand-worked answers on guidelines, monitoring and predictors, read from the records."""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.guidance import Clash, Stance, guidance, speaking_of
from kb.render.terminal import text
from kb.view.document import Document
from kb.view.practice import monitor_document, predictors_document


def flat(document: Document) -> str:
    return " ".join(text(document, 200).replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("record", "kind", "one", "two"),
    [
        # NICE TA854 does not recommend it; VA/DoD suggests it as an option; the FDA approved it.
        ("esketamine-nasal", Clash.WHETHER, "NICE NG222", "VA/DoD 2022"),
        ("esketamine-nasal", Clash.WHETHER, "NICE NG222", "FDA"),
        # VA/DoD names it; for the FDA it is off-label.
        ("ketamine-iv", Clash.LICENCE, "VA/DoD 2022", "FDA"),
        # NICE names it as an addition after no response; VA/DoD suggests it for initial treatment.
        ("mirtazapine", Clash.PLACE, "NICE NG222", "VA/DoD 2022"),
        # NICE names lithium as an option with a specialist; the FDA label covers bipolar I only.
        ("lithium", Clash.LICENCE, "NICE NG222", "FDA"),
    ],
)
def test_bodies_differ(
    shipped: KnowledgeBase, record: str, kind: Clash, one: str, two: str
) -> None:
    found = guidance(shipped, [shipped[record]])[0].differences
    assert (kind, one, two) in [(d.kind, d.one.label, d.two.label) for d in found]


def test_first_for_some_is_no_difference_from_first(shipped: KnowledgeBase) -> None:
    """NICE: an SSRI first in more severe depression, not in less severe; VA/DoD: first."""
    assert guidance(shipped, [shipped["sertraline"]])[0].differences == ()


def test_what_is_recommended_after_failed_trials(shipped: KnowledgeBase) -> None:
    """NICE names lithium, ECT and MAOIs after failure; esketamine it does not recommend."""
    found = {
        one.record.id: one for one in speaking_of(guidance(shipped, shipped), "treatment-resistant")
    }
    assert {"lithium", "ect", "maoi", "esketamine-nasal", "aripiprazole"} <= set(found)
    said = {body.label: body.stances for body in found["esketamine-nasal"].bodies}
    assert said["NICE NG222"] == {Stance.AGAINST}
    assert said["FDA"] == {Stance.LICENSED}
    assert "sertraline" not in found


def test_bodies_that_say_the_same_do_not_differ(shipped: KnowledgeBase) -> None:
    assert guidance(shipped, [shipped["cbt"]])[0].differences == ()


@pytest.mark.parametrize(
    ("record", "what", "when"),
    [
        ("lithium", "serum lithium", "weekly until stable"),
        ("esketamine-nasal", "sedation and dissociation", "for at least 2 hours after each dose"),
        ("citalopram", "potassium and magnesium", "corrected before the start"),
        ("quetiapine-xr", "lens examination", "at the start and every 6 months"),
    ],
)
def test_what_to_monitor(shipped: KnowledgeBase, record: str, what: str, when: str) -> None:
    shown = flat(monitor_document(shipped, [record]))
    assert what in shown
    assert when in shown


def test_replicated_predictors_of_ect(shipped: KnowledgeBase) -> None:
    shown = flat(predictors_document(shipped, ["ect"], replicated=True))
    assert "psychotic features predicts a better response replicated" in shown
    assert "failed medication trials predicts a worse response replicated" in shown
