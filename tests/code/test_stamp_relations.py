"""Relations and computed estimates: stamps, rows and markers name the one that has changed."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import pytest

from kb.article.codes import fact_codes, packed, unpacked
from kb.article.stale import since_stamp, since_text
from kb.article.sync import synced
from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope, bearing
from kb.cli.main import main
from kb.load.base import load, read_all
from kb.publish.compose import Wish, publish
from kb.publish.facts import fact
from kb.publish.stamp import RELATION, find_stamps, stamp_line
from tests.code.as_shipped import as_shipped

TODAY = datetime.date(2026, 11, 24)
BOTH = ["dripamine", "gamazine"]
COMMANDS = {
    "md": ["comparison", *BOTH],
    "html": ["comparison", *BOTH, "--length", "full"],
    "docx": ["comparison", *BOTH],
    "pdf": ["comparison", *BOTH],
    "txt": ["comparison", *BOTH, "--style", "apa"],
    "publication.json": ["comparison", *BOTH],
    "page.html": ["page"],
    "csv": ["data"],
    "data.json": ["data", "gamazine"],
    "xlsx": ["data"],
    "sqlite": ["data"],
}
SAME = """- id: dripamine-v-gamazine
  of: dripamine-iv
  against: gamazine
  outcome: response
  result: {value: 44% v 30% gamazine at 4 weeks, cite: [drip2019 page 7], read: [2026-11-23]}
"""
NEW = """- id: ours
  of: gamazine
  with: dripamine-iv
  rule: {value: caution, reason: our own, cite: [drip-notice page 2], read: [2026-11-23]}
"""


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return as_shipped(monkeypatch, tmp_path)


def overlay(tmp_path: Path, name: str, text: str) -> Path:
    found = tmp_path / "mine"
    (found / "relations").mkdir(parents=True, exist_ok=True)
    (found / "relations" / f"{name}.yaml").write_text(text)
    return found


def changed_estimate(folder: Path) -> None:
    path = folder / "evidence" / "response.json"
    data = json.loads(path.read_text())
    at = next(
        n for n, pair in enumerate(zip(data["pairs"]["first"], data["pairs"]["second"], strict=True))
        if pair == (0, 1)
    )  # fmt: skip
    data["pairs"]["effect"][at] = -0.2
    path.write_text(json.dumps(data))


def rows(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:]


@pytest.mark.parametrize("suffix", COMMANDS)
def test_exactly_the_changed_relation_is_named_from_every_export(
    folder: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"x.{suffix}"
    assert main(["export", *COMMANDS[suffix], "-o", str(path)]) == 0
    assert main(["stale", str(path), "-f", "csv"]) == 0
    capsys.readouterr()
    mine = overlay(tmp_path, "comparisons", SAME)
    assert main(["stale", str(path), "--data", str(mine), "-f", "csv"]) == 1
    (row,) = rows(capsys)
    assert row[:3] == ["dripamine-v-gamazine", "head-to-head response", "fact"]
    assert row[3].endswith("; 44% v 30% with gamazine at 4 weeks")
    assert row[4] == "2026-11-23"


@pytest.mark.parametrize("suffix", [s for s in COMMANDS if s != "csv"])
def test_exactly_the_new_relation_is_named_from_every_export(
    folder: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"x.{suffix}"
    assert main(["export", *COMMANDS[suffix], "-o", str(path)]) == 0
    capsys.readouterr()
    mine = overlay(tmp_path, "combinations", NEW)
    assert main(["stale", str(path), "--data", str(mine), "-f", "csv"]) == 1
    assert rows(capsys) == [["ours", "use together", "new", "caution: our own", "2026-11-23"]]


@pytest.mark.parametrize("suffix", [s for s in COMMANDS if s not in ("csv", "page.html")])
def test_exactly_the_changed_estimate_is_named_from_what_shows_it(
    folder: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["data"] if COMMANDS[suffix][0] == "data" else COMMANDS[suffix]
    path = tmp_path / f"x.{suffix}"
    assert main(["export", *arguments, "-o", str(path)]) == 0
    capsys.readouterr()
    changed_estimate(folder)
    assert main(["stale", str(path), "-f", "csv"]) == 1
    assert rows(capsys) == [
        ["dripamine+gamazine", "computed response", "fact", "OR 0.82 (0.55 to 1.21)", ""]
    ]


def test_a_printed_page_names_what_stands_between_its_treatments_as_a_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.html"
    assert main(["export", "page", "-o", str(path)]) == 0
    printed = path.read_text().rpartition('<p class="stamp">')[2].partition("<")[0]
    capsys.readouterr()
    assert main(["stale", printed]) == 0
    mine = overlay(tmp_path, "comparisons", SAME)
    capsys.readouterr()
    assert main(["stale", printed, "--data", str(mine), "-f", "csv"]) == 1
    (row,) = rows(capsys)
    assert row == [
        "all", "anything between the treatments", "fact", "see kb combine, kb switch, kb effects", "",
    ]  # fmt: skip


@pytest.mark.parametrize("table", ["relations", "estimates"])
def test_rows_of_other_tables_keep_their_codes(
    folder: Path, tmp_path: Path, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As copied from a sheet of the workbook, which is the same as the table in JSON."""
    path = tmp_path / "x.json"
    assert main(["export", "data", "-o", str(path)]) == 0
    found = json.loads(path.read_text())[table]
    pasted = tmp_path / "pasted.csv"
    with pasted.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    capsys.readouterr()
    assert main(["stale", str(pasted)]) == 0
    changed_estimate(folder)
    mine = overlay(tmp_path, "comparisons", SAME)
    capsys.readouterr()
    assert main(["stale", str(pasted), "--data", str(mine), "-f", "csv"]) == 1
    name = {"relations": "dripamine-v-gamazine", "estimates": "dripamine+gamazine"}[table]
    assert [row[0] for row in rows(capsys)] == [name]


