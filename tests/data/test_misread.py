"""Questions in a reader's words that were once answered misleadingly, each with the right answer.

A warning must not read as silence, a gap not as safe, a denial not as an effect, and a line or an
approval for one group not as one for another.
"""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.facet_list import Facets
from kb.ask.find import Found, find
from kb.ask.guidance import guidance, speaking_of
from kb.ask.ranking import rank
from kb.ask.truth import Truth
from kb.problems import UsageFault
from kb.view.document import Table
from kb.view.guidance import guidelines_document


def asked(base: KnowledgeBase, **facets: object) -> Found:
    return find(base, Facets(**facets).criteria(base))  # type: ignore[arg-type]


def ids(found: Found) -> set[str]:
    return {judged.record.id for judged in found.matches}


@pytest.mark.parametrize("words", ["adolescents", "teenagers", "children", "Adolescent"])
def test_what_is_approved_for_the_young(shipped: KnowledgeBase, words: str) -> None:
    """Fluoxetine from 8 years and escitalopram from 12, in labels that say no "adolescents"."""
    found = asked(shipped, population=words, status="US:approved")
    assert ids(found) == {"escitalopram", "fluoxetine"}


def test_a_population_that_nobody_names_is_refused(shipped: KnowledgeBase) -> None:
    """97 answers of "does not match" would read as "not approved for the elderly"."""
    with pytest.raises(UsageFault, match='speaks of "elderly"'):
        asked(shipped, population="elderly", status="US:approved")


def test_a_line_counts_for_whom_it_is_said(shipped: KnowledgeBase) -> None:
    """CANMAT has bupropion first in general, and second, added, in difficult-to-treat depression."""
    found = asked(shipped, population="difficult-to-treat", lines=("canmat-2023:first",))
    assert {"aripiprazole", "brexpiprazole"} <= ids(found)
    assert not {"bupropion-sr", "bupropion-xl", "cbt", "ect", "sertraline"} & ids(found)
    general = asked(shipped, population="depression", lines=("canmat-2023:first",))
    assert {"bupropion-xl", "cbt", "sertraline"} <= ids(general)


def test_canmat_is_not_silent_on_resistance(shipped: KnowledgeBase) -> None:
    """Its own word is difficult-to-treat; after two failed trials it names what to add."""
    found = speaking_of(guidance(shipped, list(shipped)), "treatment-resistant")
    said = {
        one.record.id
        for one in found
        for body in one.bodies
        if body.path == "guidelines.canmat-2023" and body.claims
    }
    assert {"aripiprazole", "brexpiprazole", "cariprazine", "lithium", "quetiapine-xr"} <= said
    assert guidelines_document(shipped, found, [], "treatment-resistant").rows


@pytest.mark.parametrize(
    ("record", "effect"),
    [
        ("gepirone-er", "weight-gain"),  # no difference from placebo in an 8-week trial
        ("gepirone-er", "sedation"),
        ("selegiline-transdermal", "nausea"),  # no more frequent than on placebo
        ("vilazodone", "qt-prolongation"),  # no clinically significant effect in pooled trials
        ("levomilnacipran", "qt-prolongation"),
    ],
)
def test_a_denial_is_left_to_the_reader(shipped: KnowledgeBase, record: str, effect: str) -> None:
    found = asked(shipped, avoid=(effect,), where=(f"id = {record}",))
    assert record in {judged.record.id for judged in found.unjudged}


def test_what_is_rated_better_is_not_ranked_as_raised(shipped: KnowledgeBase) -> None:
    """Agomelatine: weight gain is listed without a frequency, and rated better than with others."""
    found = rank(shipped, ["agomelatine", "mirtazapine"], ["weight-gain"])
    raised = {r.id: found.terms[i][0].raised for i, r in enumerate(found.records)}
    assert raised == {"agomelatine": Truth.UNKNOWN, "mirtazapine": Truth.YES}


def test_a_body_that_ranks_by_lines_keeps_its_line(shipped: KnowledgeBase) -> None:
    """Aripiprazole is first line adjunctive to CANMAT, not merely "later or for few"."""
    found = guidance(shipped, [shipped["aripiprazole"]])
    table = guidelines_document(shipped, speaking_of(found, "treatment-resistant")).blocks[1]
    assert isinstance(table, Table)
    assert table.rows[0][:3] == ("aripiprazole", "first line adjunctive", "later or for few")
