"""Commands that keep the data true over time: new, diff, stale."""

from __future__ import annotations

import datetime
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli.faults import FINDINGS
from kb.cli.files import write_atomically
from kb.cli.options import (
    DataOption,
    FormatOption,
    JsonOption,
    OutputOption,
    WidthOption,
    base_with,
)
from kb.cli.output import deliver
from kb.problems import UsageFault

if TYPE_CHECKING:
    from kb.load.loaded import Loaded


def new(
    name: Annotated[str, typer.Argument(help="Name of the treatment.")],
    category: Annotated[str, typer.Option(help="pharmacotherapy, psychotherapy, …")],
    of_class: Annotated[str, typer.Option("--class", help="Id of its class record.")] = "",
    output: OutputOption = None,
) -> None:
    """Example:  kb new "bright light" --category light-and-lifestyle -o bright-light.yaml

    Writes a commented record that validates, with every field not yet reviewed.
    """
    from kb.load.skeleton import skeleton

    text = skeleton(name, category, of_class)
    if output is None:
        sys.stdout.write(text)
        return
    if output.exists():
        raise UsageFault(f"{output} exists already. Name another file.")
    write_atomically(output, text)


def diff(
    old: Annotated[str, typer.Argument(help="A data file, a data folder or a git revision.")],
    new_version: Annotated[str, typer.Argument(metavar="[NEW]", help="By default today's.")] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb diff HEAD~1  ·  kb diff v0.1 v0.2  ·  kb diff old.yaml new.yaml

    Lists changed facts, not changed lines. Exits 1 if there are any.
    """
    from kb.ask.changes import changes, relation_changes
    from kb.load.version import data_folder
    from kb.view.history import diff_document

    before, after = _version(old), _version(new_version or str(data_folder()))
    found = changes(before.treatments, after.treatments)
    found += relation_changes(before.related.relations, after.related.relations)
    deliver(diff_document(found), fmt, as_json, output, width)
    if found:
        raise typer.Exit(FINDINGS)


def _version(name: str) -> Loaded:
    """What is in a file, a folder, or the data folder of a git revision."""
    from kb.load.base import read_all, read_files
    from kb.load.version import data_folder

    path = Path(name)
    if path.is_dir():
        return read_all(path)
    if path.is_file():
        return read_files([path], [], read_all(data_folder()))
    with tempfile.TemporaryDirectory() as folder:
        _extract(name, data_folder(), Path(folder))
        return read_all(Path(folder) / "data")


def _extract(revision: str, data: Path, target: Path) -> None:
    if revision.startswith("-"):
        raise UsageFault(f'"{revision}" is no file, folder or git revision.')
    done = subprocess.run(
        ["git", "-C", str(data.parent), "archive", "--format=tar", revision, "data"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise UsageFault(f'"{revision}" is no file, folder or git revision with data.')
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(target, filter="data")


def stale(
    texts: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[ARTICLE|STAMP]...", help="Articles, Word files, or a stamp."),
    ] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="Day to judge by: 2026-11-24.")] = "",
    days: Annotated[
        int, typer.Option(min=0, max=36_500, help="Also what falls due within N days.")
    ] = 0,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb stale  ·  kb stale --days 30  ·  kb stale article.md  ·  kb stale handout.docx

    Lists claims whose source must be read again; with an article, a Word file or a stamp, the
    facts that have changed behind it. Exits 1 if there are any.
    """
    if texts:
        from kb.cli.articles import stale_texts

        stale_texts(texts, base_with(data), fmt, as_json, output, width)
        return
    from kb.ask.changes import stale as due_on
    from kb.view.citing import REVIEW_DAYS
    from kb.view.history import stale_document

    base = base_with(data)
    day = _day(as_of) if as_of else base.today
    found = due_on(base.treatments, day, days, REVIEW_DAYS + 1)
    deliver(stale_document(found, day.isoformat(), days), fmt, as_json, output, width)
    if found:
        raise typer.Exit(FINDINGS)


def _day(text: str) -> datetime.date:
    from kb.model.claim import read_date
    from kb.model.fault import ValueFault

    try:
        return read_date(text)
    except ValueFault as fault:
        raise UsageFault(f"{fault.what}. {fault.remedy}") from fault
