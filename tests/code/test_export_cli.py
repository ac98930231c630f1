"""The commands for writers, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.ask.base import KnowledgeBase
from kb.cli.main import main
from kb.load.base import load
from kb.publish.arranging import arranged
from kb.publish.choices import Locale
from kb.render.compare_page import compare_page
from kb.render.extras import NotInstalled, needed

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _invented(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kb.load.version.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setattr("kb.load.base.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))


def kb(*arguments: str) -> int:
    return main(["export", *arguments])


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.md", b"# Gamazine"), ("a.html", b"<!doctype html>"), ("a.txt", b"GAMAZINE"),
     ("a.docx", b"PK"), ("a.pdf", b"%PDF"), ("a.json", b"{")],
)  # fmt: skip
def test_the_suffix_picks_the_format(tmp_path: Path, name: str, start: bytes) -> None:
    path = tmp_path / name
    assert kb("summary", "gamazine", "-o", str(path)) == 0
    first = path.read_bytes()
    assert first.startswith(start)
    assert kb("summary", "gamazine", "-o", str(path)) == 0
    assert path.read_bytes() == first


USAGE = [
    (["summary", "gamazine", "-o", "x.odt"], '"x.odt" has no known suffix'),
    (["comparison", "gamazine"], "Name at least two treatments"),
    (["summary", "gamazine", "--fragment"], "--fragment belongs to HTML"),
    (["summary", "gamazine", "--template", "nowhere"], "is not there. Templates are named"),
    (["data", "-o", "x.odt"], '"x.odt" has no known suffix'),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE)
def test_a_wrong_call_says_what_to_do(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kb(*arguments) == 2
    out, err = capsys.readouterr()
    assert (out, words in err) == ("", True), err
    assert list(tmp_path.glob("x.*")) == []


def test_an_unknown_name_shows_candidates_and_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert kb("summary", "gamazin") == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "gamazine" in err


def test_a_missing_extra_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> Any:
        raise ImportError(f"No module named {name!r}")

    monkeypatch.setattr("kb.render.extras.import_module", absent)
    for suffix, extra in (("docx", "docx"), ("pdf", "pdf")):
        assert kb("summary", "gamazine", "-o", str(tmp_path / f"a.{suffix}")) == 2
        assert f"pip install 'treatment-kb[{extra}]'" in capsys.readouterr().err
    assert kb("data", "-o", str(tmp_path / "a.xlsx")) == 2
    assert "treatment-kb[xlsx]" in capsys.readouterr().err
    assert kb("pictures", "gamazine", "-o", str(tmp_path / "p"), "-f", "png") == 2
    assert "treatment-kb[png]" in capsys.readouterr().err
    with pytest.raises(NotInstalled):
        needed("nothing", "x", "A thing")


def test_pictures_are_written_one_by_one(tmp_path: Path) -> None:
    assert kb("pictures", "dripamine", "gamazine", "-o", str(tmp_path / "p")) == 0
    found = sorted(p.name for p in (tmp_path / "p").iterdir())
    assert found == [
        "icons-dripamine-iv.svg",
        "icons-gamazine.svg",
        "onset-by-duration.svg",
        "timeline.svg",
    ]
    icons = (tmp_path / "p" / "icons-gamazine.svg").read_text()
    assert "<title" in icons
    assert "<desc" in icons
    assert icons.count('fill="#0072B2"') == 52 + 37
    assert icons.count('fill="#D55E00"') == 26 + 12
    assert kb("pictures", "gamazine", "-o", str(tmp_path / "q"), "-f", "png") == 0
    assert (tmp_path / "q" / "icons-gamazine.png").read_bytes().startswith(b"\x89PNG")


def test_data_and_page_and_cite_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix in ("csv", "json", "xlsx", "sqlite", "jsonld"):
        assert kb("data", "gamazine", "-o", str(tmp_path / f"d.{suffix}")) == 0
    page = json.loads((tmp_path / "d.jsonld").read_text())
    assert page["@context"] == "https://schema.org"
    assert kb("page", "-o", str(tmp_path / "p.html"), "--pick", "gamazine") == 0
    assert 'value="gamazine" data-words' in (tmp_path / "p.html").read_text()
    capsys.readouterr()
    assert main(["cite", "gama2020", "dripamine", "--style", "apa"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" (")[0] for line in lines] == [
        "Example, A., Sample, B. C., & Muster, D.",
        "Example, A., et al.",
        "Example Agency.",
        "van der Muster, E. F., & Example, G.",
    ]
    assert main(["cite", "nothing"]) == 3


def test_a_template_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "summary.md.j2").write_text("{{ title }}: {{ nothing }}")
    assert kb("summary", "gamazine", "--template", str(tmp_path)) == 4
    err = capsys.readouterr().err
    assert "summary.md.j2:1:1  E501" in err
    (tmp_path / "summary.md.j2").write_text("{{ title }}\n")
    assert kb("summary", "gamazine", "--template", str(tmp_path)) == 0
    assert capsys.readouterr().out == "Gamazine for depression\n"


def test_hostile_names_change_no_structure_of_the_page() -> None:
    base = load(folder=HERE / "invented_articles")
    record = base["gamazine"].model_copy(
        update={"name": '"><script>alert(1)</script>', "aliases": ('" onload="x',)}
    )
    hostile = KnowledgeBase({"gamazine": record}, base.sources, base.today)
    page = compare_page(arranged(hostile, [], [], Locale.US, "v"))
    assert page.count("<script>") == 1
    assert '" onload="' not in page
