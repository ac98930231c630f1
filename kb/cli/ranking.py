"""The command that orders treatments by the reader's own criteria: rank."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import typer

from kb.cli.options import (
    DataOption,
    FormatOption,
    JsonOption,
    NamesArgument,
    OutputOption,
    WidthOption,
    base_with,
)
from kb.cli.output import deliver
from kb.problems import UsageFault


def rank(
    names: NamesArgument,
    by: Annotated[
        list[str],
        typer.Option(
            "--by", "--avoid", help="A field or an adverse effect; repeat, first decides first."
        ),
    ],
    weights: Annotated[str, typer.Option(help="One weight a criterion: 3,1.")] = "",
    across: Annotated[
        bool, typer.Option("--across-populations", help="You judge the populations alike.")
    ] = False,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb rank mirtazapine sertraline paroxetine --avoid sexual-dysfunction
    kb rank ketamine ssri snri --by onset --avoid weight-gain --across-populations
    kb rank ssri snri tca --by onset --by response --weights 2,1

    Orders treatments by your own criteria, in the order given or by weight. What is not known
    widens a place to an interval; what is not comparable is refused; no total is formed.
    """
    from kb.ask.ranking import rank as ranked
    from kb.view.rank import rank_document

    base = base_with(data)
    found = ranked(base, names, by, read_weights(weights, len(by)), across=across)
    deliver(rank_document(base, names, found), fmt, as_json, output, width)


def read_weights(text: str, count: int) -> list[Fraction] | None:
    """The weights written in `text`, one for each of `count` criteria; None for an empty text.

    Raises UsageFault.
    """
    if not text:
        return None
    remedy = f"Write {count} positive number{'s' if count != 1 else ''} with commas: 3,1."
    try:
        found = [Fraction(part.strip()) for part in text.split(",")]
    except (ValueError, ZeroDivisionError):
        raise UsageFault(f'--weights: "{text}" is not read. {remedy}') from None
    if len(found) != count or any(not 0 < weight <= 1000 for weight in found):
        raise UsageFault(f"--weights: one for each criterion, above 0. {remedy}")
    return found
