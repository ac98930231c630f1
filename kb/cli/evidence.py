"""Commands on computed evidence: `kb evidence …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli import fitting
from kb.cli.options import FormatOption, JsonOption, OutputOption, WidthOption
from kb.cli.output import deliver
from kb.problems import NameNotFound, UsageFault

if TYPE_CHECKING:
    from kb.model.network import Network

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Examples:  kb evidence forest --outcome response  ·  kb evidence fit trials.csv\n\n"
    "Meta-analysis and network meta-analysis: shipped results, and your own trials.",
)

app.command("fit", short_help="Network meta-analysis of your own trials.")(fitting.fit)
app.command("pairwise", short_help="Two treatments, trial by trial.")(fitting.pairwise)

OutcomeOption = Annotated[
    str, typer.Option(help="A shipped network: response, remission, dropout-any, …")
]
FromOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--from", help="A result of `kb evidence fit FILE -o RESULT.json`."),
]
ReferenceOption = Annotated[str, typer.Option(help="Treatment that others are compared with.")]


def chosen_network(outcome: str, source: Path | None) -> Network:
    """The network that the options name; raises UsageFault for both or none."""
    from kb.load.evidence import evidence_folder, read_index, read_network, read_result
    from kb.load.version import data_folder

    folder = evidence_folder(data_folder())
    if source is not None and not outcome:
        return read_result(source)
    if outcome and source is None:
        return read_network(folder, outcome)
    known = ", ".join(name for f in read_index(folder).families for name in f.networks)
    raise UsageFault(f"Name one network: --outcome ({known}) or --from RESULT.json.")


def treatment_in(network: Network, name: str) -> str:
    """A treatment of the network by its name there, or its reference where none is given."""
    from kb.problems import Candidate

    if not name:
        return network.reference
    folded = {node.name.casefold(): node.name for node in network.nodes}
    if name.casefold() not in folded:
        near = [Candidate(n.name, n.name) for n in network.nodes]
        raise NameNotFound(name, "treatment of this network", near)
    return folded[name.casefold()]


@app.command("forest", short_help="Every treatment against one, with intervals.")
def forest(
    outcome: OutcomeOption = "",
    source: FromOption = None,
    reference: ReferenceOption = "",
    by_effect: Annotated[bool, typer.Option("--by-effect", help="Order by estimate.")] = False,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence forest --outcome response --reference placebo  ·  … -o forest.svg

    Draws every treatment against one on an axis, with intervals.
    """
    from kb.view.evidence_net import forest_document

    network = chosen_network(outcome, source)
    document = forest_document(network, treatment_in(network, reference), by_effect=by_effect)
    deliver(document, fmt, as_json, output, width)


@app.command("league", short_help="Every treatment against every other.")
def league(
    outcome: OutcomeOption = "",
    source: FromOption = None,
    only: Annotated[str, typer.Option(help="Some treatments only, with commas.")] = "",
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence league --outcome response --only sertraline,placebo,fluoxetine

    Every treatment against every other.
    """
    from kb.view.evidence_league import league_document

    network = chosen_network(outcome, source)
    names = [treatment_in(network, part.strip()) for part in only.split(",") if part.strip()]
    deliver(league_document(network, names), fmt, as_json, output, width)


@app.command("split", short_help="Direct against indirect evidence.")
def split(
    outcome: OutcomeOption = "",
    source: FromOption = None,
    every: Annotated[bool, typer.Option("--all", help="Also pairs of one kind only.")] = False,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence split --outcome remission  ·  kb evidence split --from result.json

    Direct beside indirect evidence for every pair that has both, and whether they differ.
    """
    from kb.view.evidence_league import split_document

    network = chosen_network(outcome, source)
    deliver(split_document(network, every=every), fmt, as_json, output, width)


@app.command("rank", short_help="Chances of each place, and P-scores.")
def rank(
    outcome: OutcomeOption = "",
    source: FromOption = None,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence rank --outcome dropout-any  ·  kb evidence rank … -o ranks.svg

    Chances of each rank with P-scores, never without the intervals of the ranks.
    """
    from kb.view.evidence_net import rank_document

    deliver(rank_document(chosen_network(outcome, source)), fmt, as_json, output, width)


@app.command("network", short_help="Who was compared with whom.")
def network(
    outcome: OutcomeOption = "",
    source: FromOption = None,
    fmt: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Examples:  kb evidence network --outcome response  ·  kb evidence network … -o graph.svg

    Who was compared with whom, in how many trials and people.
    """
    from kb.view.evidence_net import graph_document

    deliver(graph_document(chosen_network(outcome, source)), fmt, as_json, output, width)


app.command("funnel", short_help="Small-study effects: comparison-adjusted funnel.")(fitting.funnel)
app.command("methods", short_help="What is computed, and by which formulas.")(fitting.methods)
