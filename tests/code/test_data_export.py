"""Files of data and references: tidy rows, search, reproducible bytes; pandoc as an oracle."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sqlite3
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kb.ask.base import KnowledgeBase
from kb.load.base import load
from kb.model.source import Source
from kb.publish.choices import Style
from kb.publish.csl import bibtex, csl, ris
from kb.publish.jsonld import graph
from kb.publish.ledger import ranges
from kb.publish.people import authors_of
from kb.publish.styles import author_year, reference
from kb.render import data_files
from kb.view.document import Tables, TidyColumn, TidyTable
from kb.view.tidy import tidy

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(folder=HERE / "invented_articles", today=TODAY)


@pytest.fixture(scope="module")
def tables(base: KnowledgeBase) -> Tables:
    return tidy(base, list(base))


def row(tables: Tables, treatment: str, field: str) -> dict[str, Any]:
    table = tables.tables[0]
    names = [column.name for column in table.columns]
    found = [dict(zip(names, r, strict=True)) for r in table.rows]
    return next(r for r in found if r["treatment"] == treatment and r["field"] == field)


def test_one_row_a_claim_with_its_numbers(tables: Tables) -> None:
    found = row(tables, "gamazine", "efficacy.response")
    assert {
        k: found[k]
        for k in ("low", "unit", "comparator_low", "comparator", "at", "effect", "estimate", "ci_low", "ci_high", "certainty", "sources")
    } == {
        "low": 52.0, "unit": "%", "comparator_low": 37.0, "comparator": "placebo", "at": "8 weeks",
        "effect": "OR", "estimate": 1.85, "ci_low": 1.4, "ci_high": 2.4, "certainty": "low",
        "sources": "gama2020 table 2",
    }  # fmt: skip
    dose = row(tables, "gamazine", "dosing.usual")
    assert (dose["low"], dose["high"], dose["unit"], dose["jurisdictions"]) == (
        5.0,
        10.0,
        "mg/day",
        "US",
    )
    gap = row(tables, "dripamine-iv", "onset.full-trial")
    assert (gap["state"], gap["text"], gap["low"]) == (
        "not-studied",
        "no trial set out to find it",
        None,
    )


def test_csv_is_tidy(tables: Tables, base: KnowledgeBase) -> None:
    rows = list(csv.DictReader(io.StringIO(data_files.as_csv(tables).decode())))
    entries = sum(
        len(a.entries)
        for r in base
        for s in r.model_fields_set
        if hasattr(getattr(r, s), "key")
        for a in vars(getattr(r, s)).values()
    )
    assert len(rows) == entries > 40
    assert len({r["id"] for r in rows}) == len(rows)


def test_sqlite_has_tables_and_a_full_text_index(tables: Tables, tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    path.write_bytes(data_files.as_sqlite(tables, {"title": "x"}))
    with sqlite3.connect(path) as found:
        assert found.execute("pragma integrity_check").fetchone() == ("ok",)
        names = {n for (n,) in found.execute("select name from sqlite_master where type='table'")}
        assert {
            "claims",
            "treatments",
            "sources",
            "citations",
            "fields",
            "about",
            "claims_fts",
        } <= names
        hits = found.execute(
            "select treatment, field from claims join claims_fts on claims.id = claims_fts.rowid"
            " where claims_fts match 'dissociation' order by field"
        ).fetchall()
        assert ("dripamine-iv", "adverse.dissociation") in hits
        orphans = "select count(*) from citations where source not in (select id from sources)"
        assert found.execute(orphans).fetchone() == (0,)


@pytest.mark.parametrize("fmt", ["csv", "json", "xlsx", "sqlite"])
def test_data_files_are_the_same_on_a_second_run(base: KnowledgeBase, fmt: str) -> None:
    about = {"title": "x"}
    writers = {
        "csv": data_files.as_csv,
        "json": lambda t: data_files.as_json(t, about),
        "xlsx": lambda t: data_files.as_xlsx(t, about),
        "sqlite": lambda t: data_files.as_sqlite(t, about),
    }
    assert writers[fmt](tidy(base, list(base))) == writers[fmt](tidy(base, list(base)))


def test_spreadsheets_run_no_formula() -> None:
    table = TidyTable(
        "claims",
        (TidyColumn("id", "integer", ""), TidyColumn("text", "text", "")),
        ((1, "=1+1"), (2, "@x")),
    )
    lines = data_files.as_csv(Tables((table,))).decode().splitlines()
    assert lines[1:] == ["1,'=1+1", "2,'@x"]
    with zipfile.ZipFile(io.BytesIO(data_files.as_xlsx(Tables((table,)), {}))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert {i.date_time for i in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_json_ld_names_drugs_therapies_and_the_page(base: KnowledgeBase) -> None:
    found = graph(base, list(base), "2026-11-21 x")
    kinds = {thing["@id"]: thing["@type"] for thing in found["@graph"][1:]}
    assert kinds["#gamazine"] == "Drug"
    assert kinds["#gamazines"] == "DrugClass"
    assert kinds["#source-gama2020"] == "MedicalScholarlyArticle"
    page = found["@graph"][0]
    assert (page["@type"], page["lastReviewed"]) == ("MedicalWebPage", "2026-11-21")
    ids = set(kinds)
    assert {c["@id"] for c in page["citation"]} <= ids
    drug = next(t for t in found["@graph"] if t.get("@id") == "#gamazine")
    assert drug["warning"] == ["Suicidal thoughts and behaviours in young people"]
    assert drug["drugClass"] == {"@id": "#gamazines"}


RULE = """
- {id: gamazines-with-deltol, of: gamazines, with: deltol, members: yes, read: [2026-11-20], rule: [
  {value: caution, reason: bleeding, cite: [gama2020 table 2]}, {value: used, cite: [gama2020 table 2]}]}
