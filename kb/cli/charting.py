"""Commands that draw: timeline, effects."""

from __future__ import annotations

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

TIMES = ["onset", "dosing.course-length", "duration"]


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
    from kb.ask.compare import compare
    from kb.view.timeline import timeline_document

    comparison = compare(base_with(data), names, TIMES)
    deliver(timeline_document(comparison), fmt, as_json, output, width)


def effects(
    names: NamesArgument,
    outcome: Annotated[
        list[str] | None, typer.Option(help="response, remission, dropout-any, nausea, …; repeat.")
    ] = None,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb effects sertraline escitalopram  ·  kb effects ect ketamine --outcome remission

    Shows benefit and harm against the comparator: how many of 100 people, then effects with their
    intervals. What differs in measure, comparator, time point or population has an axis of its own.
    """
    from kb.ask.effects import findings, head_to_head, outcome_paths
    from kb.view.effects import effects_document

    base = base_with(data)
    records = list({base[name].id: base[name] for name in names}.values())
    paths = outcome_paths(outcome or [])
    found, direct = findings(base, records, paths), list(head_to_head(base, records, paths))
    document = effects_document(base, records, paths, found, direct)
    deliver(document, fmt, as_json, output, width)
