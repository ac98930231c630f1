"""Every export carries a stamp, and `kb stale` reads it from every one, also after rough handling."""

from __future__ import annotations

import datetime
import html
import re
import sqlite3
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.article.words import words_of
from kb.cli.main import main
from kb.load.base import load
from kb.problems import UsageFault
from kb.publish.compose import Wish, publish
from kb.publish.data_stamp import full_stamp, short_stamp
from kb.publish.stamp import NoStamp, find_stamps
from kb.render.png import note_of, with_note
from tests.code.as_shipped import as_shipped

HERE = Path(__file__).parent
COMMANDS = {
    "md": ["comparison", "dripamine", "gamazine"],
    "html": ["comparison", "dripamine", "gamazine"],
    "txt": ["summary", "gamazine", "--audience", "patient"],
    "docx": ["comparison", "dripamine", "gamazine"],
    "pdf": ["summary", "gamazine"],
    "summary.json": ["summary", "gamazine"],
    "csv": ["data"],
    "data.json": ["data", "gamazine"],
    "xlsx": ["data"],
    "sqlite": ["data"],
    "jsonld": ["data"],
    "page.html": ["page"],
}


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return as_shipped(monkeypatch, tmp_path)


def change(folder: Path) -> None:
    path = folder / "treatments.yaml"
    old = path.read_text()
    new = old.replace("52% v 37% placebo at 8 weeks", "51% v 37% placebo at 8 weeks")
    assert new != old
    path.write_text(new)


@pytest.mark.parametrize("suffix", COMMANDS)
def test_a_changed_fact_is_found_from_every_export(
    folder: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"x.{suffix}"
    assert main(["export", *COMMANDS[suffix], "-o", str(path)]) == 0
    assert main(["stale", str(path)]) == 0
    assert "Every fact is what it was." in capsys.readouterr().out
    change(folder)
    assert main(["stale", str(path), "-f", "csv"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "treatment,field,changed,now,read"
    assert len(rows) == 2
    assert rows[1].startswith("gamazine,Response and remission: response,fact,")
    assert "51% v 37%" in rows[1]


@pytest.mark.parametrize("fmt", ["svg", "png"])
def test_a_picture_carries_the_stamp_of_its_export(
    folder: Path, tmp_path: Path, fmt: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "pictures", "gamazine", "-o", str(tmp_path), "-f", fmt]) == 0
    change(folder)
    assert main(["stale", str(tmp_path / f"icons-gamazine.{fmt}")]) == 1
    assert "51% v 37%" in capsys.readouterr().out


def stamps() -> dict[str, str]:
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    version = "2026-11-21 0123456789ab"
    records = list(base)
    return {
        "text": publish(base, ["dripamine", "gamazine"], Wish(), version).stamp,
        "page": short_stamp(base, records, version),
        "data": full_stamp(base, records, version),
    }


STAMPS = stamps()
HANDLED: dict[str, Callable[[str], str]] = {
    "as it was": str,
    "wrapped": lambda s: "\n".join(textwrap.wrap(s, 40, break_on_hyphens=True)),
    "wrapped within words": lambda s: "\r\n".join(s[at : at + 33] for at in range(0, len(s), 33)),
    "no-break spaces": lambda s: s.replace(" ", "\u00a0"),
    "thin and doubled spaces": lambda s: s.replace(" ", " \u2009"),
    "in smart quotes": lambda s: f"“{s}”",
    "smart dashes": lambda s: s.replace("--", "–").replace("-", "\u2011"),
    "bullets": lambda s: s.replace("·", "•"),
    "capitals": str.upper,
    "escaped": lambda s: "<p>" + html.escape(s).replace("·", "&middot;") + "</p>",
    "soft hyphens": lambda s: s.replace("facts", "fa\u00adcts"),
    "zero-width signs": lambda s: "\u200b".join(s),
    "ligatures": lambda s: s.replace("ff", "\ufb00").replace("fi", "\ufb01"),
    "quoted mail": lambda s: "\n".join(f"> > {line}" for line in textwrap.wrap(s, 60)),
    "markdown escapes": lambda s: re.sub(r"([-+.])", r"\\\1", s),
    "twice": lambda s: f"{s}\n\nand again\n\n{s}",
}  # fmt: skip


@pytest.mark.parametrize("kind", STAMPS)
@pytest.mark.parametrize("handling", HANDLED)
def test_a_stamp_survives(kind: str, handling: str) -> None:
    (before,) = find_stamps(STAMPS[kind])
    text = HANDLED[handling](f"Some text. {STAMPS[kind]} More text.")
    (after,) = find_stamps(words_of(text.encode(), "x.md"))
    assert after == before
    assert len(after.codes) >= 3


def test_hyphens_stood_for_no_fact_once() -> None:
    old = STAMPS["text"].replace("00", "--")
    assert find_stamps(old)[0].codes == find_stamps(STAMPS["text"])[0].codes
    dashed = find_stamps(old.replace("--", "—"))[0]
    assert dashed.codes == find_stamps(STAMPS["text"])[0].codes


def test_a_stamp_cut_short_is_said_to_be_so() -> None:
    with pytest.raises(NoStamp, match="cut off or altered"):
        find_stamps(STAMPS["text"][:-3])


def test_a_whole_record_is_named_where_the_stamp_has_no_fields(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stamp = STAMPS["page"]
    assert len(stamp) < 400
    change(folder)
    assert main(["stale", stamp]) == 1
    out = capsys.readouterr().out
    assert re.search(r"gamazine\s+anything it shows\s+fact\s+see kb show", out)
    assert "gamazines " not in out


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_rows_keep_their_codes_in_another_dialect(
    folder: Path, tmp_path: Path, delimiter: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a spreadsheet saves them or a clipboard holds them, columns in another order."""
    import csv

    path = tmp_path / "x.csv"
    assert main(["export", "data", "gamazine", "-o", str(path)]) == 0
    rows = list(csv.DictReader(path.read_text().splitlines()))
    change(folder)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(["Fact", "text", "Treatment", "Field"])
        writer.writerows([r["fact"], r["text"], r["treatment"], r["field"]] for r in rows)
    assert main(["stale", str(path)]) == 1
    assert "51% v 37%" in capsys.readouterr().out


def test_rows_of_a_record_that_is_gone(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("treatment,field,fact\nnobody,onset.response,f-abcdef\n")
    assert main(["stale", str(path)]) == 1


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7\nnothing", "cannot be read as a PDF"),
        (b"SQLite format 3\0" + b"x" * 200, "cannot be read as an export"),
        (b"PK\3\4 broken", "is no Word file, no OpenDocument and no workbook"),
    ],
)
def test_damaged_files_are_refused(raw: bytes, words: str) -> None:
    with pytest.raises(UsageFault, match=words):
        words_of(raw, "x")


def test_a_database_cannot_keep_the_reader_busy(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    base = sqlite3.connect(path)
    base.execute(
        "create view about as with recursive t(n) as (select 1 union all select n + 1 from t) "
        "select 'stamp' as key, n as value from t where n < 0"
    )
    base.commit()
    base.close()
    with pytest.raises(UsageFault, match="interrupted"):
        words_of(path.read_bytes(), "x.sqlite")


def test_a_note_in_a_picture_is_read_back_and_its_absence_too() -> None:
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 17
    end = b"\0\0\0\0IEND\xaeB`\x82"
    assert note_of(with_note(head + end, "kb1 · x")) == "kb1 · x"
    assert note_of(head + end) == ""
    assert note_of(b"\x89PNG\r\n\x1a\n\0\0") == ""
