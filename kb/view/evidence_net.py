"""A whole network as documents: forest, ranks, graph, and the fit itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from kb.model.network import Network, PairResult
from kb.model.network_data import network_data
from kb.view.axis import axis_for
from kb.view.document import (
    NBSP,
    Block,
    Chart,
    ChartGroup,
    ChartRow,
    Document,
    Heading,
    Mark,
    Prose,
    Span,
    Table,
)
from kb.view.evidence_methods import method_blocks
from kb.view.evidence_words import NAMES, effect_number, effect_words, number, p_words
from kb.view.picture import Graph, GraphEdge, GraphNode, Histogram, HistogramRow

PAIR_HEADER = (
    "first", "second", "measure", "effect", "se", "lower", "upper", "p", "predict_lower",
    "predict_upper", "direct", "direct_se", "indirect", "indirect_se", "p_inconsistency",
    "share_direct", "trials", "people", "common", "common_se",
)  # fmt: skip


def pair_values(network: Network, pair: PairResult) -> dict[str, Any]:
    """Everything known of a pair, as data; ratios as logarithms, None where there is nothing."""
    whole, low_high = network.part(pair.effect, pair.se), network.prediction(pair)
    direct, indirect = network.direct(pair), network.indirect(pair)
    values: dict[str, Any] = {
        "first": network.nodes[pair.first].name, "second": network.nodes[pair.second].name,
        "measure": network.measure, "effect": whole.effect, "se": whole.se,
        "lower": whole.lower, "upper": whole.upper, "p": whole.p,
        "predict_lower": low_high[0], "predict_upper": low_high[1],
        "direct": direct.effect, "direct_se": direct.se,
        "indirect": indirect.effect, "indirect_se": indirect.se,
        "p_inconsistency": network.gap(pair).p, "share_direct": pair.share,
        "trials": pair.trials, "people": pair.people,
        "common": pair.common, "common_se": pair.common_se,
    }  # fmt: skip
    return {
        key: None if isinstance(value, float) and math.isnan(value) else value
        for key, value in values.items()
    }


def network_document(
    network: Network, kind: str, title: str, blocks: Sequence[Block], pairs: Sequence[PairResult]
) -> Document:
    """The blocks under their title, with how the numbers came about and the pairs as data."""
    values = [pair_values(network, pair) for pair in pairs]
    rows = tuple(tuple("" if v is None else str(v) for v in row.values()) for row in values)
    data = {
        "network": network_data(network),
        "logarithm": network.is_ratio,
        "pairs": values,
        "order": "alphabetical",
    }
    body = (Heading(title, 1), *blocks, *method_blocks(network, kind))
    return Document(f"evidence-{kind}", title, body, data, PAIR_HEADER, rows)


def ordered(network: Network, reference: str, by_effect: bool) -> list[PairResult]:
    """Every treatment against the reference, alphabetically or by estimate."""
    pairs = [network.pair(n.name, reference) for n in network.nodes if n.name != reference]
    return sorted(pairs, key=lambda p: -p.effect) if by_effect else pairs


def forest_document(network: Network, reference: str, *, by_effect: bool = False) -> Document:
    """Every treatment against one, on one axis."""
    pairs = ordered(network, reference, by_effect)
    title = f"{network.title}, against {reference}"
    order = "Order by estimate, as asked." if by_effect else "Order alphabetical."
    chart = forest_chart(
        network, pairs, f"{NAMES[network.measure].capitalize()} against {reference}"
    )
    blocks: list[Block] = [chart, Prose((Span(f"{order} {direction_words(network)}"),))]
    return network_document(network, "forest", title, blocks, pairs)


def direction_words(network: Network, where: str = "To the right of") -> str:
    """What a value above that of no difference means."""
    if network.is_ratio:
        what = network.happens or "have the event"
        value = "fewer is better" if network.small_is_good else "more is better"
        return f"{where} 1 more people {what}; {value} for this outcome."
    better = "worse" if network.small_is_good else "better"
    return f"{where} 0 is {better} than the comparator."


def forest_chart(network: Network, pairs: Sequence[PairResult], title: str) -> Chart:
    """Pairs on one axis, each with its interval and, beside it, its figures and trials."""
    parts = [network.part(pair.effect, pair.se) for pair in pairs]
    axis = axis_for((v for p in parts for v in (p.lower, p.upper)), ratio=network.is_ratio)
    rows = tuple(
        ChartRow(
            network.nodes[pair.first].name,
            effect_words(network, part),
            axis.share(part.lower), axis.share(part.upper), axis.share(part.effect), Mark.LINE,
            side=f"{effect_words(network, part)}",
        )
        for pair, part in zip(pairs, parts, strict=True)
    )  # fmt: skip
    scale = "Logarithmic scale" if network.is_ratio else "Linear scale"
    none = "1 is no difference" if network.is_ratio else "0 is no difference"
    return Chart(
        title, f"{scale}; {none}; network estimates with 95% intervals", axis.ticks(),
        (ChartGroup("", rows),), ((Mark.POINT, "estimate"), (Mark.LINE, "95% interval")),
        axis.share(0.0),
    )  # fmt: skip


def rank_document(network: Network) -> Document:
    """The chances of each rank, with P-score and rank interval; in the outcome's own direction."""
    nodes = sorted(network.nodes, key=lambda n: (-n.score, n.name))
    rows = tuple(
        HistogramRow(
            node.name, node.ranks,
            f"P-score {node.score:.2f}, rank{NBSP}{node.rank_middle} ({node.rank_low} to "
            f"{node.rank_high})",
        )
        for node in nodes
    )  # fmt: skip
    columns = tuple(str(index + 1) for index in range(len(nodes)))
    better = "fewer events first" if network.small_is_good and network.is_ratio else \
        "lower values first" if network.small_is_good else \
        "more events first" if network.is_ratio else "higher values first"  # fmt: skip
    picture = Histogram(
        f"Chances of each rank for {network.outcome}",
        f"Ranks 1 to {len(nodes)} from the left, {better}; each row to its own height; median rank "
        "with its 95% interval",
        columns, rows,
    )  # fmt: skip
    words = (
        "A rank is a place among these treatments on this outcome alone. Wide intervals mean that "
        "the order is not known; a difference in rank need not be one that anybody would notice. "
        "The P-score is the mean chance of a true effect better than another treatment's; it "
        "equals the SUCRA. Order by P-score."
    )
    blocks: list[Block] = [picture, Prose((Span(words),))]
    found = network_document(network, "rank", f"Ranks. {network.title}", blocks, network.pairs)
    header = ("treatment", "p_score", "rank_low", "rank_median", "rank_high", "trials", "people")
    table = tuple(
        (n.name, str(n.score), str(n.rank_low), str(n.rank_middle), str(n.rank_high),
         str(n.trials), "" if n.people is None else str(n.people))
        for n in nodes
    )  # fmt: skip
    data = {**found.data, "ranks": [dict(zip(header, row, strict=True)) for row in table]}
    return Document(found.kind, found.title, found.blocks, data, header, table)


