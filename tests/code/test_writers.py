"""What writers do to articles, exports and drafts, and what the program makes of it."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kb.article.checking import check_draft
from kb.article.marks import comments, parse_article, skipped_ranges
from kb.article.sync import synced
from kb.article.words import words_of
from kb.ask.base import KnowledgeBase
from kb.cli.main import main
from kb.load.base import load
from kb.publish.compose import Wish, publish
from kb.publish.stamp import find_stamps
from kb.render.pub_docx import docx

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 24)
OFFICE = shutil.which("libreoffice")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=HERE / "invented_articles", today=TODAY)


@pytest.fixture(autouse=True)
def _invented(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kb.load.version.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setattr("kb.load.base.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))


def run(base: KnowledgeBase, text: str, name: str = "a.md"):  # type: ignore[no-untyped-def]
    return synced(base, text, name, "2026-11-21 0123456789ab", html=name.endswith("html"))


PLACES = """# Places of markers

| drug | most |
|---|---|
| gamazine | <!-- kb:value gamazine.dosing.max show=value --><!-- /kb --> |

From <!-- kb:value gamazine.dosing.start show=value --><!-- /kb --> to <!-- kb:value gamazine.dosing.max show=value --><!-- /kb -->.

> Quoted <!-- kb:value gamazine.dosing.max show=value --><!-- /kb -->
>
> <!-- kb:compare dripamine gamazine fields=onset.response -->
> <!-- /kb -->

- one
  - two
    - three
      <!-- kb:caveats dripamine -->
      <!-- /kb -->

<!-- a note: <!-- kb:value gamazine.dosing.max --> is written so -->

<!--
<!-- kb:value nobody.dosing.max -->
-->
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_markers_stand_in_tables_quotes_lists_and_beside_each_other(
    base: KnowledgeBase, newline: str
) -> None:
    text = PLACES.replace("\n", newline)
    filled = run(base, text).text
    assert filled.count("<!-- /kb -->") == text.count("<!-- /kb -->")
    assert filled.count(newline) == filled.count("\n")
    lines = filled.replace("\u00a0", " ").split(newline)
    assert lines[4].startswith("| gamazine | <!-- kb:value gamazine.dosing.max show=value sum=")
    assert "-->20 mg a day<sup>1</sup><!-- /kb --> |" in lines[4]
    assert lines[6].count("<!-- /kb -->") == 2
    assert "2.5 mg a day<sup>1</sup><!-- /kb --> to <!-- kb:value" in lines[6]
    quoted = [line for line in lines if line.startswith("> ")]
    assert any(line.startswith("> | **Onset: response** | 1–3 days") for line in quoted)
    assert any(line.startswith("      > - In the US, intravenous dripamine") for line in lines)
    assert filled.endswith(PLACES.partition("\n<!-- a note")[2].replace("\n", newline))
    again = run(base, filled)
    assert (again.text, again.changes, again.edits) == (filled, (), ())


def test_a_comment_that_nobody_closed_hides_nothing() -> None:
    text = "<!-- oh\n\n<!-- kb:value gamazine.dosing.max --><!-- /kb -->\n"
    # It ends with the marker's own sign, as in a browser; the end marker is then alone.
    (problem,) = parse_article(text, "a.md", html=False).problems
    assert (problem.code, problem.place.line) == ("E602", 3)
    assert list(comments("a <!-- oh\n", [])) == []


def test_a_comment_in_code_is_code() -> None:
    text = "`<!--` and <!-- kb:value gamazine.dosing.max --><!-- /kb --> and `-->`\n"
    article = parse_article(text, "a.md", html=False)
    assert [block.kind for block in article.blocks] == ["value"]
    assert list(comments(text, list(skipped_ranges(text)))) == []


def test_a_marker_within_another_says_where_the_first_begins() -> None:
    text = "\n<!-- kb:value a.b -->\n\n<!-- kb:value c.d --><!-- /kb -->\n"
    (problem,) = parse_article(text, "a.md", html=False).problems
    assert (problem.place.line, problem.message) == (
        4, "a marker inside another one, which begins in line 2",
    )  # fmt: skip


