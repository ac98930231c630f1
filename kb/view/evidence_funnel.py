"""The comparison-adjusted funnel as a document."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kb.model.network import Network
from kb.view.axis import axis_for
from kb.view.document import Block, Chart, ChartGroup, ChartRow, Document, Heading, Prose, Span
from kb.view.evidence_methods import method_blocks
from kb.view.evidence_words import number, p_words
from kb.view.words import counted

HEADER = ("trial", "first", "second", "shift", "se")
Row = tuple[str, str, str, float, float]
"""Trial, first and second treatment, effect minus the direct estimate of its pair, error."""


def funnel_document(
    network: Network, rows: Sequence[Row], egger: tuple[float, float, float, int]
) -> Document:
    """Points from the most to the least precise, and Egger's test over all of them."""
    ordered = sorted(rows, key=lambda row: row[4])
    axis = axis_for((row[3] for row in rows), ratio=False)
    points = tuple(
        ChartRow(
            row[0], f"{number(row[3])}, standard error {number(row[4])}",
            point=axis.share(row[3]), side=f"{row[1]} v {row[2]}, se {number(row[4])}",
        )
        for row in ordered
    )  # fmt: skip
    chart = Chart(
        "Shift of each trial from the direct estimate of its pair",
        "Linear scale"
        + (", in logarithms" if network.is_ratio else "")
        + "; 0 is no shift; most precise first, by the standard error (se); to the right favours a "
        "larger effect of the first",
        axis.ticks(), (ChartGroup("", points),), (), axis.share(0.0),
    )  # fmt: skip
    intercept, se, p, df = egger
    freedom = counted(df, "degree of freedom", "degrees of freedom")
    words = (
        f"Egger's test over {len(rows)} contrasts: intercept {number(intercept)} (standard error "
        f"{number(se)}, {freedom}), {p_words(p)}. Small trials that differ may be "
        "small for other reasons than publication."
    )
    blocks: tuple[Block, ...] = (
        Heading(f"Comparison-adjusted funnel. {network.title}", 1),
        Prose((Span(words),)), chart, *method_blocks(network, "funnel"),
    )  # fmt: skip
    data = {
        "points": [dict(zip(HEADER, row, strict=True)) for row in ordered],
        "egger": {"intercept": intercept, "se": se, "p": None if math.isnan(p) else p, "df": df},
    }
    table = tuple(tuple(str(cell) for cell in row) for row in ordered)
    return Document("evidence-funnel", f"Comparison-adjusted funnel. {network.title}", blocks, data,
                    HEADER, table)  # fmt: skip
