"""What readers see of computed evidence: golden views of an invented network, words, commands."""

from __future__ import annotations

import importlib.util
import json
import math
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kb.cli.computed import baselines_from
from kb.cli.main import main
from kb.cli.output import Format, rendered
from kb.evidence.build import from_arms
from kb.evidence.network import fit
from kb.evidence.options import NetworkOptions
from kb.evidence.summary import About, summary
from kb.evidence.trials import Measure
from kb.model.network import Network, PairResult
from kb.model.network_data import network_data, network_from
from kb.problems import UsageFault
from kb.render.svg_picture import document_svg
from kb.view.document import Document
from kb.view.evidence_league import league_document, split_document
from kb.view.evidence_net import (
    fit_document,
    forest_document,
    graph_document,
    rank_document,
)
from kb.view.evidence_pairs import pair_blocks
from kb.view.evidence_words import (
    Absolute,
    Baseline,
    absolute,
    number,
    p_words,
    people_range,
    verdict,
)

from .evidence_nets import binary_arms, mean_arms

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"


def invented_network(*, small_is_good: bool = False) -> Network:
    fitted = fit(from_arms(binary_arms(1), Measure.OR), NetworkOptions(reference="t0"))
    about = About(
        id="invented", title="Invented outcome", outcome="invented outcome",
        small_is_good=small_is_good, happens="improve", data_name="invented.csv",
    )  # fmt: skip
    return summary(fitted, about)


NETWORK = invented_network()


def documents() -> dict[str, Document]:
    blocks, data = pair_blocks(NETWORK, "t4", "t0")
    return {
        "fit": fit_document(NETWORK),
        "forest": forest_document(NETWORK, "t0"),
        "league": league_document(NETWORK, ["t0", "t1", "t2"]),
        "split": split_document(NETWORK),
        "rank": rank_document(NETWORK),
        "network": graph_document(NETWORK),
        "pair": Document("evidence-pair", "A pair", tuple(blocks), data),
    }


SUFFIX = {Format.TABLE: "txt", Format.MARKDOWN: "md"}
NAMES = ("fit", "forest", "league", "split", "rank", "network", "pair")


@pytest.mark.parametrize("fmt", SUFFIX)
@pytest.mark.parametrize("name", NAMES)
def test_view_is_as_recorded(request: pytest.FixtureRequest, name: str, fmt: Format) -> None:
    shown = rendered(documents()[name], fmt, 80)
    path = GOLDEN / f"evidence-{name}-80.{SUFFIX[fmt]}"
    if request.config.getoption("--golden"):
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), "run `make golden` and read what it wrote"
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["forest", "rank", "network"])
def test_picture_is_whole_and_says_what_it_shows(name: str) -> None:
    root = ElementTree.fromstring(document_svg(documents()[name]))
    space = "{http://www.w3.org/2000/svg}"
    title, described = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert title.text
    assert described is not None
    assert all(node.name in (described.text or "") for node in NETWORK.nodes if node.name != "t0")
    assert root.get("role") == "img"


@pytest.mark.parametrize("fmt", [Format.HTML, Format.CSV, Format.JSON])
@pytest.mark.parametrize("name", NAMES)
def test_every_view_has_every_format(name: str, fmt: Format) -> None:
    assert rendered(documents()[name], fmt, 80)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_asked(width: int) -> None:
    for name, document in documents().items():
        lines = rendered(document, Format.TABLE, width).splitlines()
        long = [line for line in lines if len(line) > width]
        assert long == [], (name, width)


def test_a_network_survives_its_file() -> None:
    again = network_from(json.loads(json.dumps(network_data(NETWORK))))
    assert again.pairs == NETWORK.pairs
    assert network_data(again) == network_data(NETWORK)
    with pytest.raises(ValueError, match="not the results of a network"):
        network_from({"format": "other"})
    with pytest.raises(ValueError, match="incomplete"):
        network_from({"format": "treatment-kb network 1"})


def pair(effect: float, se: float) -> PairResult:
    return PairResult(1, 0, effect, se)


