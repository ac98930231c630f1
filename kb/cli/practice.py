"""Commands for practice: guidelines, monitor, predictors."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

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

OptionalNames = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(metavar="[NAME]...", help="Ids, names, brands.", autocompletion=complete_name),
]


def guidelines(
    names: OptionalNames = None,
    population: Annotated[
        str, typer.Option("--for", help="Only what is said for it: treatment-resistant.")
    ] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb guidelines ketamine esketamine-nasal  ·  kb guidelines ssri -o a.md
    kb guidelines --for treatment-resistant  ·  kb guidelines --for postpartum
    kb guidelines       every treatment on which guidelines and the FDA differ

    Lines of treatment side by side, disagreements first, in each guideline's own words.
    """
    from kb.ask.guidance import differing, guidance, speaking_of
    from kb.view.guidance import guidelines_document

    base = base_with(data)
    found = guidance(base, [base[name] for name in names or []] or list(base))
    if population:
        found = speaking_of(found, population)
    elif not names:
        found = differing(found)
    document = guidelines_document(base, found, names or [], population)
    deliver(document, fmt, as_json, output, width)


def monitor(
    names: NamesArgument,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb monitor lithium  ·  kb monitor Spravato ketamine  ·  kb monitor ect -o a.md

    What to check, when and why.
    """
    from kb.view.practice import monitor_document

    deliver(monitor_document(base_with(data), names), fmt, as_json, output, width)


def predictors(
    names: OptionalNames = None,
    replicated: Annotated[
        bool, typer.Option("--replicated", help="Only the replicated ones.")
    ] = False,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb predictors ect  ·  kb predictors ketamine ssri  ·  kb predictors --replicated

    What foretells response, in which direction, and whether it was seen again.
    """
    from kb.view.practice import predictors_document

    document = predictors_document(base_with(data), names or [], replicated=replicated)
    deliver(document, fmt, as_json, output, width)
