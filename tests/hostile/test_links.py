"""Every renderer of a publication makes of a hostile address what `safe_link` makes of it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from kb.render.gate import safe_link
from kb.render.pub_docx import docx
from kb.render.pub_html import fragment
from kb.render.pub_markdown import markdown
from kb.render.pub_text import text
from kb.view.publication import Entry, Para, Publication, Run, Tone

REFUSED = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://a.example/", "\thttps://a.example/",
    "\u200bhttps://a.example/", "data:text/html,<script>x</script>", "file:///etc/passwd",
    "//a.example/", "mailto:x@a.example", "ms-word:ofe|u|https://a.example/", "https:a.example",
    "vbscript:https://a.example/",
)  # fmt: skip
CLEANED = {
    'https://a.example/"onclick="x': "https://a.example/%22onclick=%22x",
    "https://a.example/'><script>": "https://a.example/%27%3E%3Cscript%3E",
    "https://a.example/)[x](javascript:y)": "https://a.example/)[x](javascript:y)",
    "https://a.example/> <javascript:y>": "https://a.example/%3E%20%3Cjavascript:y%3E",
    "https://a.example/\r\nSet-Cookie: x": "https://a.example/%0D%0ASet-Cookie:%20x",
    "https://a.example/\u202e\u200b": "https://a.example/%E2%80%AE%E2%80%8B",
    "https://a.example/|x\\": "https://a.example/%7Cx%5C",
    "https://а.example/": "https://%D0%B0.example/",
}  # fmt: skip
TONES = (Tone.PLAIN, Tone.STRONG, Tone.EMPHASIS)


def publication(link: str, tone: Tone) -> Publication:
    """A paragraph and a reference that link to an address, and no other link."""
    line = (Run("before "), Run("words", tone, link=link), Run(" after"))
    return Publication("summary", "T", (Run("s"),), "en-US", (Para(line),), (),
                       (Entry("a", 1, line),))  # fmt: skip


def of_html(found: Publication) -> set[str]:
    return {html.unescape(a) for a in re.findall(r'<a href="([^"]*)"', fragment(found))}


def of_markdown(found: Publication) -> set[str]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown(found))
    # The parser writes square brackets as codes, which is the same address.
    return {
        str(child.attrs["href"]).replace("%5B", "[").replace("%5D", "]")
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    }


def of_docx(found: Publication) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(docx(found))) as archive:
        root = ElementTree.fromstring(archive.read("word/_rels/document.xml.rels"))
    return {e.attrib["Target"] for e in root if e.attrib.get("TargetMode") == "External"}


WAYS = {"html": of_html, "markdown": of_markdown, "docx": of_docx}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("link", REFUSED)
def test_what_is_no_address_of_the_web_is_words_alone(way: str, tone: Tone, link: str) -> None:
    assert safe_link(link) == ""
    assert WAYS[way](publication(link, tone)) == set()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("link", CLEANED)
def test_an_address_is_the_same_and_plain_in_every_format(way: str, tone: Tone, link: str) -> None:
    assert safe_link(link) == CLEANED[link]
    assert WAYS[way](publication(link, tone)) == {CLEANED[link]}


def test_text_has_the_words_and_no_address() -> None:
    for link in (*REFUSED, *CLEANED):
        assert "before words after" in text(publication(link, Tone.PLAIN))
        assert "example" not in text(publication(link, Tone.PLAIN))
