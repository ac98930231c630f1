"""The typer application: commands and their names."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from kb import __version__
from kb.cli import (
    articles,
    browsing,
    charting,
    citing,
    considering,
    curating,
    evidence,
    exporting,
    finding,
    history,
    practice,
    ranking,
    reading,
    reference,
    relating,
)
from kb.cli.faults import INTERRUPTED
from kb.cli.guesses import refuse_unknown
from kb.cli.values import name_values

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


app.command("list", short_help="What treatments there are.")(reading.list_treatments)
app.command("show", short_help="One treatment, whole or by section.")(reading.show)
app.command("compare", short_help="Treatments of any kind side by side.")(reading.compare)
app.command("why", short_help="What a statement rests on.")(reading.why)
app.command("browse", short_help="Pick, compare and ask why with keys alone.")(browsing.browse)
app.command("switch", short_help="From one treatment to another: interval and danger.")(
    relating.switch
)
app.command("combine", short_help="Treatments used together, pair by pair.")(relating.combine)
app.command("timeline", short_help="Onset and duration on one axis of time.")(charting.timeline)
app.command("effects", short_help="Benefit and harm of 100 people, with intervals.")(
    charting.effects
)
app.command("find", short_help="Treatments that fit, and those not judged.")(finding.find)
app.command("search", short_help="Every statement that holds some words.")(finding.search)
app.command("consider", short_help="What age, kidneys, QTc, pregnancy touch.")(considering.consider)
app.command("trial", short_help="Whether a past trial was adequate, by whom.")(considering.trial)
app.command("rank", short_help="Places by criteria of your own.")(ranking.rank)
app.command("guidelines", short_help="Lines of treatment, disagreements first.")(
    practice.guidelines
)
app.command("monitor", short_help="What to check, when and why.")(practice.monitor)
app.command("predictors", short_help="Who responds, and whether it was replicated.")(
    practice.predictors
)
app.command("sources", short_help="The documents cited.")(reference.sources)
app.command("glossary", short_help="What a field or word means.")(reference.glossary)
app.command("validate", short_help="Check data files, every fault at its place.")(curating.validate)
app.command("schema", short_help="JSON Schema for an editor.")(reference.schema)
app.command("audit", short_help="Claims, readings and gaps, counted.")(curating.audit)
app.command("new", short_help="A skeleton of a record.")(history.new)
app.command("diff", short_help="Changed facts between two versions.")(history.diff)
app.command("stale", short_help="What must be read again.")(history.stale)
app.add_typer(
    evidence.app, name="evidence", short_help="Networks of trials: computed effects and ranks."
)
app.command("check", short_help="What in a draft the facts do not bear out.")(articles.check)
app.command("cite", short_help="References, for reference managers or as a list.")(citing.cite)
app.command("sync", short_help="Fill and refresh the facts of an article.")(articles.sync)
app.add_typer(
    exporting.export, name="export", short_help="Summaries and comparisons for publication."
)


def _one_example_a_line(app: typer.Typer) -> None:
    """Set the help of each command so that every example stands on a line of its own.

    A docstring begins with "Examples:  kb …  ·  kb …"; in a paragraph that click may not wrap
    (marked by a backspace) each of them can be copied whole.
    """
    for command in app.registered_commands:
        text = command.help or inspect.getdoc(command.callback) or ""
        head, _, rest = text.partition("\n\n")
        if command.callback is not None and head.startswith("Example"):
            name, _, examples = head.partition(":")
            lines = re.split(r"\s+·\s+|\n\s*(?=kb |…)", examples)
            listed = "\n".join(f"  {' '.join(line.split())}" for line in lines if line.strip())
            command.help = f"\b\n{name}:\n{listed}\n\n{rest}"


_one_example_a_line(app)
_one_example_a_line(evidence.app)
_one_example_a_line(exporting.export)


def invoke(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Usage errors are shown in typer's words with code 2."""
    command = get_command(app)
    name_values(command)
    if arguments and arguments[0] not in command.commands:  # type: ignore[attr-defined]
        refuse_unknown(arguments[0])
    try:
        result = command.main(list(arguments), prog_name="kb", standalone_mode=False)
    except Exception as error:
        # typer carries its own copy of click, whose exceptions have no public name.
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            if isinstance(getattr(error, "message", None), str):
                # The library below typer puts its own words before the reason.
                error.message = error.message.replace("Value error, ", "", 1)  # type: ignore[attr-defined]
            error.show()
            return int(error.exit_code)
        if type(error).__name__ == "Abort":
            raise KeyboardInterrupt from error
        raise
    if result == INTERRUPTED:
        # typer has caught the interruption and says nothing.
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0
