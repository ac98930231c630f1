"""The program as its users run it: output, messages, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--version")
    assert (code, err) == (0, "")
    assert out.startswith("kb 0.1.0, data 20")
    assert out.count("\n") == 1


@pytest.mark.parametrize("asked", ["desvenlafxine", "xyzzy"])
def test_unknown_name_shows_nothing(capsys: pytest.CaptureFixture[str], asked: str) -> None:
    code, out, err = run(capsys, "show", asked)
    assert (code, out) == (3, "")
    assert err.startswith(f'No treatment is called "{asked}".\n')
    assert err.endswith("Nothing was shown.\n")


def test_candidates_of_a_typing_error(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = run(capsys, "show", "desvenlafxine")
    assert "Did you mean\n  desvenlafaxine (" in err


def test_show_ketamine_never_shows_the_approval_of_esketamine(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "show", "ketamine", "regulatory")
    assert code == 0
    assert "off-label" in out
    assert "approved 20" not in out
    assert "treatment-resistant depression in adults, alone" not in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "ssri"), "Name at least two treatments; `kb show NAME` shows one.\n"),
        (("compare", "ssri", "SSRI"), "A treatment is named twice. Name each once.\n"),
        (("compare", "ssri", "snri", "--width", "10"), "--width takes 40 to 300.\n"),
        (("list", "--level", "atom"),
         '"atom" is no level. Use one of: class, agent, formulation, protocol.\n'),
    ],
)  # fmt: skip
def test_usage_faults(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert run(capsys, *arguments) == (2, "", message)


def test_unknown_field_is_refused_with_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "why", "ssri", "onset.respons")
    assert (code, out) == (2, "")
    assert "Did you mean onset.response" in err


def test_json_envelope(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "compare", "ssri", "snri", "--fields", "onset", "--json")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) == {"schema", "kind", "data_version", "title", "data"}
    assert answer["schema"] == "treatment-kb/1"
    cell = answer["data"]["rows"][0]["cells"][0]
    assert set(cell) == {"field", "label", "state", "own_state", "entries"}
    assert {"text", "value", "state", "citations", "read", "when", "for"} <= set(cell["entries"][0])


@pytest.mark.parametrize("suffix", ["json", "md", "csv", "html", "txt"])
def test_suffix_picks_the_format(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"a.{suffix}"
    code, out, err = run(capsys, "show", "ssri", "onset", "-o", str(target))
    assert (code, out, err) == (0, "", f"{target} written.\n")
    assert target.stat().st_size > 100
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_unknown_suffix_and_unwritable_target(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capsys, "show", "ssri", "-o", str(tmp_path / "a.xyz"))
    assert code == 2
    assert '"a.xyz" has no known suffix' in err
    code, _, err = run(capsys, "show", "ssri", "-o", str(tmp_path / "no" / "a.md"))
    assert code == 2
    assert "cannot be written" in err


def test_four_faults_give_four_problems(capsys: pytest.CaptureFixture[str]) -> None:
    bad = ROOT / "tests" / "bad" / "four_faults.yaml"
    sources = ROOT / "tests" / "code" / "invented" / "sources.yaml"
    code, out, err = run(capsys, "validate", str(bad), "--sources", str(sources))
    assert (code, out) == (4, "")
    assert err.endswith("4 problems in 1 record.\n")
    code, out, _ = run(
        capsys, "validate", str(bad), "--sources", str(sources), "--format", "parsable"
    )
    assert [line.split(": ")[0].rpartition("four_faults.yaml:")[2] for line in out.splitlines()] == [
        "11:5", "12:5", "14:12", "17:12",
    ]  # fmt: skip


def test_every_command_has_help_that_leads_with_an_example(
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands = [
        "list",
        "show",
        "compare",
        "why",
        "sources",
        "glossary",
        "validate",
        "schema",
        "audit",
    ]
    for command in commands:
        code, out, _ = run(capsys, command, "--help")
        assert code == 0
        assert f"kb {command}" in out.partition("Options:")[0]
        assert "Example" in out


def test_schema_is_json_and_names_every_section(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "schema")
    assert {"onset", "dosing", "plain"} <= set(json.loads(out)["items"]["properties"])


def test_closed_pipe_is_quiet() -> None:
    done = subprocess.run(
        f"{sys.executable} cli.py list | head -1",
        shell=True, cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "COLUMNS": "80"},
    )  # fmt: skip
    assert done.stderr == ""
    assert "in alphabetical order" in done.stdout


def test_ascii_terminal_loses_no_answer() -> None:
    done = subprocess.run(
        [sys.executable, "cli.py", "show", "ssri", "onset"],
        cwd=ROOT, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"4-8 weeks" in done.stdout


def test_version_loads_nothing_heavy() -> None:
    code = (
        "import sys; from kb.cli.main import main; main(['--version']);"
        "assert not {'pydantic', 'yaml', 'typer', 'rich'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_new_record_validates_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "new.yaml"
    code, _, _ = run(capsys, "new", "A new cure", "--category", "supplement", "-o", str(target))
    assert code == 0
    assert run(capsys, "validate", str(target))[0] == 0
    assert run(capsys, "new", "A new cure", "--category", "supplement", "-o", str(target))[0] == 2
    assert run(capsys, "new", "x", "--category", "magic")[0] == 2


def test_diff_lists_facts_and_not_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        for name in ("sources.yaml", "treatments.yaml"):
            text = (ROOT / "tests" / "code" / "invented" / name).read_text(encoding="utf-8")
            (folder / name).write_text(text, encoding="utf-8")
    path = new / "treatments.yaml"
    changed = path.read_text(encoding="utf-8").replace("start: 2.5 mg/day", "start: 5 mg/day")
    path.write_text("# a comment\n" + changed, encoding="utf-8")
    assert run(capsys, "diff", str(old), str(old))[0] == 0
    code, out, _ = run(capsys, "diff", str(old), str(new), "--json")
    assert code == 1
    assert json.loads(out)["data"]["changes"] == [
        {
            "record": "alphine",
            "field": "dosing.start",
            "old": "2.5 mg/day (major depression, adults; US; label-us-2025)",
            "new": "5 mg/day (major depression, adults; US; label-us-2025)",
        }
    ]
    code, _, err = run(capsys, "diff", "no-such-revision")
    assert (code, err) == (2, '"no-such-revision" is no file, folder or git revision with data.\n')


def test_stale_counts_by_the_day_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "stale", "--as-of", "2026-11-24")[0] == 0
    code, out, _ = run(capsys, "stale", "--as-of", "2028-01-01", "--json")
    assert code == 1
    assert len(json.loads(out)["data"]["claims"]) > 2000
    assert run(capsys, "stale", "--as-of", "2026-02-30")[2] == (
        "there is no day 2026-02-30. Check the month and the day.\n"
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--class", "SSRI", "--level", "agent"), "sertraline"),
        (("--status", "US:off-label", "--category", "pharmacotherapy"), "ketamine-iv"),
        (("--standing", "withdrawn"), "brexanolone"),
        (("--category", "neuromodulation", "--level", "class"), "ect"),
    ],
)
def test_list_filters(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], expected: str
) -> None:
    code, out, _ = run(capsys, "list", "--json", *options)
    ids = [treatment["id"] for treatment in json.loads(out)["data"]["treatments"]]
    assert code == 0
    assert expected in ids
    assert len(ids) < 20
    assert ids == sorted(ids)


def test_list_refuses_unknown_filters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "list", "--status", "MARS:approved")[0] == 2
    assert run(capsys, "list", "--status", "US:maybe")[0] == 2
    assert run(capsys, "list", "--class", "nothing")[0] == 3


def test_help_gives_each_example_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "trial", "--help")
    assert code == 0
    lines = [line.strip() for line in out.splitlines()]
    assert lines[2:5] == [
        "Examples:",
        'kb trial sertraline --dose "100 mg/day" --weeks 8',
        "kb trial rtms-10hz --sessions 12 --weeks 3",
    ]


def test_the_list_of_commands_says_what_each_does(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    listed = out.partition("Commands:")[2].strip().splitlines()
    assert len(listed) >= 25
    assert [line for line in listed if "Example" in line] == []


def test_a_choice_that_is_none_is_refused_with_the_choices_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "cite", "alphine", "--format", "csl-json")
    assert (code, out) == (2, "")
    assert "'-f': 'csl-json' is not one of 'text', 'markdown', 'html', 'csl'" in err
    assert "Value error" not in err
