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


def relations(base: KnowledgeBase, *asked: str) -> list[str]:
    return [" ".join(hit.command) for hit in search(base, asked).relations]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("invented danger",), ["switch alphines talking-cure"]),
        (("invented loss",), ["combine alphine gammas"]),
        # The end that was asked about is the one in the command, by any of its names.
        (("talking cure", "recommended"), ["combine alphine talking-cure"]),
        (("gammapam",), ["combine alphine gammas"]),
        (("comparison",), ["effects alphine talking-cure --outcome response"]),
        (("switch", "direct"), ["switch talking-cure alphine"]),
        (("gammapam", "washout"), []),
    ],
)
def test_relations_are_found_with_the_command_that_shows_them(
    invented: KnowledgeBase, asked: tuple[str, ...], expected: list[str]
) -> None:
    assert relations(invented, *asked) == expected


def test_only_the_entries_that_hold_the_words_are_shown(invented: KnowledgeBase) -> None:
    document = search_document(invented, search(invented, ["invented gain"]))
    shown = " ".join(text(document, 80).replace("\u00a0", " ").split())
    assert shown.startswith("0 statements, 1 rule and 0 sources hold “invented gain”")
    assert (
        "Switching, combinations, comparisons (1) - alphine with gammas: recommended: invented "
        "gain (UK) [1] see kb combine alphine gammas"
    ) in shown
    assert [row[:2] for row in document.rows] == [("alphine-with-gamma", "combination")]


def test_rules_and_comparisons_are_counted_apart(invented: KnowledgeBase) -> None:
    title = search_document(invented, search(invented, ["talking cure"])).title
    assert title.replace("\u00a0", " ") == (
        "0 statements, 3 rules, 1 comparison and 0 sources hold “talking cure”"
    )
