"""Living articles: filling, protecting, checking; exact places and texts."""

from __future__ import annotations

import datetime
import os
import zipfile
from pathlib import Path

import pytest

from kb.article.stale import since_stamp, since_text, words_of
from kb.article.sync import synced
from kb.ask.base import KnowledgeBase
from kb.cli.main import main
from kb.load.base import load
from kb.problems import DataInvalid, UsageFault
from kb.publish.compose import Wish, publish
from kb.publish.stamp import NoStamp, find_stamps
from kb.render.pub_docx import docx
from kb.render.pub_html import page
from kb.render.pub_markdown import markdown

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 24)
FIVE = """# Invented article

Gamazine goes up to <!-- kb:value gamazine.dosing.max show=value --><!-- /kb --> in adults.

<!-- kb:compare dripamine gamazine fields=onset,duration -->
<!-- /kb -->

- a point
  <!-- kb:caveats dripamine -->
  <!-- /kb -->

```
<!-- kb:nothing is read here -->
```

And `<!-- kb:nor here -->` neither.

<!-- kb:references style=vancouver locale=en-GB -->
<!-- /kb -->

<!-- kb:stamp -->
<!-- /kb -->
"""
OVERLAY = """- id: dripamine-iv
  onset:
    cite: [drip2019 figure 9]
    read: [2026-11-23]
    response: 5 days
"""


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=HERE / "invented_articles", today=TODAY)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("overlay") / "mine.yaml"
    path.write_text(OVERLAY)
    return load([path], folder=HERE / "invented_articles", today=TODAY)


def run(base: KnowledgeBase, text: str, name: str = "a.md", **more: bool):  # type: ignore[no-untyped-def]
    return synced(base, text, name, "2026-11-21 0123456789ab", html=name.endswith("html"), **more)


def test_five_markers_are_filled_and_stay_as_they_are(base: KnowledgeBase) -> None:
    first = run(base, FIVE)
    assert [c.code for c in first.changes] == ["E612"] * 5
    assert "Gamazine goes up to <!-- kb:value gamazine.dosing.max show=value sum=" in first.text
    assert (
        "-->20 mg a day [1]<!-- /kb --> in adults.".replace(
            "20 mg a day", "20\u00a0mg\u00a0a\u00a0day"
        )
        in first.text
    )
    assert (
        "| **Onset: response** | 1–3\u00a0days (in adults with depression; one infusion; very low certainty) [2]"
        in first.text
    )
    assert "\n  > - In the US, intravenous dripamine is used off label" in first.text
    assert "<!-- kb:nothing is read here -->" in first.text
    second = run(base, first.text)
    assert second.text == first.text
    assert (second.changes, second.edits, second.diff) == ((), (), "")


def test_check_names_exactly_the_fact_that_changed(
    base: KnowledgeBase, changed: KnowledgeBase
) -> None:
    filled = run(base, FIVE).text
    news = run(changed, filled)
    assert [(p.code, p.record, p.field, p.place.line, p.place.column) for p in news.changes] == [
        ("E611", "dripamine-iv", "onset.response", 5, 1)
    ]
    assert news.changes[0].message == (
        "the value of Onset, response has changed; it is now: 1–3 days; 5 days "
        "(from drip2019; last read 2026-11-23; with data of your own: mine.yaml)"
    )
    lines = news.diff.split("\n")
    added = [line for line in lines if line.startswith("+") and not line.startswith("+++")]
    assert added[0].startswith("+| **Onset: response** | 1–3\u00a0days")
    assert [line[:9] for line in added] == ["+| **Onse", "+kb1 · da"]
    again = run(changed, news.text)
    assert (again.changes, again.text) == ((), news.text)


def test_a_hand_edit_is_protected_and_forced_only_on_demand(
    base: KnowledgeBase, changed: KnowledgeBase
) -> None:
    edited = run(base, FIVE).text.replace("Order as asked.", "In my own order.")
    kept = run(changed, edited)
    assert [(p.code, p.place.line) for p in kept.edits] == [("E604", 5)]
    assert "In my own order." in kept.text
    forced = run(changed, edited, force=True)
    assert forced.edits == ()
    assert "In my own order." not in forced.text
    assert "5\u00a0days" in forced.text


