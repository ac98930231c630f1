"""Commands that draw: timeline, effects."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.cli.answers import effects_answer, timeline_answer
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


def timeline(
    names: NamesArgument,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb timeline ketamine ssri snri  ·  kb timeline ect esketamine -o time.svg

    Draws how soon treatments act and how long the effect lasts, on one axis from hours to years,
    with the values and sources below. `-o FILE.svg` writes the picture alone.
    """
    deliver(timeline_answer(base_with(data), names), fmt, as_json, output, width)


def effects(
    names: NamesArgument,
    outcome: Annotated[
        list[str] | None, typer.Option(help="response, remission, dropout-any, nausea, …; repeat.")
    ] = None,
    baseline: Annotated[
        str, typer.Option(help="Risk with placebo: 35%, or response=35%,dropout-any=25%.")
    ] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb effects sertraline escitalopram  ·  kb effects ect ketamine --outcome remission

    Shows benefit and harm against the comparator: how many of 100 people, then effects with their
    intervals. What differs in measure, comparator, time point or population has an axis of its own.
    Computed estimates follow where a network of trials holds the treatments.
    """
    document = effects_answer(base_with(data), names, outcome or [], baseline)
    deliver(document, fmt, as_json, output, width)