def test_an_old_stamp_is_still_read(folder: Path, tmp_path: Path) -> None:
    """One that was written before stamps held relations: what it names is compared, no more."""
    base = load(folder=folder, today=TODAY)
    own = {("gamazine", "onset.response"): fact(base, ("gamazine", "onset.response"))}
    prints = {key: found.print for key, found in own.items() if found}
    line = stamp_line(prints, "2026-11-21 0123456789ab", "2026-11-20")
    assert line.count(" · ") == 6
    (stamp,) = find_stamps(line)
    assert (stamp.scope, len(stamp.codes)) == ("", 1)
    after = load([overlay(tmp_path, "comparisons", SAME)], folder=folder, today=TODAY)
    assert (since_stamp(after, stamp, "x").moved, since_stamp(after, stamp, "x").note) == ((), "")


def test_a_relation_that_is_gone_is_said_to_be(folder: Path) -> None:
    base = load(folder=folder, today=TODAY)
    (stamp,) = find_stamps(publish(base, BOTH, Wish(), "2026-11-21 0123456789ab").stamp)
    (folder / "relations" / "switching.yaml").unlink()
    moved = since_stamp(load(folder=folder, today=TODAY), stamp, "x").moved
    assert [(m.record, m.what, m.now) for m in moved] == [
        ("gamazine-to-dripamine", "record", "no longer recorded")
    ]


ARTICLE = """Before.

> <!-- kb:relations dripamine gamazine -->
> <!-- /kb -->

<!-- kb:references -->
<!-- /kb -->

<!-- kb:stamp -->
<!-- /kb -->
"""


def run(base: KnowledgeBase, text: str):  # type: ignore[no-untyped-def]
    return synced(base, text, "a.md", "2026-11-21 0123456789ab", html=False)


