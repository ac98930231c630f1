"""Commands that look for treatments: find, search."""

from __future__ import annotations

from typing import Annotated, Optional

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

Many = Optional[list[str]]  # noqa: UP045


def find(
    population: Annotated[
        str, typer.Option("--for", help="Whom it is for: treatment-resistant, postpartum, …")
    ] = "",
    status: Annotated[str, typer.Option(help="Regulator's decision: US:approved.")] = "",
    category: Annotated[str, typer.Option(help="pharmacotherapy, neuromodulation, …")] = "",
    of_class: Annotated[str, typer.Option("--class", help="A class and its members.")] = "",
    level: Annotated[str, typer.Option(help="class, agent, formulation, protocol.")] = "",
    standing: Annotated[str, typer.Option(help="marketed, investigational, withdrawn, …")] = "",
    onset_within: Annotated[str, typer.Option(help="Response within: 7d, 2 weeks.")] = "",
    separates_within: Annotated[
        str, typer.Option(help="First difference from control within: 24h, 7d.")
    ] = "",
    lasts_at_least: Annotated[
        str, typer.Option(help="After one dose or a course, at least: 4 weeks.")
    ] = "",
    route: Annotated[str, typer.Option(help="oral, nasal, intravenous, …")] = "",
    setting: Annotated[str, typer.Option(help="home, clinic, certified-clinic, hospital.")] = "",
    line: Annotated[Many, typer.Option(help="Guideline and line: canmat-2023:first.")] = None,
    avoid: Annotated[Many, typer.Option(help="Adverse effect not raised: weight-gain.")] = None,
    not_with: Annotated[
        Many, typer.Option(help="Not contraindicated with: maoi, ect, tms, serotonergic.")
    ] = None,
    pregnancy: Annotated[
        bool, typer.Option("--pregnancy", help="What is known in pregnancy.")
    ] = False,
    breastfeeding: Annotated[
        bool, typer.Option("--breastfeeding", help="What is known in breastfeeding.")
    ] = False,
    where: Annotated[Many, typer.Option(help="Any test on fields, see docs/where.md.")] = None,
    sort: Annotated[str, typer.Option(help="name, category, or a field that compares.")] = "",
    others: Annotated[
        bool, typer.Option("--others", help="Also list what does not match.")
    ] = False,
    reasons: Annotated[
        bool, typer.Option("--reasons", help="Say for each record why it is open.")
    ] = False,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb find --onset-within 7d  ·  kb find --avoid weight-gain --route oral
    kb find --status US:approved --for treatment-resistant  ·  kb find --line canmat-2023:first
    kb find --where "onset.response <= 1 week and route = oral and not class = maoi"

    Lists treatments that match, and those that could not be judged and why. Unknown is not no.
    """
    from kb.cli.answers import find_answer

    document = find_answer(
        base_with(data), population=population, status=status, category=category,
        of_class=of_class, level=level, standing=standing, onset_within=onset_within,
        separates_within=separates_within, lasts_at_least=lasts_at_least, route=route,
        setting=setting, line=line or (), avoid=avoid or (), not_with=not_with or (),
        pregnancy=pregnancy, breastfeeding=breastfeeding, where=where or (), sort=sort,
        others=others, reasons=reasons,
    )  # fmt: skip
    deliver(document, fmt, as_json, output, width)


def search(
    text: Annotated[list[str], typer.Argument(help="Words or phrases; all must be there.")],
    everything: Annotated[bool, typer.Option("--all", help="Show every statement.")] = False,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb search torsade  ·  kb search grapefruit juice  ·  kb search "weight gain" --all

    Finds what holds all the words: statements of any treatment, rules on switching and combining,
    comparisons, sources.
    """
    from kb.cli.answers import search_answer

    deliver(search_answer(base_with(data), text, everything), fmt, as_json, output, width)
