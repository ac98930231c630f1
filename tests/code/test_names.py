"""Names match exactly after folding, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ask.base import KnowledgeBase
from kb.ask.names import fold
from kb.problems import NameAmbiguous, NameNotFound


@pytest.mark.parametrize(
    "asked", ["alphine", "ALPHINE", "Alfo", "alpha  Thing", "alpha-thing", "Alphazol®"]
)
def test_every_name_finds_its_record(invented: KnowledgeBase, asked: str) -> None:
    assert invented[asked].id == "alphine"


def test_near_names_give_candidates_only(invented: KnowledgeBase) -> None:
    with pytest.raises(NameNotFound) as caught:
        invented["alphin"]
    assert [c.id for c in caught.value.candidates] == ["alphine", "alphines"]
    assert str(caught.value) == 'No treatment is called "alphin".'


@pytest.mark.parametrize(
    ("asked", "never"), [("desvenlafxine", "desvenlafaxine"), ("venlafaxin", "venlafaxine-xr")]
)
def test_no_silent_substitute(shipped: KnowledgeBase, asked: str, never: str) -> None:
    with pytest.raises(NameNotFound) as caught:
        shipped[asked]
    assert never in [c.id for c in caught.value.candidates]


def test_drugs_that_sound_alike_stay_apart(shipped: KnowledgeBase) -> None:
    assert shipped["ketamine"].id == "ketamine-iv"
    assert shipped["esketamine"].id == "esketamine-nasal"
    assert shipped["desvenlafaxine"].id == "desvenlafaxine"
    assert isinstance(NameAmbiguous("x", "treatment", ()), NameNotFound)


@given(st.text(max_size=30))
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet="abcdefghijklmnop ", max_size=12))
def test_lookup_finds_only_equal_folded_names(invented: KnowledgeBase, name: str) -> None:
    if name in invented:
        record = invented[name]
        names = (record.id, record.name, *record.aliases, *record.abbreviations, *record.brands)
        assert fold(name) in {fold(n) for n in names}
