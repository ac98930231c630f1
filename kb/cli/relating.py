"""Commands about two or more treatments in relation: switch, combine."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.cli.answers import combine_answer, switch_answer
from kb.cli.options import (
    DataOption,
    FormatOption,
    JsonOption,
    NamesArgument,
    OutputOption,
    WidthOption,
    base_with,
    complete_name,
)
from kb.cli.output import deliver


def switch(
    left: Annotated[
        str,
        typer.Argument(metavar="FROM", help="Treatment left.", autocompletion=complete_name),
    ],
    begun: Annotated[
        str,
        typer.Argument(metavar="TO", help="Treatment begun.", autocompletion=complete_name),
    ],
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb switch fluoxetine phenelzine  ·  kb switch Nardil Zoloft --json

    Shows what is recorded on going from one treatment to another: interval, danger, reason,
    and the other direction, which may differ.
    """
    deliver(switch_answer(base_with(data), left, begun), fmt, as_json, output, width)


def combine(
    names: NamesArgument,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb combine lithium ect  ·  kb combine sertraline mirtazapine benzodiazepines
    kb combine ect      whatever is recorded with it

    Shows what is recorded on treatments used together, pair by pair: recommended, used, caution,
    contraindicated or unknown, each with its source. Other drugs that bear on ECT, TMS or
    ketamine can be named too.
    """
    deliver(combine_answer(base_with(data), names), fmt, as_json, output, width)