def test_a_marker_names_the_relation_that_changed_and_the_one_that_is_new(
    folder: Path, tmp_path: Path
) -> None:
    base = load(folder=folder, today=TODAY)
    filled = run(base, ARTICLE).text
    assert "\n> Head to head at 4\u00a0weeks, 40% of people given intravenous dripamine" in filled
    assert (run(base, filled).changes, run(base, filled).text) == ((), filled)
    mine = overlay(tmp_path, "comparisons", SAME)
    after = load([overlay(tmp_path, "combinations", NEW)], folder=folder, today=TODAY)
    news = run(after, filled)
    assert [(p.code, p.record, p.field, p.place.line) for p in news.changes] == [
        ("E611", "dripamine-v-gamazine", RELATION, 3), ("E611", "ours", RELATION, 3),
    ]  # fmt: skip
    assert news.changes[0].message.startswith("the value of head-to-head response has changed;")
    assert "with data of your own: mine" in news.changes[0].message
    assert news.changes[1].message == "a new fact: use together is caution: our own"
    found = {
        m.record: m.what for one in since_text(after, filled.encode(), "a.md") for m in one.moved
    }
    assert found == {"dripamine-v-gamazine": "value", "ours": "new"}
    assert (run(after, news.text).changes, mine.name) == ((), "mine")


def test_a_marker_keeps_relations_and_estimates_apart_from_fields(folder: Path) -> None:
    base = load(folder=folder, today=TODAY)
    keys = [("gamazine", "onset.response"), ("dripamine-v-gamazine", RELATION),
            ("gamazines-with-dripamine", RELATION), ("gamazine+sham", "net-response")]  # fmt: skip
    codes = fact_codes(base, keys)
    assert list(codes) == keys
    assert unpacked(packed(codes)) == codes
    assert unpacked("::relation:x:ab.d:net-y:a+b:abcd") == {("a+b", "net-y"): "abcd"}
    assert fact_codes(base, [("nobody", RELATION), ("a+b", "net-response"), ("a+b", "net-x"),
                             ("nobody", "onset.response")]) == {}  # fmt: skip


def test_which_relations_bear_on_treatments(folder: Path) -> None:
    base = load(folder=folder, today=TODAY)
    both = [base["gamazine"], base["dripamine"]]

    def ids(scope: Scope, *names: str) -> list[str]:
        return [r.id for r in bearing(base, [base[name] for name in names], scope)]

    every = ["dripamine-v-gamazine", "gamazine-to-dripamine", "gamazines-with-dripamine"]
    assert ids(Scope.AMONG, "gamazine", "dripamine") == every
    assert ids(Scope.AMONG, "gamazines", "dripamine") == ["gamazines-with-dripamine"]
    assert ids(Scope.TOUCHING, "gamazine") == every
    assert [r.id for r in bearing(base, both, Scope.NAMED)] == []
    assert ids(Scope.AMONG, "gamazine") == []


def test_an_overlay_adds_to_a_relation_and_cannot_turn_it_round(
    folder: Path, tmp_path: Path
) -> None:
    base = load([overlay(tmp_path, "comparisons", SAME)], folder=folder, today=TODAY)
    claims = base.relations["dripamine-v-gamazine"].answer.claims
    assert [claim.origin for claim in claims] == ["", "", "mine"]
    turned = SAME.replace("of: dripamine-iv", "of: gamazine").replace(
        "against: gamazine", "against: dripamine-iv"
    )
    problems = read_all(folder, [overlay(tmp_path, "comparisons", turned)]).problems
    assert [(p.code, p.message) for p in problems] == [
        ("E203", 'a second comparison is called "dripamine-v-gamazine"')
    ]


def test_an_overlay_adds_to_a_combination_of_the_same_sides_only(
    folder: Path, tmp_path: Path
) -> None:
    same = NEW.replace("id: ours", "id: gamazines-with-dripamine").replace(
        "of: gamazine\n", "of: gamazines\n"
    )
    base = load([overlay(tmp_path, "combinations", same)], folder=folder, today=TODAY)
    claims = base.relations["gamazines-with-dripamine"].answer.claims
    assert [claim.origin for claim in claims] == ["", "", "", "mine"]
    other = same.replace("of: gamazines\n", "of: gamazine\n")
    problems = read_all(folder, [overlay(tmp_path, "combinations", other)]).problems
    assert [(p.code, p.message) for p in problems] == [
        ("E203", 'a second combination is called "gamazines-with-dripamine"')
    ]
