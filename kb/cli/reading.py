"""Commands that read treatments: list, show, compare, why."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.cli.options import (
    DataOption,
    FormatOption,
    JsonOption,
    NameArgument,
    NamesArgument,
    OutputOption,
    WidthOption,
    base_with,
)
from kb.cli.output import deliver


def list_treatments(
    category: Annotated[str, typer.Option(help="pharmacotherapy, neuromodulation, …")] = "",
    of_class: Annotated[str, typer.Option("--class", help="Members of a class.")] = "",
    level: Annotated[str, typer.Option(help="class, agent, formulation, protocol.")] = "",
    standing: Annotated[str, typer.Option(help="marketed, investigational, withdrawn, …")] = "",
    status: Annotated[str, typer.Option(help="Jurisdiction and status: US:approved.")] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb list  ·  kb list --class ssri  ·  kb list --status US:approved --json

    Lists treatments in alphabetical order.
    """
    from kb.cli.answers import list_answer

    document = list_answer(
        base_with(data),
        category=category,
        of_class=of_class,
        level=level,
        standing=standing,
        status=status,
    )
    deliver(document, fmt, as_json, output, width)


def show(
    name: NameArgument,
    sections: Annotated[list[str] | None, typer.Argument(help="Sections or fields.")] = None,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb show sertraline  ·  kb show Spravato dosing warnings  ·  kb show ect -o a.html

    Shows one treatment, whole or by section, with its sources.
    """
    from kb.cli.answers import show_answer

    deliver(show_answer(base_with(data), name, sections or []), fmt, as_json, output, width)


def compare(
    names: NamesArgument,
    fields: Annotated[str, typer.Option(help="Sections or fields, with commas.")] = "",
    differences: Annotated[
        bool, typer.Option("--differences", help="Only rows that differ.")
    ] = False,
    preset: Annotated[
        str, typer.Option(help="choosing, starting, stopping, safety or talking.")
    ] = "",
    baseline: Annotated[
        str, typer.Option(help="Risk with placebo: 35%, or response=35%,dropout-any=25%.")
    ] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb compare ketamine ssri snri  ·  kb compare ect cbt --fields onset,duration
    kb compare sertraline venlafaxine-xr --preset stopping

    Shows treatments of any kind side by side, with their sources; where a network of trials holds
    two of them, the computed difference of 100 people at a baseline risk that you can state.
    """
    from kb.cli.answers import compare_answer

    document = compare_answer(base_with(data), names, fields, differences, preset, baseline)
    deliver(document, fmt, as_json, output, width)


def why(
    name: NameArgument,
    field: Annotated[str, typer.Argument(help="A field or section: onset.response.")],
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb why ketamine onset.response  ·  kb why paroxetine populations.pregnancy

    Shows what a statement rests on: conditions, sources with locators, certainty, dates.
    """
    from kb.cli.answers import why_answer

    deliver(why_answer(base_with(data), name, field), fmt, as_json, output, width)
