"""How numbers came about: the small print of an answer, and every choice there is."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kb.model.network import Network
from kb.view.document import NBSP, Block, Bullets, Document, Heading, Prose, Role, Span, Table
from kb.view.evidence_pairs import trials_words
from kb.view.evidence_words import i2_words, number, p_words

HEADER = ("kind", "key", "meaning")


def methods_document(choices: Mapping[str, str], columns: Mapping[str, str]) -> Document:
    """Every choice with its values, the default first, then every column."""
    title = "Choices of method, and columns of a file"
    blocks = (
        Heading(title, 1),
        Prose((Span("Choices for --method, such as --method tau=REML,level=0.9; the first value "
                    "named is the default."),)),
        Table(("choice", "meaning and values"), tuple(choices.items())),
        Prose((Span("Columns of a file; other names are told by --columns study=trial_id."),)),
        Table(("column", "meaning"), tuple(columns.items())),
    )  # fmt: skip
    rows = tuple(
        (kind, key, text)
        for kind, found in (("choice", choices), ("column", columns))
        for key, text in found.items()
    )
    data = {"choices": dict(choices), "columns": dict(columns)}
    return Document("evidence-methods", title, blocks, data, HEADER, rows)


ONLY_IN = {"prediction": ("fit",), "split": ("fit", "split"), "ranks": ("fit", "rank")}
"""Choices that bear on some answers only; elsewhere the small print leaves them out."""


def method_blocks(network: Network, kind: str) -> list[Block]:
    """How the numbers came about: spread, choices, data with its hash, what was left out."""
    words = (
        f"{trials_words(network)}. {_spread(network)} "
        f"Data: {network.data_name or 'not from a file'}"
        f"{f', SHA-256 {network.data_hash[:12]}…' if network.data_hash else ''}"
        f"{f' ({network.licence})' if network.licence else ''}"
        f"{f', {network.source}' if network.source else ''}"
    )
    words += "" if words.endswith("…") else "."
    said = {k: v for k, v in network.method.items() if kind in ONLY_IN.get(k, (kind,))}
    choices = "; ".join(f"{key}: {value}" for key, value in said.items())
    blocks: list[Block] = [Prose((Span(words, Role.MUTED),)), Prose((Span(choices, Role.MUTED),))]
    if network.notes:
        blocks.append(Bullets(tuple((Span(note, Role.MUTED),) for note in network.notes)))
    return blocks


def _spread(network: Network) -> str:
    s = network.statistics
    if math.isnan(network.tau2):
        return "No degree of freedom for a variance between trials."
    p = p_words(s["p_random"])
    consistent = f"consistency of designs {p} (design-by-treatment, random effects)"
    if math.isnan(s["p_random"]):
        consistent = "no closed loop of designs, so nothing to test consistency with"
    spread = f"Variance between trials τ²{NBSP}{number(network.tau2, 3)}, I²{NBSP}{i2_words(s)}"
    return f"{spread}; {consistent}."
