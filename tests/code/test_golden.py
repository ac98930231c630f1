"""Golden views of the invented base, per format and width; `make golden` rewrites them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ask.audit import audit
from kb.ask.base import KnowledgeBase
from kb.cli.output import Format, rendered
from kb.render.data import as_json
from kb.view.compare import compare_document
from kb.view.document import Document
from kb.view.lists import audit_document, list_document, sources_document
from kb.view.why import why_document

GOLDEN = Path(__file__).parents[1] / "golden"
SUFFIX = {Format.TABLE: "txt", Format.MARKDOWN: "md", Format.CSV: "csv", Format.HTML: "html"}


def documents(base: KnowledgeBase) -> dict[str, Document]:
    three = base.compare(["Alfo", "betazine", "alphines"])
    return {
        "compare": compare_document(three),
        "differences": compare_document(three, differences=True),
        "show": compare_document(base.compare(["alphine"])),
        "why": why_document(base, base["alphine"], ["onset.response"]),
        "why-class": why_document(base, base["alphines"], ["onset.full-trial"]),
        "list": list_document(base, list(base)),
        "source": sources_document(base, base.source("trial2020")),
        "sources": sources_document(base),
        "audit": audit_document(audit(base)),
    }


CASES = [
    (name, fmt, width)
    for name in ("compare", "differences", "show", "why", "why-class", "list", "source", "sources", "audit")
    for fmt, width in [(f, 80) for f in SUFFIX] + [(Format.TABLE, 200)]
]  # fmt: skip


@pytest.mark.parametrize(("name", "fmt", "width"), CASES)
def test_view_is_as_recorded(
    request: pytest.FixtureRequest, invented: KnowledgeBase, name: str, fmt: Format, width: int
) -> None:
    shown = rendered(documents(invented)[name], fmt, width)
    _compare(request, GOLDEN / f"{name}-{width}.{SUFFIX[fmt]}", shown)


@pytest.mark.parametrize("name", ["compare", "why", "list"])
def test_json_is_as_recorded(
    request: pytest.FixtureRequest, invented: KnowledgeBase, name: str
) -> None:
    _compare(request, GOLDEN / f"{name}.json", as_json(documents(invented)[name], "version"))


def _compare(request: pytest.FixtureRequest, path: Path, shown: str) -> None:
    if request.config.getoption("--golden"):
        path.write_bytes(shown.encode())
    assert path.exists(), "run `make golden` and read what it wrote"
    assert shown == path.read_bytes().decode()


def test_glossary_page_is_generated(request: pytest.FixtureRequest) -> None:
    from kb.view.lists import glossary_document

    shown = rendered(glossary_document(), Format.MARKDOWN, 80)
    _compare(request, Path(__file__).parents[2] / "docs" / "glossary.md", shown)


def test_keywords_page_is_generated(request: pytest.FixtureRequest) -> None:
    from kb.view.keywords import keywords_document

    shown = rendered(keywords_document(), Format.MARKDOWN, 80)
    _compare(request, Path(__file__).parents[2] / "docs" / "keywords.md", shown)