def graph_document(network: Network) -> Document:
    """Who was compared with whom, by trials; how many people had each treatment."""
    most = max((n.people or n.trials for n in network.nodes), default=1)
    nodes = tuple(
        GraphNode(n.name, (n.people or n.trials) / most, _node_words(n.trials, n.people))
        for n in network.nodes
    )
    edges = tuple(GraphEdge(p.first, p.second, p.trials) for p in network.pairs if p.trials)
    title = f"Who was compared with whom. {network.title}"
    blocks: list[Block] = [
        Graph(f"Direct comparisons: {network.outcome}",
              nodes, edges)
    ]  # fmt: skip
    return network_document(
        network, "network", title, blocks, [p for p in network.pairs if p.trials]
    )


def _node_words(trials: int, people: int | None) -> str:
    words = f"{trials}{NBSP}trial{'' if trials == 1 else 's'}"
    return words if people is None else f"{people:,}{NBSP}people, {words}"


def fit_document(network: Network) -> Document:
    """A network just fitted: estimates against its reference, spread, consistency, method."""
    s = network.statistics
    pairs = ordered(network, network.reference, False)
    rows = tuple(
        (
            network.nodes[p.first].name,
            effect_words(network, network.part(p.effect, p.se)),
            _interval(network, network.prediction(p)),
            effect_words(network, network.direct(p)),
            str(p.trials),
        )
        for p in pairs
    )
    header = (
        "",
        f"{NAMES[network.measure]} (95%{NBSP}CI)",
        "in one further trial",
        "direct",
        "trials",
    )
    tests = (
        ("all", "Q", "df", "p"), ("within designs", "Q_within", "df_within", "p_within"),
        ("between designs", "Q_between", "df_between", "p_between"),
        ("between designs, random effects", "Q_random", "df_random", "p_random"),
    )  # fmt: skip
    table = tuple((w, number(s[q]), f"{s[d]:.0f}", p_words(s[p])) for w, q, d, p in tests)
    blocks: list[Block] = [
        Heading(f"Against {network.reference}", 2), Table(header, rows),
        Heading("Heterogeneity and consistency", 2), Table(("Q", "", "df", "p"), table),
    ]  # fmt: skip
    return network_document(network, "fit", network.title, blocks, network.pairs)


def _interval(network: Network, bounds: tuple[float, float]) -> str:
    if math.isnan(bounds[0]):
        return "none"
    return f"{effect_number(network, bounds[0])}{NBSP}to{NBSP}{effect_number(network, bounds[1])}"
