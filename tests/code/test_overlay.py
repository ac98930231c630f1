"""Overlays add, are labelled, and remove nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.load.base import load
from kb.problems import DataInvalid
from kb.render.terminal import text
from kb.view.compare import compare_document
from tests.conftest import INVENTED, TODAY

OVER = """\
- id: alphine
  dosing:
    cite: [label-us-2025 local protocol]
    for: US
    when: local protocol, adults
    usual: 7.5 mg/day
  warnings:
    boxed: {none-found: "nothing", cite: [label-us-2025 x]}
- id: alphines
  warnings:
    boxed: {not-applicable: "we say so"}
- id: local-cure
  name: local cure
  category: supplement
  level: agent
"""


def test_overlay_adds_and_is_labelled(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(OVER)
    base = load([path], folder=INVENTED, today=TODAY)
    usual = base["alphine"].dosing.usual
    assert [(c.value.text, c.origin) for c in usual.claims] == [
        ("5–10 mg/day", ""),
        ("7.5 mg/day", "mine.yaml"),
    ]
    shown = text(compare_document(base.compare(["alphine"], ["dosing"])), 200)
    assert "! Holds values of your own data: mine.yaml." in shown
    assert "overlay mine.yaml" in shown
    assert base["local cure"].origin == "mine.yaml"


def test_overlay_adds_aliases_once_and_changes_no_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("- id: alphine\n  name: other\n  aliases: [alpha thing, our alphine]\n")
    base = load([path], folder=INVENTED, today=TODAY)
    assert base["our alphine"].aliases == ("alpha thing", "our alphine")
    assert (base["alphine"].name, "other" in base) == ("alphine", False)


def test_overlay_cannot_remove_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(OVER)
    base = load([path], folder=INVENTED, today=TODAY)
    boxed = base["alphines"].warnings.boxed
    assert [c.value.text for c in boxed.claims] == ["class-wide warning for testing"]
    assert boxed.gaps == ()


def test_broken_overlay_says_where(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("- id: alphine\n  dosnig: {}\n")
    with pytest.raises(DataInvalid) as caught:
        load([path], folder=INVENTED, today=TODAY)
    problem = caught.value.problems[0]
    assert str(problem.place).endswith("mine.yaml:2:3")
    assert problem.message == '"dosnig" is not a key that is known here'
    assert problem.remedy == "Did you mean dosing?"