def test_one_plain_sentence_says_no_more_than_the_interval() -> None:
    base = Baseline(0.35, "stated")
    clear = Absolute(41, 35, 6, 3.2, 8.9)
    assert verdict(NETWORK, pair(0.3, 0.1), "A", "B", clear).replace("\u00a0", " ") == (
        "More people improve with A than with B: 3 to 9 more of 100."
    )
    fewer = Absolute(29, 35, -6, -8.9, -3.2)
    assert verdict(NETWORK, pair(-0.3, 0.1), "A", "B", fewer).replace("\u00a0", " ") == (
        "Fewer people improve with A than with B: 3 to 9 fewer of 100."
    )
    none = Absolute(36, 35, 1, -2.4, 7.1)
    assert verdict(NETWORK, pair(0.1, 0.1), "A", "B", none).replace("\u00a0", " ") == (
        "No clear difference: of 100 people, 2 fewer to 7 more improve with A than with B."
    )
    assert (
        verdict(NETWORK, pair(0.3, 0.1), "A", "B", None)
        == "More people improve with A than with B."
    )
    assert absolute(NETWORK, "t4", "t0", None) is None
    found = absolute(NETWORK, "t4", "t0", base)
    assert found is not None
    assert found.second == pytest.approx(35)
    odds = 0.35 / 0.65 * math.exp(NETWORK.pair("t4", "t0").effect)
    assert found.first == pytest.approx(100 * odds / (1 + odds))


def test_differences_of_means_are_said_in_their_own_unit() -> None:
    fitted = fit(from_arms(mean_arms(1), Measure.MD), NetworkOptions(reference="t0"))
    about = About(id="x", title="x", outcome="score", small_is_good=True)
    network = summary(fitted, about)
    for effect, ahead, behind in ((-2.0, "A", "B"), (2.0, "B", "A")):
        assert verdict(network, pair(effect, 0.5), "A", "B", None) == (
            f"Better score with {ahead} than with {behind}: by 1.02 to 2.98 points."
        )
    assert verdict(network, pair(0.1, 0.5), "A", "B", None).startswith("No clear difference: ")


def test_numbers_and_ranges_in_words() -> None:
    assert [number(v) for v in (-0.5, 1.0, -0.001, math.nan)] == ["−0.50", "1.00", "0.00", "none"]
    assert [p_words(v).replace("\u00a0", " ") for v in (0.0001, 0.034, 0.5, math.nan)] == [
        "p < 0.001", "p 0.034", "p 0.50", "no p value",
    ]  # fmt: skip
    assert people_range(0.2, 3.4).replace("\u00a0", " ") == "0.2 to 3 more"
    assert people_range(-0.02, 3.4).replace("\u00a0", " ") == "0 fewer to 3 more"


def test_baselines() -> None:
    assert baselines_from("35%") == {"response": 0.35}
    assert baselines_from("response=0.4, dropout-any=25%") == {"response": 0.4, "dropout-any": 0.25}
    with pytest.raises(UsageFault, match="--baseline takes a risk such as 35%"):
        baselines_from("120%")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_compare_shows_what_a_network_holds(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "compare", "sertraline", "escitalopram", "--width", "80")
    assert code == 0
    assert "Computed evidence\n\nsertraline against escitalopram\n" in out
    for row in ("direct ", "indirect ", "network "):
        assert out.count(f"\n{row}") == 4
    assert out.count("people in the\nplacebo arms") + out.count("people in the placebo arms") >= 1
    assert "It stands beside published" in out


def test_compare_data_carries_the_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "compare", "sertraline", "escitalopram", "--baseline", "30%", "--json")
    found = json.loads(out)["data"]["evidence"]
    assert [e["network"] for e in found] == ["response", "remission", "dropout-any", "dropout-ae"]
    first = found[0]
    assert first["baseline"] == {"risk": 0.3, "source": "as you gave it"}
    assert {
        "direct",
        "indirect",
        "estimate",
        "prediction",
        "p_inconsistency",
        "of_100",
        "sentence",
    } <= set(first)
    assert first["estimate"]["trials"] == 473


def test_compare_elsewhere_is_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    for names in (("ketamine", "ssri", "snri"), ("ect", "cbt")):
        _, out, _ = run(capsys, "compare", *names)
        assert "Computed evidence" not in out
        assert "Not computed" not in out
    _, out, _ = run(capsys, "compare", "sertraline", "escitalopram", "--fields", "onset")
    assert "omputed" not in out


