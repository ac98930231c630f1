"""Full-text search on the invented base."""

from __future__ import annotations

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.search import search
from kb.problems import UsageFault
from kb.render.terminal import text
from kb.view.search import search_document


def found(base: KnowledgeBase, *asked: str) -> list[str]:
    return [f"{hit.record.id} {hit.ground.path}" for hit in search(base, asked).statements]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("class-wide WARNING",), ["alphines warnings.boxed"]),
        (("needed 12",), ["alphines onset.full-trial"]),
        (("given once",), ["alphine onset.full-trial"]),  # the reason of a gap
        (("transporter", "alpha"), ["alphines mechanism.targets"]),
        (("alpha", "nowhere"), []),
        (("ransporter",), []),  # words are found from their start
    ],
)
def test_every_phrase_must_stand_in_one_statement(
    invented: KnowledgeBase, asked: tuple[str, ...], expected: list[str]
) -> None:
    assert found(invented, *asked) == expected


def test_names_and_sources_are_found(invented: KnowledgeBase) -> None:
    hits = search(invented, ["Alfo"])
    assert [record.id for record in hits.named] == ["alphine"]
    assert [source.id for source in search(invented, ["trial of alphine"]).sources] == ["trial2020"]


def test_a_slip_is_answered_with_near_words(invented: KnowledgeBase) -> None:
    hits = search(invented, ["transportr"])
    assert hits.near == ("transporter",)
    shown = text(search_document(invented, hits), 80)
    assert shown.startswith("0 statements and 0 sources hold “transportr”\n\nDid you mean tran")


def test_nothing_asked_is_refused(invented: KnowledgeBase) -> None:
    with pytest.raises(UsageFault):
        search(invented, ["..."])
