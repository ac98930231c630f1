"""Every answer to a question in every format and at every width, on invented records.

The answers themselves are recorded in tests/golden/questions; `make golden` rewrites them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.conditions import Asked
from kb.ask.consider import consider
from kb.ask.facet_list import Facets
from kb.ask.find import find
from kb.ask.guidance import guidance
from kb.ask.order import in_order
from kb.ask.ranking import rank
from kb.ask.search import search
from kb.ask.trial import judge_trial, read_given
from kb.load.base import load
from kb.render.data import as_csv, as_json
from kb.render.html import page
from kb.render.markdown import markdown
from kb.render.terminal import text
from kb.view.consider import consider_document
from kb.view.document import Document
from kb.view.find import find_document
from kb.view.guidance import guidelines_document
from kb.view.practice import monitor_document, predictors_document
from kb.view.rank import rank_document
from kb.view.search import search_document
from kb.view.trial import trial_document
from tests.code.test_render import words
from tests.conftest import TODAY

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "questions"


@cache
def base(folder: str) -> KnowledgeBase:
    return load(folder=HERE / folder, today=TODAY)


def found(facets: Facets, *, others: bool = False, reasons: bool = False) -> Document:
    answer = find(base("facets"), facets.criteria(base("facets")))
    order = in_order(base("facets"), answer.matches, "")
    return find_document(answer, order, others=others, reasons=reasons)


def considered(names: list[str], asked: Asked) -> Document:
    here = base("facets")
    return consider_document(here, names, consider(here, names, asked.conditions(here)))


def ranked(by: list[str], weights: list[Fraction] | None) -> Document:
    here, names = base("ranked"), ["slow", "fast", "likewise", "silent", "kin"]
    return rank_document(here, names, rank(here, names, by, weights))


def tried() -> Document:
    here = base("facets")
    return trial_document(
        here, "worded", judge_trial(here, "worded", read_given("25 mg/day", "", "5"))
    )


def guided() -> Document:
    here, names = base("facets"), ["talk", "mentioned"]
    return guidelines_document(here, guidance(here, [here[name] for name in names]), names)


VIEWS: dict[str, Callable[[], Document]] = {
    "find-avoid": lambda: found(Facets(avoid=("weight-gain", "sexual-dysfunction")), others=True),
    "find-onset": lambda: found(Facets(onset_within="2 weeks", category="pharmacotherapy")),
    "find-reasons": lambda: found(Facets(status="US:approved"), reasons=True),
    "consider": lambda: considered(
        ["worded", "talk"], Asked(age=78, egfr=25, pregnant=True, taking=["oxidine"])
    ),
    "trial": tried,
    "guidelines": guided,
    "monitor": lambda: monitor_document(base("facets"), ["raised", "talk"]),
    "predictors": lambda: predictors_document(base("facets"), ["raised"]),
    "rank": lambda: ranked(["onset", "nausea"], None),
    "rank-weights": lambda: ranked(["onset", "nausea"], [Fraction(3), Fraction(1)]),
    "search": lambda: search_document(base("facets"), search(base("facets"), ["placebo"])),
}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_view_is_as_recorded(request: pytest.FixtureRequest, name: str) -> None:
    shown = text(VIEWS[name](), 80)
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(shown.encode())
    assert path.exists(), "run `make golden` and read what it wrote"
    assert shown == path.read_bytes().decode()


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_the_words_are_the_same_at_every_width(name: str) -> None:
    document = VIEWS[name]()
    spoken = [words(text(document, width)) for width in (60, 80, 120, 200)]
    assert all(each == spoken[0] for each in spoken)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_format_holds_the_answer(name: str) -> None:
    document = VIEWS[name]()
    answer = json.loads(as_json(document, "version"))
    assert answer["kind"] == document.kind
    assert answer["data"]
    lines = as_csv(document).splitlines()
    assert lines[0] == ",".join(document.header)
    assert len(lines) > 1
    for output in (markdown(document), page(document)):
        assert "not advice for one patient" in output
        assert not any(word in output for word in ("Decimal(", "Fraction(", "Truth.", "<kb."))