def test_networks_are_never_bridged_and_why_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "compare", "sertraline", "cbt", "--width", "200")
    assert "Computed evidence" not in out
    assert "Not computed\n\nsertraline and cognitive behavioural therapy are not compared" in out
    assert "so the networks are never joined." in out.replace("\n", " ")


def test_shipped_results_need_no_numpy() -> None:
    code = (
        "import sys; from kb.cli.main import main;"
        "main(['compare', 'sertraline', 'escitalopram']);"
        "main(['evidence', 'forest', '--outcome', 'response']);"
        "assert 'numpy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0


def test_without_numpy_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    code, out, err = run(capsys, "evidence", "fit", "x.csv")
    assert (code, out) == (2, "")
    assert "pip install 'treatment-kb[evidence]'" in err


def test_fit_keeps_a_result_that_other_commands_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, kept = tmp_path / "trials.csv", tmp_path / "result.json"
    rows = [f"{a.trial},{a.treatment},{a.n:g},{a.events:g}" for a in binary_arms(1)]
    path.write_text("\n".join(["study,treatment,n,events", *rows, ""]), encoding="utf-8")
    code, _, err = run(capsys, "evidence", "fit", str(path), "--better", "larger", "-o", str(kept))
    assert (code, err) == (0, f"{kept} written.\n")
    for command in ("forest", "league", "split", "rank", "network"):
        assert run(capsys, "evidence", command, "--from", str(kept))[0] == 0
    data = json.loads(kept.read_text(encoding="utf-8"))["data"]
    assert data["pairs"][0]["effect"] == pytest.approx(NETWORK.pair("t0", "t1").effect, rel=1e-12)
    code, out, _ = run(capsys, "evidence", "funnel", str(path), "--order", "t4,t3,t2,t1,t0")
    assert code == 0
    assert "Egger's test over" in out
    code, out, _ = run(
        capsys, "evidence", "pairwise", str(path), "--treatment", "t1", "--control", "t0"
    )
    assert code == 0
    assert out.startswith("t1 against t0: odds ratio\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("forest",), 2, "Name one network: --outcome (response, remission"),
        (("forest", "--outcome", "nonsense"), 3, 'No outcome is called "nonsense".'),
        (("forest", "--outcome", "response", "--reference", "sertralin"), 3, "Nothing was shown."),
        (("rank", "--from", "no-such.json"), 2, "no-such.json cannot be read"),
        (("fit", "no-such.csv"), 2, "no-such.csv cannot be read"),
    ],
)
def test_faults_of_calling(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, out, err = run(capsys, "evidence", *arguments)
    assert (found, out) == (code, "")
    assert words in err


def test_every_evidence_command_has_help_that_leads_with_an_example(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in (
        "fit",
        "pairwise",
        "forest",
        "league",
        "split",
        "rank",
        "network",
        "funnel",
        "methods",
    ):
        code, out, _ = run(capsys, "evidence", command, "--help")
        assert code == 0
        assert f"kb evidence {command}" in out.partition("Options:")[0]


ONE_EACH = """study,treatment,n,events
one,placebo,60,20
one,t1,60,30
two,placebo,55,18
two,t2,54,27
three,t1,70,33
three,t2,71,30
"""


def test_the_small_print_ties_numbers_and_counts_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "trials.csv"
    path.write_text(ONE_EACH, encoding="utf-8")
    _, out, _ = run(capsys, "evidence", "fit", str(path), "--width", "300")
    assert "Variance between trials τ² 0.000, I² 0%; consistency of designs p 0.73" in out
    assert "prediction: t distribution with 1 degree of freedom;" in out
    _, narrow, _ = run(capsys, "evidence", "fit", str(path), "--width", "73")
    assert "Variance between trials τ² 0.000,\nI² 0%;" in narrow
    assert re.search("Data: trials.csv, SHA-256 [0-9a-f]{12}…\n", out)


def test_a_funnel_of_single_trials_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "trials.csv"
    path.write_text(ONE_EACH, encoding="utf-8")
    code, out, err = run(capsys, "evidence", "funnel", str(path), "--order", "t2,t1,placebo")
    assert (code, out) == (2, "")
    assert err.startswith("No trial differs from the direct estimate of its pair, as where each ")
