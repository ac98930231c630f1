"""What passes from class to member."""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.model.treatment import fields
from kb.model.vocab import State

NEVER = ("identity", "regulatory", "warnings", "dosing", "populations", "interactions", "switching",
         "adverse", "safety", "monitoring", "efficacy", "acceptability", "guidelines", "kinetics",
         "setting", "cost", "plain")  # fmt: skip


def test_only_declared_fields_inherit() -> None:
    inheriting = [path for path, info in fields().items() if info.inherits]
    assert len(inheriting) == 14
    assert not [path for path in inheriting if path.partition(".")[0] in NEVER]
    assert "duration.maintenance" not in inheriting
    assert "individual.cyp2d6" not in inheriting


@pytest.mark.parametrize("path", [p for p, i in fields().items() if not i.inherits])
def test_forbidden_fields_never_pass(invented: KnowledgeBase, path: str) -> None:
    assert shown(invented, invented["betazine"], path).inherited is None


def test_class_value_is_labelled(invented: KnowledgeBase) -> None:
    view = shown(invented, invented["alphine"], "onset.first-separation")
    assert view.parent is not None
    assert view.parent.id == "alphines"
    assert [c.value.text for c in view.claims] == ["1 week"]


def test_what_is_shown_says_whose_it_is_and_of_which_field(invented: KnowledgeBase) -> None:
    for name, path in (
        ("alphine", "onset.first-separation"), ("betazine", "onset.full-trial"),
        ("betazine", "duration.course"), ("talking-cure", "onset.response"),
    ):  # fmt: skip
        view = shown(invented, invented[name], path)
        assert (view.record.id, view.field.path) == (name, path)
        assert view.own == invented[name].answer(path)


def test_open_gap_stands_beside_the_class_value(invented: KnowledgeBase) -> None:
    view = shown(invented, invented["alphine"], "onset.response")
    assert view.own.state is State.NOT_REPORTED
    assert view.inherited is not None


def test_closed_gap_denies_the_class_value(invented: KnowledgeBase) -> None:
    view = shown(invented, invented["alphine"], "onset.full-trial")
    assert view.own.state is State.NOT_APPLICABLE
    assert view.inherited is None


def test_denial_wins_over_the_class(invented: KnowledgeBase) -> None:
    view = shown(invented, invented["betazine"], "onset.response")
    assert view.inherited is None
    assert view.own.claims[0].denied
    assert view.own.values == ()
