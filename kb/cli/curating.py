"""Commands for curators: validate, audit."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli.faults import DATA, problem_words, say, seen_width
from kb.cli.options import (
    DataOption,
    FormatOption,
    JsonOption,
    OutputOption,
    WidthOption,
    base_with,
)
from kb.cli.output import deliver
from kb.problems import Problem, Severity
from kb.render.gate import visible

if TYPE_CHECKING:
    from kb.ask.base import KnowledgeBase
    from kb.load.loaded import Loaded


class ProblemFormat(StrEnum):
    """Formats of a list of problems."""

    HUMAN = "human"
    JSON = "json"
    PARSABLE = "parsable"
    GITHUB = "github"


def validate(
    files: Annotated[Optional[list[Path]], typer.Argument(help="Data files and folders.")] = None,  # noqa: UP045
    extra: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option("--sources", help="Files of sources that go with them."),
    ] = None,
    fmt: Annotated[ProblemFormat, typer.Option("--format", "-f")] = ProblemFormat.HUMAN,
    data_only: Annotated[bool, typer.Option("--data-only", hidden=True)] = False,
) -> None:
    """Examples:  kb validate  ·  kb validate my.yaml  ·  kb validate my.yaml --format github
    kb validate mine/relations/switching.yaml  ·  kb validate mine

    Checks the shipped data, or the files and folders named, and reports every problem with its
    place. Files of relations, sources, concomitants and populations are told by their names.
    """
    from kb.load.base import overlays_from_environment, read_all, read_base, read_files, read_kept
    from kb.load.version import data_folder

    overlays = overlays_from_environment()
    if files and not overlays:
        found = read_files(files, extra or [], read_base(data_folder()))
    else:
        found = read_all(data_folder(), overlays) if overlays else read_kept(data_folder())
        found = read_files(files, extra or [], found) if files else found
    problems = sorted(found.problems, key=lambda problem: problem.sort_key)
    print_problems(problems, fmt)
    errors = [p for p in problems if p.severity is Severity.ERROR]
    if errors:
        raise typer.Exit(DATA)
    if fmt is ProblemFormat.HUMAN:
        say(f"{_counts(found)}: no problem.")


NOUNS = {"treatment": "treatment", "source": "source", "relation": "relation",
         "concomitant": "other drug", "population": "population"}  # fmt: skip


def _counts(found: KnowledgeBase | Loaded) -> str:
    """What was checked: "97 treatments, 1430 sources and 90 relations"."""
    from kb.ask.base import KnowledgeBase
    from kb.view.words import counted, joined

    if isinstance(found, KnowledgeBase):
        kinds = (found.treatments, found.sources, found.relations, found.concomitants,
                 found.populations)  # fmt: skip
        counts = dict(zip(NOUNS, map(len, kinds), strict=True))
    else:
        counts = found.own
    words = [counted(counts[kind], noun) for kind, noun in NOUNS.items() if counts[kind]]
    return joined(words) or "Nothing to check"


def print_problems(problems: list[Problem], fmt: ProblemFormat) -> None:
    """Write problems in a format: JSON and one-liners to stdout, words for people to stderr."""
    if fmt is ProblemFormat.JSON:
        sys.stdout.write(json.dumps([_data(p) for p in problems], indent=2) + "\n")
        return
    for problem in problems if fmt is not ProblemFormat.HUMAN else ():
        place = problem.place
        where = f"{problem.record} {problem.field}".strip()
        aside = f" ({where})" if where else ""
        text = visible(f"{problem.message}{aside}. {problem.remedy}".replace("\n", " "))
        if fmt is ProblemFormat.GITHUB:
            file = _property(place.file)
            head = f"::{problem.severity.value} file={file},line={place.line},col={place.column}"
            print(f"{head},title={problem.code}::{text.replace('%', '%25')}")
        else:
            print(f"{visible(str(place))}: [{problem.severity.value}] {problem.code} {text}")
    if problems and fmt is ProblemFormat.HUMAN:
        say(problem_words(problems, seen_width()))


def _property(text: str) -> str:
    """A property of a workflow command: what would end it is written as its code."""
    escaped = visible(text).replace("%", "%25")
    for char in "\r\n:,":
        escaped = escaped.replace(char, f"%{ord(char):02X}")
    return escaped


def _data(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "record": problem.record,
        "field": problem.field,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def audit(
    worst: Annotated[
        int, typer.Option(min=0, help="Only the N records with most open fields.")
    ] = 0,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb audit  ·  kb audit --worst 20  ·  kb audit --json

    Counts claims, citations, readings and gaps, by record and by field.
    """
    from kb.ask.audit import audit as audited
    from kb.view.lists import audit_document

    deliver(audit_document(audited(base_with(data)), worst), fmt, as_json, output, width)
