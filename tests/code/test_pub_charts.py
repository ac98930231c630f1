"""Forest plots and timelines in publications: drawn where alike, refused in a sentence elsewhere."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kb.ask.base import KnowledgeBase
from kb.cli.main import main
from kb.load.base import load
from kb.model.outcome import Result
from kb.publish.choices import Audience, Locale, Style
from kb.publish.compose import Wish, publish
from kb.render.pub_docx import docx
from kb.render.pub_html import page
from kb.render.pub_markdown import markdown
from kb.view.document import NBSP
from kb.view.publication import Picture, Publication, words_of

HERE = Path(__file__).parent
LIKE = "OR 1.5 (1.1 to 2.05) v placebo at 8 weeks"
OTHER = "OR 1.85 (1.4 to 2.4) v placebo at 8 weeks"


def base_with(**outcomes: tuple[str, ...]) -> KnowledgeBase:
    """The invented base; dripamine and gamazine have the effects given, in like adults."""
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    pattern = base["gamazine"].answer("efficacy.response")
    records = dict(base.treatments)
    for name, texts in outcomes.items():
        claim = pattern.claims[0]
        entries = tuple(
            claim.model_copy(update={
                "value": claim.value.model_copy(update={"value": Result.parse(text)}),
                "when": f"adults with depression{' over 65' * at}",
            })
            for at, text in enumerate(texts)
        )  # fmt: skip
        record = base[name.replace("_", "-")]
        answer = pattern.model_copy(update={"entries": entries})
        section = record.efficacy.model_copy(update={"response": answer})
        records[record.id] = record.model_copy(update={"efficacy": section})
    return KnowledgeBase(records, base.sources, base.today, base.relations)


def made(base: KnowledgeBase, *names: str, **wish: Any) -> Publication:
    return publish(
        base, names or ("dripamine", "gamazine"), Wish(**wish), "2026-11-21 0123456789ab"
    )


def plots(publication: Publication) -> list[Picture]:
    return [p for p in publication.pictures if p.id.startswith("forest")]


def refusals(publication: Publication) -> list[str]:
    lines = [words_of(p.line) for p in publication.parts if hasattr(p, "line")]
    return [line for line in lines if line.startswith("No forest plot")]


def test_like_effects_stand_on_one_axis() -> None:
    publication = made(base_with(dripamine_iv=(LIKE,), gamazine=(OTHER,)))
    (plot,) = plots(publication)
    assert (plot.id, plot.title.replace(NBSP, " ")) == (
        "forest-response",
        "Response: odds ratio v placebo at 8 weeks",
    )
    assert plot.description.replace(NBSP, " ") == (
        "Logarithmic scale; 1 is no difference; conditions: adults with depression."
    )
    assert plot.words.replace(NBSP, " ") == (
        "Intravenous dripamine: OR 1.5 (95% CI 1.1 to 2.05) [4] low certainty. "
        "Gamazine: OR 1.85 (95% CI 1.4 to 2.4) [4] low certainty."
    )
    assert refusals(publication) == []


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ("RR 1.5 (1.1 to 2.05) v placebo at 8 weeks", "measure (risk ratio; odds ratio)"),
        ("OR 1.5 (1.1 to 2.05) v sham at 8 weeks", "comparator (sham; placebo)"),
        ("OR 1.5 (1.1 to 2.05) v placebo at 6 weeks", "time point (6 weeks; 8 weeks)"),
    ],
)
def test_unlike_effects_are_refused_in_a_sentence(effect: str, words: str) -> None:
    publication = made(base_with(dripamine_iv=(effect,), gamazine=(OTHER,)))
    assert plots(publication) == []
    assert refusals(publication) == [
        f"No forest plot is drawn of response: the results differ in {words}."
    ]


def test_percent_and_share_do_not_share_an_axis() -> None:
    one, other = "RD 15% (2 to 28) v placebo", "RD 0.15 (0.02 to 0.28) v placebo"
    publication = made(
        base_with(dripamine_iv=(one.replace("2 to 28", "2% to 28%"),), gamazine=(other,))
    )
    assert refusals(publication) == [
        "No forest plot is drawn of response: the results differ in measure (risk difference "
        "in percent; risk difference)."
    ]


def test_numbers_needed_to_treat_have_no_axis() -> None:
    publication = made(base_with(dripamine_iv=("NNT 8 v placebo",), gamazine=("NNT 9 v placebo",)))
    assert plots(publication) == []
    (line,) = refusals(publication)
    assert line.endswith("a measure that has no axis: the number needed to treat.")


def test_effects_of_one_treatment_alone_are_refused_by_name() -> None:
    assert refusals(made(base_with(gamazine=(OTHER,)))) == [
        "No forest plot is drawn: an effect with its measure is recorded for gamazine on outcomes "
        "that the others lack."
    ]


def test_a_summary_sets_outcomes_or_refuses_what_differs() -> None:
    assert refusals(made(base_with(gamazine=(OTHER, LIKE)), "gamazine")) == [
        "No forest plot is drawn of the effects of gamazine: the results differ in population "
        "(2 are described)."
    ]
    assert refusals(made(base_with(gamazine=(OTHER,)), "gamazine")) == []


def test_patients_get_people_and_no_ratios() -> None:
    base = base_with(dripamine_iv=(LIKE,), gamazine=(OTHER,))
    publication = made(base, audience=Audience.PATIENT)
    assert {p.id.partition("-")[0] for p in publication.pictures} == {"icons"}
    assert refusals(publication) == []


def test_every_format_names_the_plot_for_those_who_cannot_see_it() -> None:
    from docx import Document

    publication = made(base_with(dripamine_iv=(LIKE,), gamazine=(OTHER,)), style=Style.VANCOUVER)
    (plot,) = plots(publication)
    words = plot.spoken.replace(NBSP, " ")
    svgs = re.findall(r"<svg.*?</svg>", page(publication), re.DOTALL)
    root = ElementTree.fromstring(svgs[-1])
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("aria-labelledby") == "forest-response-title forest-response-desc"
    assert root.findtext(f"{space}desc") == words
    ids = re.findall(r'\bid="([^"]+)"', page(publication))
    assert len(ids) == len(set(ids)) > 4
    document = Document(io.BytesIO(docx(publication)))
    last = document.inline_shapes[len(document.inline_shapes) - 1]._inline.docPr
    assert last.get("descr").replace(NBSP, " ") == words
    assert words in markdown(publication).replace(NBSP, " ").replace("\\", "")


def test_the_timeline_is_cited_stamped_and_spelled(invented: KnowledgeBase) -> None:
    publication = made(base_with(), locale=Locale.US)
    (timeline,) = [p for p in publication.pictures if p.id == "timeline"]
    assert [run.text for run in timeline.sources] == ["3-5"]
    assert timeline.words.startswith("Intravenous dripamine. First separation: 24")
    facts = {(f["treatment"], f["field"]) for f in publication.data["facts"]}
    assert ("gamazine", "duration.maintained") in facts


def kb(*arguments: str) -> int:
    return main(["export", *arguments])


@pytest.fixture
def _invented(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kb.load.version.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setattr("kb.load.base.data_folder", lambda: HERE / "invented_articles")
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))


@pytest.mark.usefixtures("_invented")
def test_markdown_links_pictures_written_beside_it(tmp_path: Path) -> None:
    out, folder = tmp_path / "text" / "a.md", tmp_path / "pictures"
    out.parent.mkdir()
    names = ["dripamine", "gamazine"]
    assert kb("comparison", *names, "-o", str(out), "--pictures", str(folder)) == 0
    shown = out.read_text()
    links = re.findall(r"^!\[(.+)\]\(<(.+)>\)$", shown, re.MULTILINE)
    assert [link for _, link in links] == [
        f"../pictures/{name}.svg"
        for name in ("icons-dripamine-iv", "icons-gamazine", "onset-by-duration", "timeline")
    ]
    assert all((out.parent / link).read_text().startswith("<svg") for _, link in links)
    assert links[3][0].startswith("Onset and duration of effect. Logarithmic scale of time;")
    assert kb("comparison", *names, "-o", str(out)) == 0
    assert "![" not in out.read_text()


@pytest.mark.usefixtures("_invented")
@pytest.mark.parametrize("suffix", ["html", "docx", "txt", "json"])
def test_linked_pictures_belong_to_markdown(
    tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, folder = tmp_path / f"a.{suffix}", tmp_path / "pictures"
    assert kb("summary", "gamazine", "-o", str(out), "--pictures", str(folder)) == 2
    assert "--pictures links pictures from Markdown" in capsys.readouterr().err
    assert not out.exists()
    assert not folder.exists()


@pytest.mark.usefixtures("_invented")
def test_no_text_is_written_where_its_pictures_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, folder = tmp_path / "a.md", tmp_path / "file"
    folder.write_text("in the way")
    assert kb("summary", "gamazine", "-o", str(out), "--pictures", str(folder)) == 2
    assert "file cannot be made: File exists." in capsys.readouterr().err
    assert not out.exists()
