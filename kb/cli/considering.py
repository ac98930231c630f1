"""Commands for one situation in general terms: consider, trial."""

from __future__ import annotations

from typing import Annotated, Optional

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

Number = Optional[int]  # noqa: UP045
Many = Optional[list[str]]  # noqa: UP045


def consider(
    names: NamesArgument,
    age: Annotated[Number, typer.Option(help="Age in years.")] = None,
    egfr: Annotated[Number, typer.Option(help="eGFR in ml/min.")] = None,
    qtc: Annotated[Number, typer.Option(help="QTc in milliseconds.")] = None,
    liver: Annotated[bool, typer.Option("--liver", help="Liver impairment.")] = False,
    pregnant: Annotated[bool, typer.Option("--pregnant", help="Pregnancy.")] = False,
    breastfeeding: Annotated[bool, typer.Option("--breastfeeding", help="Breastfeeding.")] = False,
    taking: Annotated[Many, typer.Option(help="Taken at the same time; may be repeated.")] = None,
    history: Annotated[Many, typer.Option(help="seizure, bipolar, glaucoma, …; repeat.")] = None,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb consider citalopram ect --age 78 --egfr 25 --qtc 480
    kb consider sertraline --taking phenelzine  ·  kb consider bupropion-xl --history seizure

    What is recorded on general conditions, each statement cited, and what is not recorded.
    """
    from kb.ask.conditions import Asked
    from kb.ask.consider import consider as considered
    from kb.view.consider import consider_document

    base = base_with(data)
    asked = Asked(
        age=age, egfr=egfr, qtc=qtc, liver=liver, pregnant=pregnant, breastfeeding=breastfeeding,
        taking=taking or [], history=history or [],
    )  # fmt: skip
    found = considered(base, names, asked.conditions(base))
    deliver(consider_document(base, names, found), fmt, as_json, output, width)


def trial(
    name: NameArgument,
    dose: Annotated[str, typer.Option(help='The dose taken: "100 mg/day".')] = "",
    sessions: Annotated[str, typer.Option(help="The number of sessions.")] = "",
    weeks: Annotated[str, typer.Option(help="For how many weeks.")] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb trial sertraline --dose "100 mg/day" --weeks 8
    kb trial rtms-10hz --sessions 12 --weeks 3

    Whether a past trial was adequate by the recorded definition, and whose definition it is.
    """
    from kb.ask.trial import judge_trial, read_given
    from kb.view.trial import trial_document

    base = base_with(data)
    found = judge_trial(base, name, read_given(dose, sessions, weeks))
    deliver(trial_document(base, name, found), fmt, as_json, output, width)