def test_a_folder_is_synced_with_all_that_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    marker = "<!-- kb:value gamazine.dosing.max --><!-- /kb -->\n"
    for name in ("a.md", "deep/b.html", ".hidden/c.md", "d.txt"):
        (folder / name).write_text(marker)
    (folder / "plain.md").write_text("No marker.\n")
    assert main(["sync", "--check", str(folder)]) == 1
    shown = capsys.readouterr()
    assert f"{folder}: 2 of 3 articles with markers." in shown.err
    assert (shown.out + shown.err).count("E612") == 2
    assert main(["sync", str(folder)]) == 0
    assert main(["sync", "--check", str(folder)]) == 0
    assert (folder / ".hidden/c.md").read_text() == marker == (folder / "d.txt").read_text()
    assert "20\u00a0mg" in (folder / "a.md").read_text()


def test_faults_of_all_articles_are_named_and_none_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = "<!-- kb:value gamazine.dosing.max --><!-- /kb -->\n"
    (tmp_path / "a.md").write_text("<!-- kb:nothing --><!-- /kb -->\n")
    (tmp_path / "b.md").write_text(good)
    (tmp_path / "c.md").write_text("<!-- /kb -->\n")
    assert main(["sync", str(tmp_path)]) == 4
    shown = capsys.readouterr()
    assert f"{tmp_path}/a.md:1:1" in shown.err + shown.out
    assert f"{tmp_path}/c.md:1:1" in shown.err + shown.out
    assert (tmp_path / "b.md").read_text() == good


def test_a_folder_without_articles_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sync", str(tmp_path)]) == 2
    assert "holds no article (.md, .markdown, .html, .htm, .xhtml)." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["sync", "check"])
@pytest.mark.parametrize("raw", [b"PK\3\4\0\0", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1", b"{\\rtf1"])
def test_files_of_word_processors_are_refused_in_a_sentence(
    tmp_path: Path, command: str, raw: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(raw)
    assert main([command, str(path)]) == 2
    assert capsys.readouterr().err == (
        f"{path} is no Markdown, HTML or plain text. Save it as one of these; `kb stale` reads "
        "Word files and PDF too.\n"
    )


DRAFT = "Gamazine is a tablet.\n\nIt is used in adults.\n\nUp to 30{} mg a day of gamazine.\n"


@pytest.mark.parametrize("blank", ["", "\u00a0", "&nbsp;", "&#160;", "&#xA0;", "&thinsp;"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_dose_is_seen_whatever_stands_before_its_unit(
    base: KnowledgeBase, blank: str, newline: str
) -> None:
    text = DRAFT.format(blank).replace("\n", newline)
    if blank:
        text = text.replace(f"{blank} mg", f"{blank}mg")
    found = check_draft(base, text, "a.md", html=False, given=(), highest=99)
    assert [(p.place.line, p.place.column) for p in found if p.code == "E701"] == [(5, 7)]


def test_line_ends_of_windows_part_paragraphs_too(base: KnowledgeBase) -> None:
    def codes(text: str) -> list[tuple[str, int, int]]:
        found = check_draft(base, text, "a.md", html=False, given=(), highest=3)
        return [(p.code, p.place.line, p.place.column) for p in found]

    text = "---\ntitle: x\n---\n" + DRAFT.format("")
    assert codes(text.replace("\n", "\r\n")) == codes(text)
    assert codes(text)


def stamped(base: KnowledgeBase) -> tuple[bytes, str]:
    found = publish(base, ["dripamine", "gamazine"], Wish(), "2026-11-21 0123456789ab")
    return docx(found), found.stamp


def test_a_stamp_is_read_from_an_open_document(base: KnowledgeBase) -> None:
    _, stamp = stamped(base)
    head, _, tail = stamp.partition(" · among")
    space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<?xml version="1.0"?><d xmlns:text="{space}"><text:p>Words.</text:p>'
        f"<text:p>{head}<text:s/><text:span> · among{tail}</text:span></text:p></d>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", content)
    assert find_stamps(words_of(stream.getvalue(), "x.odt")) == find_stamps(stamp)


@pytest.mark.skipif(OFFICE is None, reason="libreoffice is not installed")
@pytest.mark.parametrize("steps", [["odt"], ["odt", "docx"], ["html"], ["txt:Text"]])
def test_a_stamp_survives_a_word_processor(
    base: KnowledgeBase, tmp_path: Path, steps: list[str]
) -> None:
    raw, stamp = stamped(base)
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    assert OFFICE is not None
    for at, step in enumerate(steps):
        out = tmp_path / str(at)
        subprocess.run(
            [OFFICE, f"-env:UserInstallation=file://{tmp_path}/home", "--headless",
             "--convert-to", step, "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        path = out / f"a.{step.partition(':')[0]}"
    assert find_stamps(words_of(path.read_bytes(), str(path))) == find_stamps(stamp)
