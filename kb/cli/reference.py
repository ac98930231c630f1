"""Commands about the scheme itself: sources, glossary, schema."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from kb.cli.options import (
    DataOption,
    FormatOption,
    JsonOption,
    OutputOption,
    WidthOption,
    base_with,
)
from kb.cli.output import deliver


def sources(
    source_id: Annotated[str, typer.Argument(metavar="[ID]", help="One source.")] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb sources  ·  kb sources cipriani2018  ·  kb sources --json

    Lists the sources, or one of them with every statement that rests on it.
    """
    from kb.cli.answers import sources_answer

    deliver(sources_answer(base_with(data), source_id), fmt, as_json, output, width)


def glossary(
    term: Annotated[str, typer.Argument(metavar="[TERM]", help="One term.")] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb glossary  ·  kb glossary "not studied"  ·  kb glossary onset.response

    Explains fields, states and the words of the closed vocabularies.
    """
    from kb.view.lists import glossary_document

    deliver(glossary_document(term), fmt, as_json, output, width)


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="treatments, sources, switching, combinations, comparisons, concomitants, "
            "populations.",
        ),
    ] = "treatments",
) -> None:
    """Examples:  kb schema > kb.schema.json  ·  kb schema switching > switching.schema.json

    Prints the JSON Schema of a kind of data file. In an editor with a YAML language server, put
    `# yaml-language-server: $schema=kb.schema.json` in the first line of the file.
    """
    from kb.load.schema_kinds import schema_of

    sys.stdout.write(json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n")
