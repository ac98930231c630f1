"""Computed evidence beside an answer, read from the shipped results and never computed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.problems import UsageFault
from kb.view.document import Block, Document, Grid, LateDocument, Prose

SECTIONS = ("efficacy", "acceptability")


def belongs(fields: Sequence[str]) -> bool:
    """Whether computed effects belong beside the fields asked for; nothing asked means all."""
    asked = [name.strip().lower() for name in fields]
    return not asked or any(name.startswith(SECTIONS) for name in asked)


def computed_blocks(
    base: KnowledgeBase, records: Sequence[str], baselines: Mapping[str, float]
) -> tuple[list[Block], list[dict[str, Any]]]:
    """Blocks and data on every pair of records (ids) that a shipped network holds.

    Costs the reading of one small file where there is none.
    """
    index = base.computed.index
    alone = len(records) == 1 and index.family_of(records[0])
    if not alone and not index.pairs(records) and not index.across(records):
        return [], []
    from kb.view.evidence_pairs import evidence_blocks

    return evidence_blocks(base, records, index, base.computed.network, baselines)


def with_computed(
    document: Document, base: KnowledgeBase, records: Sequence[str], baseline: str = ""
) -> Document:
    """`document` with computed evidence after its grid; unchanged where there is none."""
    blocks, data = computed_blocks(base, records, baselines_from(baseline))
    if not blocks:
        return document
    at = _place(document.blocks)
    whole = Document(
        document.kind, document.title,
        (*document.blocks[:at], *blocks, *document.blocks[at:]), header=document.header,
    )  # fmt: skip
    return LateDocument(whole, lambda: {**document.data, "evidence": data}, lambda: document.rows)


def _place(blocks: Sequence[Block]) -> int:
    """After the grid; without one, before the closing words."""
    grids = [i + 1 for i, block in enumerate(blocks) if isinstance(block, Grid)]
    prose = [i for i, block in enumerate(blocks) if isinstance(block, Prose)]
    return grids[0] if grids else prose[-1] if prose else len(blocks)


def baselines_from(text: str) -> dict[str, float]:
    """Risks by network from "35%", "0.35" or "response=35%,dropout-any=25%".

    A bare risk is that of response. Raises UsageFault for anything else.
    """
    found: dict[str, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, sign, value = part.rpartition("=")
        found[name.strip() if sign else "response"] = _risk(value.strip(), part)
    return found


def _risk(value: str, part: str) -> float:
    percent = value.endswith("%")
    try:
        risk = float(value.removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        risk = -1.0
    if not 0 < risk < 1:
        raise UsageFault(
            f'--baseline takes a risk such as 35%, or response=35%,dropout-any=25%; "{part}" '
            "is none."
        )
    return risk