def test_words_written_before_the_first_filling_are_protected(base: KnowledgeBase) -> None:
    text = "<!-- kb:caveats gamazine -->\nMine.\n<!-- /kb -->\n"
    done = run(base, text)
    assert (done.text, [p.code for p in done.edits]) == (text, ["E604"])


def test_crlf_and_indentation_are_kept(base: KnowledgeBase) -> None:
    text = "Head\r\n\r\n    <!-- kb:caveats gamazine -->\r\n    <!-- /kb -->\r\nTail\r\n"
    done = run(base, text).text
    assert done.count("\n") == done.count("\r\n") > 8
    assert "\r\n    > **Required statements**\r\n" in done
    assert done.endswith("\r\n    <!-- /kb -->\r\nTail\r\n")
    assert run(base, done).text == done


def test_line_ends_changed_by_an_editor_are_no_hand_edit(base: KnowledgeBase) -> None:
    filled = run(base, FIVE).text.replace("\n", "\r\n")
    done = run(base, filled)
    assert (done.edits, done.text) == ((), filled)


def test_html_articles_get_html(base: KnowledgeBase) -> None:
    text = "<p>Up to <!-- kb:value gamazine.dosing.maximum for=US --><!-- /kb -->.</p>\n<!-- kb:compare dripamine gamazine fields=onset -->\n<!-- /kb -->\n"
    done = run(base, text, "a.html").text
    assert (
        "20\u00a0mg\u00a0a\u00a0day (by mouth; in adults with major depressive disorder; US)&#8288;<sup>1</sup><!-- /kb -->.</p>"
        in done
    )
    assert '<th scope="row" role="rowheader">Onset: response</th>' in done
    assert run(base, done, "a.html").text == done


