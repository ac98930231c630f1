"""An organisation's own templates: filled, sandboxed, refused at a place where a value is missing."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kb.cli.templating import from_template
from kb.load.base import load
from kb.problems import DataInvalid, UsageFault
from kb.publish.compose import Wish, publish
from kb.view.publication import Publication

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def publication() -> Publication:
    base = load(folder=HERE / "invented_articles", today=datetime.date(2026, 11, 24))
    return publish(base, ["gamazine"], Wish(), "2026-11-21 0123456789ab")


def fill(publication: Publication, folder: Path, source: str, fmt: str = "markdown") -> str:
    endings = {"markdown": "md", "html": "html"}
    (folder / f"summary.{endings[fmt]}.j2").write_text(source)
    return from_template(folder, publication, fmt)


def test_a_template_is_filled(publication: Publication, tmp_path: Path) -> None:
    source = "# {{ title | md }}\n{% for n in notices %}\n{{ n['title'] }}: {{ n['items'] | length }}\n{% endfor %}\n{{ stamp }}\n"
    shown = fill(publication, tmp_path, source)
    assert shown == f"# Gamazine for depression\nRequired statements: 2\n{publication.stamp}\n"


def test_html_is_escaped_by_itself(publication: Publication, tmp_path: Path) -> None:
    shown = fill(publication, tmp_path, "{{ '<b>' }}{{ title }}", "html")
    assert shown == "&lt;b&gt;Gamazine for depression"


def test_a_value_that_is_not_defined_is_refused_at_its_line(
    publication: Publication, tmp_path: Path
) -> None:
    with pytest.raises(DataInvalid) as caught:
        fill(publication, tmp_path, "Dose:\n\n{{ dose }} a day\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.snippet) == (
        "E501",
        3,
        "{{ dose }} a day",
    )
    assert "'dose' is undefined" in problem.message
    with pytest.raises(DataInvalid):
        fill(publication, tmp_path, "{{ treatments[0].dose }}")
    with pytest.raises(DataInvalid):
        fill(publication, tmp_path, "{{ treatments[7].name }}")


def test_a_fault_in_the_template_has_a_line(publication: Publication, tmp_path: Path) -> None:
    with pytest.raises(DataInvalid) as caught:
        fill(publication, tmp_path, "a\n{% for %}\n")
    assert caught.value.problems[0].place.line == 2


HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title.__class__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{% include '/etc/passwd' %}",
    "{{ range(99999999) | list }}",
    "{{ ('{0.__class__}' | string).format(title) }}",
    "{{ treatments.append(1) }}",
]
HUGE = [
    ("{{ 'a' * 10**9 }}", "* would make more than 1,000,000 characters or items"),
    ("{{ 10**9 * [title] }}", "* would make more than 1,000,000 characters or items"),
    ("{{ 9 ** 99999999 }}", "** would make more than 1,000,000 characters or items"),
    ("{{ '%1000000000d' % 1 }}", "% would make more than 1,000,000 characters or items"),
    ("{% set n = namespace(x=title) %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}",
     "+ would make more than 1,000,000 characters or items"),
    ("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
     "the ranges of a template may count 100,000 in all"),
    ("{% for i in range(99999) %}{% for j in range(0) %}{% endfor %}{% endfor %}",
     "the ranges of a template may count 100,000 in all"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "message"), HUGE)
def test_no_template_fills_the_memory_or_runs_for_ever(
    publication: Publication, tmp_path: Path, source: str, message: str
) -> None:
    with pytest.raises(DataInvalid) as caught:
        fill(publication, tmp_path, f"First.\n{source}\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.message) == ("E501", 2, message)


def test_small_sums_are_allowed(publication: Publication, tmp_path: Path) -> None:
    source = "{{ 2*3 }} {{ 'a'*3 }} {{ 'a'+'b' }} {{ [1]+[2] }} {{ 2**10 }} {{ 7%4 }} {{ '%03d'%7 }} {{ 1+1 }}"
    assert fill(publication, tmp_path, source) == "6 aaa ab [1, 2] 1024 3 007 2"


@pytest.mark.parametrize("source", HOSTILE)
def test_the_sandbox_gives_nothing_away(
    publication: Publication, tmp_path: Path, source: str
) -> None:
    with pytest.raises(DataInvalid):
        fill(publication, tmp_path, source)


def test_a_folder_without_the_template_is_a_usage_fault(
    publication: Publication, tmp_path: Path
) -> None:
    with pytest.raises(UsageFault, match=r"summary\.md\.j2 is not there"):
        from_template(tmp_path, publication, "markdown")
    with pytest.raises(UsageFault, match="markdown, html or text"):
        from_template(tmp_path, publication, "docx")


def test_the_documented_data_is_all_there(publication: Publication) -> None:
    page = (HERE.parents[1] / "docs" / "templates.md").read_text()
    for key in publication.data:
        assert f"| `{key}` |" in page
