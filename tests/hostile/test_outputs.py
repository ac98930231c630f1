"""Nothing in a text of the data is obeyed by what shows it, in any view and any format.

The oracle is structure: a document with hostile words must have the same tags, tokens, columns and
keys as one with harmless words in their place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.console import Console

from kb.ask.base import KnowledgeBase
from kb.cli.answers import (
    combine_answer,
    compare_answer,
    effects_answer,
    find_answer,
    list_answer,
    search_answer,
    sources_answer,
    switch_answer,
    timeline_answer,
    why_answer,
)
from kb.cli.output import Format, rendered
from kb.invisible import is_invisible
from kb.render.gate import safe_link, visible
from kb.render.markdown import escape
from kb.render.terminal import styled
from kb.view.compare import compare_document
from kb.view.document import Document
from tests.hostile.splice import EVIL, hostile_base
from tests.hostile.structure import (
    MARKDOWN,
    csv_structure,
    difference,
    html_structure,
    json_structure,
    markdown_structure,
)

HARMLESS = "Zq"


FIELDS = "identity,onset,dosing,mechanism,efficacy,adverse.nausea,warnings"
"""Fields with values of every type."""
SWITCH, COMBINED = ("alphine", "talking-cure"), ["alphine", "gammas"]
"""What relations speak of."""


def documents(base: KnowledgeBase) -> dict[str, Document]:
    return {
        "compare": compare_answer(base, ["alphine", "alphines"], FIELDS),
        "why": why_answer(base, "alphines", "onset.full-trial"),
        "list": list_answer(base),
        "source": sources_answer(base, "trial2020"),
        "switch": switch_answer(base, *SWITCH),
        "combine": combine_answer(base, COMBINED),
        "effects": effects_answer(base, ["alphine", "alphines"]),
        "timeline": timeline_answer(base, ["alphine", "alphines"]),
        "find": find_answer(base, where=["onset.response <= 2 weeks"], others=True, reasons=True),
        "search": search_answer(base, ["weeks"], everything=True),
    }


def no_structure(_: str) -> None:
    return None


STRUCTURE: dict[Format, Callable[[str], Any]] = {
    Format.TABLE: no_structure,
    Format.HTML: html_structure,
    Format.MARKDOWN: markdown_structure,
    Format.CSV: csv_structure,
    Format.JSON: json_structure,
}


@pytest.fixture(scope="module")
def harmless(invented: KnowledgeBase) -> dict[tuple[str, Format], Any]:
    return {
        (name, fmt): structure(rendered(document, fmt, 80))
        for name, document in documents(hostile_base(invented, HARMLESS)).items()
        for fmt, structure in STRUCTURE.items()
    }


@pytest.mark.parametrize("evil", EVIL, ids=lambda evil: evil.encode("unicode_escape").decode())
def test_no_format_obeys_the_data(
    invented: KnowledgeBase, harmless: dict[tuple[str, Format], Any], evil: str
) -> None:
    for name, document in documents(hostile_base(invented, evil)).items():
        for fmt, structure in STRUCTURE.items():
            text = rendered(document, fmt, 80)
            passed = {c for c in text if is_invisible(c)} - {
                "\n",
                "\r" if fmt is Format.CSV else "\n",
            }
            assert passed == set(), (name, fmt)
            assert difference(structure(text), harmless[name, fmt]) == "", (name, fmt)


@pytest.mark.parametrize("evil", EVIL[:50], ids=lambda evil: evil.encode("unicode_escape").decode())
def test_a_coloured_terminal_gets_only_our_own_sequences(
    invented: KnowledgeBase, evil: str
) -> None:
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=True, color_system="standard", width=80, soft_wrap=True
    )
    for line in styled(
        compare_document(hostile_base(invented, evil).compare(["alphine"])), console
    ):
        console.print(line)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert {c for c in shown if is_invisible(c)} <= {"\n"}
    assert "\x1b[31m" not in stream.getvalue()


@pytest.mark.parametrize("evil", EVIL, ids=lambda evil: evil.encode("unicode_escape").decode())
def test_charts_stay_charts(invented: KnowledgeBase, evil: str) -> None:
    from kb.view.timeline import timeline_document

    def shown(words: str) -> str:
        base = hostile_base(invented, words)
        return rendered(
            timeline_document(base.compare(["alphine", "alphines"], ["onset"])), Format.SVG, 80
        )

    text = shown(evil)
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
    assert names == {
        e.tag.rpartition("}")[2] for e in ElementTree.fromstring(shown(HARMLESS)).iter()
    }
    assert {c for c in text if is_invisible(c)} <= {"\n"}


def test_the_gate_shows_what_it_stops() -> None:
    assert visible("a\x1bb\u202ec\nd") == "a<U+001B>b<U+202E>c<U+000A>d"
    assert visible("a\nb\x00", lines=True) == "a\nb<U+0000>"
    assert visible("\ufffe\U0001ffff\u3164\ud800") == "<U+FFFE><U+1FFFF><U+3164><U+D800>"
    assert visible("plain – text é \u00a0 日本") == "plain – text é \u00a0 日本"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://doi.org/10.1/(x)<1::a>2", "https://doi.org/10.1/(x)%3C1::a%3E2"),
        ("https://example.org/\u202e\"'", "https://example.org/%E2%80%AE%22%27"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
        ("", ""),
    ],
)
def test_links_are_of_the_web_and_plain(given: str, expected: str) -> None:
    assert safe_link(given) == expected


def test_markdown_shows_the_words_themselves() -> None:
    for evil in EVIL:
        for before in ("", "x"):
            shown = before + visible(evil) + "x"
            tokens = MARKDOWN.parse(escape(shown).strip())
            (paragraph,) = [token for token in tokens if token.type == "inline"]
            assert "".join(c.content for c in paragraph.children or ()) == shown.strip()
            assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