FAULTS = {
    "never closed": ("x\n  <!-- kb:stamp -->\n", [("E601", 2, 3)]),
    "cut off": ("<!-- kb:stamp\n-->\n", [("E601", 1, 1)]),
    "end alone": ("a <!-- /kb -->\n", [("E602", 1, 3)]),
    "nested": ("<!-- kb:stamp -->\n<!-- kb:stamp -->\n<!-- /kb -->\n", [("E602", 2, 1)]),
    "unknown": ("<!-- kb:dose gamazine -->\n<!-- /kb -->\n", [("E603", 1, 1)]),
    "unknown option": ("<!-- kb:stamp x=1 -->\n<!-- /kb -->\n", [("E603", 1, 1)]),
    "unknown name": ("\n<!-- kb:summary gamazin -->\n<!-- /kb -->\n", [("E603", 2, 1)]),
    "unknown field": ("<!-- kb:value gamazine.dosing.most --><!-- /kb -->\n", [("E603", 1, 1)]),
    "unknown place": ("<!-- kb:value gamazine.dosing.max for=CA --><!-- /kb -->\n", [("E603", 1, 1)]),
    "one name": ("<!-- kb:compare gamazine -->\n<!-- /kb -->\n", [("E603", 1, 1)]),
    "block in a line": ("See <!-- kb:summary gamazine --><!-- /kb -->.\n", [("E603", 1, 5)]),
    "style": ("<!-- kb:references style=mla -->\n<!-- /kb -->\n", [("E603", 1, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_marker_faults_have_a_line_and_a_column(base: KnowledgeBase, name: str) -> None:
    text, expected = FAULTS[name]
    with pytest.raises(DataInvalid) as caught:
        run(base, text)
    assert [(p.code, p.place.line, p.place.column) for p in caught.value.problems] == expected


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("compare gamazine", "kb:compare needs 2 names: kb:compare NAME NAME"),
        ("value gamazine dosing.max", "kb:value needs 1 name: kb:value RECORD.FIELD"),
        ("summary", "kb:summary needs 1 name: kb:summary NAME"),
    ],
)
def test_a_marker_with_too_few_names_shows_its_form(
    base: KnowledgeBase, marker: str, message: str
) -> None:
    with pytest.raises(DataInvalid) as caught:
        run(base, f"<!-- kb:{marker} -->\n<!-- /kb -->\n")
    assert [p.message for p in caught.value.problems] == [message]


def test_nothing_in_an_article_is_run(base: KnowledgeBase) -> None:
    for hostile in ("{{ 7*7 }}", "$(touch x)", "__import__('os')"):
        text = f"{hostile}\n<!-- kb:stamp -->\n<!-- /kb -->\n"
        assert run(base, text).text.startswith(f"{hostile}\n")


def test_the_command_writes_checks_and_leaves_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kb.load.version.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setattr("kb.load.base.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + b"<!-- kb:caveats gamazine -->\n<!-- /kb -->\n")
    os.chmod(path, 0o640)
    assert main(["sync", "--check", str(path)]) == 1
    assert path.stat().st_size < 60
    assert main(["sync", str(path)]) == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf<!-- kb:caveats gamazine sum=")
    assert path.stat().st_mode & 0o777 == 0o640
    assert main(["sync", "--check", str(path)]) == 0
    assert main(["stale", str(path)]) == 0
    assert main(["sync", str(tmp_path / "none.md")]) == 2
    capsys.readouterr()
    overlay = tmp_path / "mine.yaml"
    overlay.write_text(
        "- id: gamazine\n  warnings:\n    boxed: {value: Another topic., cite: [gama-label-2025 x], read: [2026-11-22]}\n"
    )
    assert main(["sync", "--check", str(path), "--data", str(overlay), "-f", "github"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"::error file={path},line=1,col=1,title=E611::the value of Warnings")
    assert out.count("::error") == 1


# Stamps


def stamped(base: KnowledgeBase) -> tuple[str, bytes, str]:
    publication = publish(base, ["dripamine", "gamazine"], Wish(), "2026-11-21 0123456789ab")
    return markdown(publication), docx(publication), page(publication)


def test_stamp_survives_every_format_and_names_the_change(
    base: KnowledgeBase, changed: KnowledgeBase
) -> None:
    text, word, html = stamped(base)
    for raw, name in ((text.encode(), "a.md"), (word, "a.docx"), (html.encode(), "a.html")):
        assert [one.moved for one in since_text(base, raw, name)] == [()]
        (found,) = since_text(changed, raw, name)
        assert [(m.record, m.field, m.now) for m in found.moved] == [
            ("dripamine-iv", "onset.response", "1–3 days; 5 days")
        ]


def test_stamp_survives_word_and_cms_reformatting(base: KnowledgeBase) -> None:
    line = stamped(base)[0].rsplit("<small>", 1)[1].partition("</small>")[0]
    spoilt = line.replace("-", "\u2011").replace(" · ", " •\u00a0").upper()
    spoilt = "\r\n".join(spoilt[i : i + 40] for i in range(0, len(spoilt), 40)).replace(
        "A", "A\u200b"
    )
    (one,) = find_stamps(line)
    (other,) = find_stamps(f"Footer {spoilt}")
    assert (one.facts, one.ids, one.codes) == (other.facts, other.ids, other.codes)
    assert since_stamp(base, other, "x").moved == ()


def test_a_stamp_cut_short_is_said_to_be_so(base: KnowledgeBase) -> None:
    line = stamped(base)[0].rsplit("<small>", 1)[1].partition("</small>")[0]
    with pytest.raises(NoStamp):
        find_stamps(line[:30])
    with pytest.raises(NoStamp):
        find_stamps(line[: len(line) // 2])
    (one,) = find_stamps(line)
    key, code = next(iter(one.codes.items()))
    one.codes[key] = "zz" if code != "zz" else "yy"
    (moved,) = since_stamp(base, one, "x").moved
    assert (moved.record, moved.what) == (key[0], "fact")


def test_a_text_without_stamp_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(UsageFault, match="holds no stamp"):
        since_text(base, b"Nothing here.", "a.md")
    with pytest.raises(UsageFault, match="no Word file"):
        since_text(base, b"PK but not a zip", "a.docx")


def test_split_runs_of_word_are_put_together(base: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{ns}"><w:p><w:r><w:t>ab</w:t></w:r><w:r><w:t>cd</w:t></w:r></w:p></w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", body)
    assert words_of(path.read_bytes(), "a.docx") == "abcd"
