"""Commands that compute from trials: `kb evidence fit`, `pairwise`, `funnel`."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Annotated

import typer

from kb.cli.options import FormatOption, JsonOption, OutputOption, WidthOption
from kb.cli.output import deliver
from kb.problems import UsageFault

FileArgument = Annotated[Path, typer.Argument(help="CSV file of trials.")]
ColumnsOption = Annotated[
    str, typer.Option(help="Names of columns: study=trial_id,treatment=drug,n=total.")
]
MethodOption = Annotated[
    str, typer.Option(help="tau=REML,smd=hedges,zero-cells=all,…; see `kb evidence methods`.")
]
WhereOption = Annotated[
    str, typer.Option(help="Rows to take: primary_timepoint=1,rating=clinician.")
]
MeasureOption = Annotated[str, typer.Option(help="OR, RR, RD, MD or SMD.")]
ReferenceOption = Annotated[str, typer.Option(help="Treatment that others are compared with.")]


def require_numpy() -> None:
    """Raise UsageFault where NumPy is missing, with the command that brings it."""
    if importlib.util.find_spec("numpy") is None:
        raise UsageFault(
            "Computing needs NumPy, which is not installed. Install the extra: "
            "pip install 'treatment-kb[evidence]'. Shipped results need none."
        )


def _direction(better: str) -> bool | None:
    known = {"": None, "larger": False, "smaller": True}
    if better not in known:
        raise UsageFault(f'--better takes larger or smaller, not "{better}".')
    return known[better]


def fit(
    file: FileArgument,
    measure: MeasureOption = "",
    reference: ReferenceOption = "",
    better: Annotated[str, typer.Option(help="larger or smaller: direction of ranks.")] = "",
    columns: ColumnsOption = "",
    method: MethodOption = "",
    where: WhereOption = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence fit trials.csv --reference placebo  ·  … --measure RR -o result.json

    Fits a network to arms (study, treatment, n, events; or n, mean, sd) or to contrasts (study,
    treatment1, treatment2, effect, se). `-o RESULT.json` keeps it for forest, league, split, rank
    and network with `--from RESULT.json`.
    """
    require_numpy()
    from kb.evidence.analysis import fit_file
    from kb.evidence.choices import choices_from
    from kb.evidence.columns import filters_of, mapping_of
    from kb.view.evidence_net import fit_document

    chosen = choices_from(method)
    better_small, rows = _direction(better), filters_of(where)
    _, network = fit_file(file, mapping_of(columns), measure, chosen, reference, better_small, rows)
    deliver(fit_document(network), fmt, as_json, output, width)


def pairwise(
    file: FileArgument,
    measure: MeasureOption = "",
    treatment: Annotated[str, typer.Option(help="The first of the two.")] = "",
    control: Annotated[str, typer.Option(help="What it is compared with.")] = "",
    columns: ColumnsOption = "",
    method: MethodOption = "",
    where: WhereOption = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence pairwise trials.csv --treatment drug --control placebo --measure RR

    Pools the trials that compare two treatments directly, with a forest plot. Also takes pairs
    side by side (study, n1, events1, n2, events2; or means and sds).
    """
    require_numpy()
    from kb.evidence.choices import choices_from
    from kb.evidence.columns import filters_of, mapping_of
    from kb.evidence.comparison import pairwise_file
    from kb.view.evidence_pairwise import pairwise_document

    chosen = choices_from(method)
    result = pairwise_file(
        file, mapping_of(columns), measure, chosen, treatment, control, filters_of(where)
    )
    deliver(pairwise_document(result), fmt, as_json, output, width)


def funnel(
    file: FileArgument,
    order: Annotated[str, typer.Option(help="Every treatment, with commas, in a real order.")],
    measure: MeasureOption = "",
    columns: ColumnsOption = "",
    method: MethodOption = "",
    where: WhereOption = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence funnel trials.csv --order newest,older,oldest,placebo

    Comparison-adjusted funnel: whether small trials favour what comes first in the order. The
    order must mean something, such as from the newest to the oldest treatment.
    """
    require_numpy()
    from kb.evidence.analysis import fit_file
    from kb.evidence.choices import choices_from
    from kb.evidence.columns import filters_of, mapping_of
    from kb.evidence.funnel import asymmetry
    from kb.evidence.funnel import funnel as points_of
    from kb.view.evidence_funnel import funnel_document

    fitted, network = fit_file(
        file, mapping_of(columns), measure, choices_from(method), "", None, filters_of(where)
    )
    points = points_of(fitted, [part.strip() for part in order.split(",") if part.strip()])
    rows = [(p.trial, p.first, p.second, p.shift, p.se) for p in points]
    test = asymmetry(points)
    found = funnel_document(network, rows, (test.intercept, test.se, test.p, test.df))
    deliver(found, fmt, as_json, output, width)


def methods(
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence methods  ·  kb evidence methods --width 120

    Lists every choice for --method with its values, the default first, and the columns of files.
    """
    require_numpy()
    from kb.evidence.choices import MEANINGS as CHOICES
    from kb.evidence.columns import MEANINGS as COLUMNS
    from kb.view.evidence_methods import methods_document

    deliver(methods_document(CHOICES, COLUMNS), fmt, as_json, output, width)