"""


def test_json_ld_says_which_drugs_interact_and_who_says_so(tmp_path: Path) -> None:
    (tmp_path / "relations").mkdir()
    (tmp_path / "relations/combinations.yaml").write_text(RULE, "utf-8")
    deltol = "- {id: deltol, name: deltol, aliases: [Deltex]}\n"
    (tmp_path / "relations/concomitants.yaml").write_text(deltol, "utf-8")
    base = load([tmp_path], folder=HERE / "invented_articles", today=TODAY)
    found = graph(base, [base["gamazine"], base["gamazines"]], "x")["@graph"]
    things = {thing["@id"]: thing for thing in found[1:]}
    assert things["#gamazine"]["interactingDrug"] == [
        {"@type": "Role", "roleName": "contraindicated",
         "description": "contraindicated: invented danger: not together (US)",
         "interactingDrug": {"@id": "#dripamine-iv"},
         "subjectOf": [{"@id": "#source-gama-label-2025"}]},
        {"@type": "Role", "roleName": "contraindicated",
         "description": "contraindicated: nor on the same day (UK)",
         "interactingDrug": {"@id": "#dripamine-iv"},
         "subjectOf": [{"@id": "#source-drip-notice"}]},
        {"@type": "Role", "roleName": "caution", "description": "caution: bleeding",
         "interactingDrug": {"@id": "#deltol"}, "subjectOf": [{"@id": "#source-gama2020"}]},
    ]  # fmt: skip
    assert "interactingDrug" not in things["#gamazines"]
    assert things["#deltol"] == {
        "@type": "Drug", "@id": "#deltol", "name": "deltol", "alternateName": ["Deltex"],
    }  # fmt: skip
    assert things["#dripamine-iv"] == {
        "@type": "Drug", "@id": "#dripamine-iv", "name": base["dripamine-iv"].name,
        "alternateName": list(base["dripamine-iv"].aliases),
    }  # fmt: skip
    assert {"#source-drip-notice", "#source-gama-label-2025"} <= set(things)
    assert {c["@id"] for c in found[0]["citation"]} <= set(things)


# References


def words(base: KnowledgeBase, source: str, style: Style) -> str:
    return "".join(run.text for run in reference(base.sources[source], style, "2026-11-20"))


def test_reference_styles(base: KnowledgeBase) -> None:
    assert words(base, "gama2020", Style.AMA) == (
        "Example A, Sample BC, Muster D. Gamazine for depression, an invented pooled analysis. "
        "Example Journal. 2020. doi:10.1234/gama.2020"
    )
    assert words(base, "gama2020", Style.VANCOUVER) == (
        "Example A, Sample BC, Muster D. Gamazine for depression, an invented pooled analysis. "
        "Example Journal. 2020. doi:10.1234/gama.2020. PMID: 11111111."
    )
    assert words(base, "gama2020", Style.APA) == (
        "Example, A., Sample, B. C., & Muster, D. (2020). Gamazine for depression, an invented "
        "pooled analysis. Example Journal. https://doi.org/10.1234/gama.2020"
    )
    assert words(base, "gama-label-2025", Style.AMA) == (
        "Example Firm. Gamazine prescribing information. US product label. 2025. "
        "https://example.org/gamazine. Accessed 2026-11-20."
    )
    assert words(base, "gama-label-2025", Style.APA) == (
        "Example Firm. (2025). Gamazine prescribing information [US product label]. "
        "https://example.org/gamazine"
    )


def test_many_authors_are_cut_as_each_style_asks(base: KnowledgeBase) -> None:
    names = ", ".join(f"Name{chr(65 + i)} X" for i in range(8))
    many = base.sources["gama2020"].model_copy(update={"authors": names})
    ama = "".join(r.text for r in reference(many, Style.AMA))
    vancouver = "".join(r.text for r in reference(many, Style.VANCOUVER))
    assert ama.startswith("NameA X, NameB X, NameC X, et al. ")
    assert vancouver.startswith("NameA X, NameB X, NameC X, NameD X, NameE X, NameF X, et al. ")
    assert author_year(many) == "NameA et al., 2020"


@pytest.mark.parametrize(
    ("text", "names", "others"),
    [
        ("Example A et al.", [("Example", "A")], True),
        ("van der Muster EF, Example G", [("van der Muster", "EF"), ("Example", "G")], False),
        ("O'Neil A, De Groot BC", [("O'Neil", "A"), ("De Groot", "BC")], False),
        ("Example Agency", [("Example Agency", "")], False),
        ("authors not seen", [], False),
        ("maker not stated in the passage", [], False),
        ("letter to the editor, authors not shown on the copy", [], False),
        ("copied under another name on example.org", [], False),
    ],
)
def test_authors_are_read_from_one_line(
    base: KnowledgeBase, text: str, names: list[tuple[str, str]], others: bool
) -> None:
    found = authors_of(base.sources["gama2020"].model_copy(update={"authors": text}))
    assert ([(n.family, n.initials) for n in found.names], found.others) == (names, others)


@pytest.mark.parametrize("text", ["Example Pharma LLC", "Example UK", "Example Canada ULC"])
def test_a_company_is_no_person(base: KnowledgeBase, text: str) -> None:
    label = base.sources["gama-label-2025"].model_copy(update={"authors": text})
    assert [(n.family, n.initials) for n in authors_of(label).names] == [(text, "")]
    paper = base.sources["gama2020"].model_copy(update={"authors": "Example UK"})
    assert [(n.family, n.initials) for n in authors_of(paper).names] == [("Example", "UK")]


def test_a_guideline_with_a_doi_keeps_its_stop_before_the_day_of_reading(
    base: KnowledgeBase,
) -> None:
    label = base.sources["gama-label-2025"].model_copy(update={"doi": "10.1000/x"})
    ama, vancouver = (
        "".join(run.text for run in reference(label, style, "2026-11-20"))
        for style in (Style.AMA, Style.VANCOUVER)
    )
    assert ama.endswith("doi:10.1000/x. Accessed 2026-11-20.")
    assert vancouver.endswith("doi:10.1000/x. [cited 2026-11-20]")


def test_numbers_in_a_row_are_joined() -> None:
    assert ranges([1, 2, 4, 5, 6, 9]) == "1,2,4-6,9"


def pandoc(text: str, source: str, target: str, *more: str) -> str:
    import pypandoc

    program = pypandoc.get_pandoc_path()
    done = subprocess.run(
        [program, "-f", source, "-t", target, *more],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def essence(item: dict[str, Any]) -> dict[str, Any]:
    people = [
        (
            a.get("family", a.get("literal", "")),
            a.get("given", "").replace(".", "").replace(" ", ""),
        )
        for a in item.get("author", [])
    ]
    return {
        "author": people,
        "title": item["title"],
        "journal": item.get("container-title"),
        "year": item["issued"]["date-parts"][0][0] if "issued" in item else None,
        "doi": item.get("DOI"),
    }


PAPERS = ("gama2020", "gama2021")


@pytest.mark.parametrize("source", PAPERS)
@pytest.mark.parametrize("kind", ["bibtex", "ris"])
def test_pandoc_reads_what_we_write(base: KnowledgeBase, source: str, kind: str) -> None:
    writer = {"bibtex": bibtex, "ris": ris}[kind]
    ours = essence(csl(base.sources[source]))
    (theirs,) = json.loads(pandoc(writer(base.sources[source]), kind, "csljson"))
    found = essence(theirs)
    if kind == "ris":
        ours["author"] = [a for a in ours["author"] if a[0] != "others"]
    assert found == ours


def test_pandoc_citeproc_agrees_on_authors_year_and_title(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    path = tmp_path / "refs.json"
    path.write_text(json.dumps([csl(base.sources[s]) for s in PAPERS]))
    shown = pandoc(
        "[@gama2020]\n\n@gama2021\n",
        "markdown",
        "plain",
        "--citeproc",
        f"--bibliography={path}",
        "--wrap=none",
    )
    assert "(Example et al. 2020)" in shown
    assert author_year(base.sources["gama2020"]) == "Example et al., 2020"
    assert "Example, A. et al. 2021." in shown
    assert "Gamazine for Depression, an Invented Pooled Analysis" in shown
    assert "https://doi.org/10.1234/gama.2020" in shown


def test_bibtex_escapes_what_tex_would_obey(base: KnowledgeBase) -> None:
    hostile: Source = base.sources["gama2020"].model_copy(
        update={"title": r"50% & \input{x} _a_ #1 $y$"}
    )
    text = bibtex(hostile)
    assert r"50\% \& \textbackslash{}input\{x\} \_a\_ \#1 \$y\$" in text
    (back,) = json.loads(pandoc(text, "bibtex", "csljson"))
    assert back["title"] == hostile.title


def test_a_database_opens_in_a_browser_of_tables(base: KnowledgeBase) -> None:
    """What Datasette looks for: foreign keys, and an index that names its table in its own form."""
    found = sqlite3.connect(":memory:")
    found.deserialize(data_files.as_sqlite(tidy(base, list(base)), {"title": "x"}))
    assert found.execute("pragma foreign_key_check").fetchall() == []
    keys = {
        (table, *row[2:5:2], row[3])
        for table in ("claims", "citations", "treatments")
        for row in found.execute(f"pragma foreign_key_list({table})")
    }
    assert keys == {
        ("claims", "treatments", "id", "treatment"), ("claims", "treatments", "id", "class"),
        ("claims", "fields", "field", "field"), ("treatments", "treatments", "id", "class"),
        ("citations", "claims", "id", "claim"), ("citations", "sources", "id", "source"),
    }  # fmt: skip
    for table in ("claims", "treatments", "sources"):
        row = found.execute("select sql from sqlite_master where name = ?", (f"{table}_fts",))
        assert f'content="{table}"' in row.fetchone()[0]


def test_a_class_that_is_left_out_leaves_no_broken_key(base: KnowledgeBase) -> None:
    found = sqlite3.connect(":memory:")
    found.deserialize(data_files.as_sqlite(tidy(base, [base["gamazine"]]), {"title": "x"}))
    keys = [row[3] for row in found.execute("pragma foreign_key_list(treatments)")]
    assert keys == []
    assert found.execute("pragma foreign_key_check").fetchall() == []
    assert found.execute("select class from treatments").fetchall() == [("gamazines",)]
