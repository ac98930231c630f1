"""A network pair by pair: the league table, and direct beside indirect evidence."""

from __future__ import annotations

from collections.abc import Sequence

from kb.model.network import Network
from kb.view.document import Block, Document, Prose, Span, Table
from kb.view.evidence_net import direction_words, network_document
from kb.view.evidence_words import NAMES, effect_words, p_words


def league_document(network: Network, only: Sequence[str] = ()) -> Document:
    """Every treatment against every other; a cell is the row against the column."""
    names = [n.name for n in network.nodes if not only or n.name in only]
    header = (NAMES[network.measure], *(f"v {name}" for name in names))
    rows = tuple((row, *(_cell(network, row, column) for column in names)) for row in names)
    numbers = {i for i, n in enumerate(network.nodes) if n.name in names}
    wanted = [p for p in network.pairs if {p.first, p.second} <= numbers]
    above = direction_words(network, "Above")
    blocks: list[Block] = [Table(header, rows)]
    words = f"Each treatment against those marked v. 95% intervals; order alphabetical. {above}"
    blocks.append(Prose((Span(words),)))
    return network_document(network, "league", f"League table. {network.title}", blocks, wanted)


def _cell(network: Network, row: str, column: str) -> str:
    if row == column:
        return "itself"
    pair = network.pair(row, column)
    return effect_words(network, network.part(pair.effect, pair.se))


def split_document(network: Network, *, every: bool = False) -> Document:
    """Pairs with direct and indirect evidence, and how far the two differ."""
    pairs = [p for p in network.pairs if every or network.gap(p)]
    header = ("pair", "trials", "direct", "indirect", "network", "differ")
    rows = tuple(
        (
            f"{network.nodes[p.first].name} v {network.nodes[p.second].name}",
            str(p.trials),
            effect_words(network, network.direct(p)),
            effect_words(network, network.indirect(p)),
            effect_words(network, network.part(p.effect, p.se)),
            p_words(network.gap(p).p),
        )
        for p in pairs
    )
    low = sum(network.gap(p).p < 0.05 for p in pairs)
    tested = sum(bool(network.gap(p)) for p in pairs)
    words = (
        f"{low} of {tested} pairs differ with p below 0.05; about {tested * 0.05:.0f} would by "
        "chance alone."
    )
    measure = f"{NAMES[network.measure]} with 95% interval."
    blocks: list[Block] = [Table(header, rows), Prose((Span(f"{measure} {words}"),))]
    return network_document(
        network, "split", f"Direct against indirect. {network.title}", blocks, pairs
    )
