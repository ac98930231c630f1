"""The typer application: commands and their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from kb import __version__
from kb.cli import (
    charting,
    considering,
    curating,
    evidence,
    finding,
    history,
    practice,
    ranking,
    reading,
    reference,
    relating,
)

app = typer.Typer(
    name="kb",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Program and data version.")] = False,
) -> None:
    """Examples:  kb compare ketamine ssri snri  ·  kb show sertraline  ·  kb why ect onset.response

    Compares treatments of depression from records in which every statement is cited, dated and
    graded. Answers go to stdout, messages to stderr. Exit codes: 0 ok, 1 findings, 2 usage,
    3 name not found or ambiguous, 4 data invalid, 130 interrupted. For professionals who can
    review the sources shown; not advice for one patient.
    """
    if version:
        from kb.load.version import data_version

        print(f"kb {__version__}, data {data_version()}")
        raise typer.Exit


app.command("list")(reading.list_treatments)
app.command("show")(reading.show)
app.command("compare")(reading.compare)
app.command("why")(reading.why)
app.command("switch")(relating.switch)
app.command("combine")(relating.combine)
app.command("timeline")(charting.timeline)
app.command("effects")(charting.effects)
app.command("find")(finding.find)
app.command("search")(finding.search)
app.command("consider")(considering.consider)
app.command("trial")(considering.trial)
app.command("rank")(ranking.rank)
app.command("guidelines")(practice.guidelines)
app.command("monitor")(practice.monitor)
app.command("predictors")(practice.predictors)
app.command("sources")(reference.sources)
app.command("glossary")(reference.glossary)
app.command("validate")(curating.validate)
app.command("schema")(reference.schema)
app.command("audit")(curating.audit)
app.command("new")(history.new)
app.command("diff")(history.diff)
app.command("stale")(history.stale)
app.add_typer(evidence.app, name="evidence")


def invoke(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Usage errors are shown in typer's words with code 2."""
    command = get_command(app)
    try:
        result = command.main(list(arguments), prog_name="kb", standalone_mode=False)
    except Exception as error:
        # typer carries its own copy of click, whose exceptions have no public name.
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            error.show()
            return int(error.exit_code)
        if type(error).__name__ == "Abort":
            raise KeyboardInterrupt from error
        raise
    return result if isinstance(result, int) else 0
