"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli.output import Format

if TYPE_CHECKING:
    from kb.ask.base import KnowledgeBase

FormatOption = Annotated[
    Optional[Format], typer.Option("--format", "-f", help="Format of the answer.")  # noqa: UP045
]
JsonOption = Annotated[bool, typer.Option("--json", help="Same as --format json.")]
OutputOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--output", "-o", help="Write to FILE; the suffix picks the format."),
]
WidthOption = Annotated[
    Optional[int], typer.Option("--width", help="Width in characters, 40 to 300.")  # noqa: UP045
]
DataOption = Annotated[
    Optional[list[Path]],  # noqa: UP045
    typer.Option("--data", help="Your own data over the shipped data; may be repeated."),
]


def complete_name(incomplete: str) -> list[str]:
    """Ids and brand names that begin with what was typed."""
    from kb.ask.names import fold, names_of

    start = fold(incomplete)
    found = {
        name
        for record in base_with(None)
        for name in names_of(record)
        if " " not in name and fold(name).startswith(start)
    }
    return sorted(found)


NamesArgument = Annotated[
    list[str],
    typer.Argument(help="Ids, names, brands or aliases.", autocompletion=complete_name),
]
NameArgument = Annotated[
    str, typer.Argument(help="Id, name, brand or alias.", autocompletion=complete_name)
]


def base_with(data: list[Path] | None) -> KnowledgeBase:
    """The knowledge base with the overlays of `--data` and KB_DATA."""
    from kb.load.base import load, overlays_from_environment

    return load([*overlays_from_environment(), *(data or [])])
