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
from kb.problems import UsageFault


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
    from kb.ask.listing import listed
    from kb.view.lists import list_document

    base = base_with(data)
    found = listed(
        base, category=category, of_class=of_class, level=level, standing=standing, status=status
    )
    deliver(list_document(base, found), fmt, as_json, output, width)


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
    from kb.ask.compare import compare as compared
    from kb.view.compare import compare_document

    comparison = compared(base_with(data), [name], sections or [])
    deliver(compare_document(comparison), fmt, as_json, output, width)


def compare(
    names: NamesArgument,
    fields: Annotated[str, typer.Option(help="Sections or fields, with commas.")] = "",
    differences: Annotated[bool, typer.Option(help="Only rows that differ.")] = False,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb compare ketamine ssri snri  ·  kb compare ect cbt --fields onset,duration

    Shows treatments of any kind side by side, with their sources.
    """
    from kb.ask.compare import compare as compared
    from kb.view.compare import compare_document

    if len(names) < 2:
        raise UsageFault("Name at least two treatments; `kb show NAME` shows one.")
    wanted = [part for part in fields.split(",") if part.strip()]
    comparison = compared(base_with(data), names, wanted)
    document = compare_document(comparison, differences=differences)
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
    from kb.ask.compare import field_paths
    from kb.view.why import why_document

    base = base_with(data)
    record = base[name]
    document = why_document(base, record, field_paths([field]))
    deliver(document, fmt, as_json, output, width)
