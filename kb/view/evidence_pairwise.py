"""A pairwise meta-analysis as a document: trials and pooled effects on one axis."""

from __future__ import annotations

import math
from typing import Any

from kb.model.network import Part
from kb.model.pairwise import PairwiseResult
from kb.view.axis import axis_for
from kb.view.document import (
    NBSP,
    Block,
    Bullets,
    Chart,
    ChartGroup,
    ChartRow,
    Document,
    Heading,
    Mark,
    Prose,
    Role,
    Span,
)
from kb.view.evidence_words import NAMES, i2_words, number, p_words
from kb.view.words import counted

HEADER = ("trial", "effect", "se", "lower", "upper", "people", "weight_common", "weight_random")


def pairwise_document(result: PairwiseResult) -> Document:
    """Every trial with its weight, both pooled effects, prediction, heterogeneity, method."""
    title = f"{result.treatment} against {result.control}: {NAMES[result.measure]}"
    blocks: list[Block] = [
        Heading(title, 1), _chart(result),
        Prose((Span(_spread(result)),)), Prose((Span(_method(result), Role.MUTED),)),
    ]  # fmt: skip
    if result.notes:
        blocks.append(Bullets(tuple((Span(note, Role.MUTED),) for note in result.notes)))
    rows = tuple(_row(t.name, t.part, t.people, t.weight_common, t.weight_random)
                 for t in result.trials)  # fmt: skip
    return Document("evidence-pairwise", title, tuple(blocks), _data(result), HEADER, rows)


def _shown(result: PairwiseResult, value: float) -> str:
    return number(math.exp(value) if result.is_ratio else value)


def _words(result: PairwiseResult, part: Part) -> str:
    low, high = _shown(result, part.lower), _shown(result, part.upper)
    return f"{_shown(result, part.effect)} ({low}{NBSP}to{NBSP}{high})"


def _chart(result: PairwiseResult) -> Chart:
    parts = [t.part for t in result.trials] + [result.common, result.random]
    ends = [v for p in parts for v in (p.lower, p.upper)]
    axis = axis_for([*ends, result.predict_lower, result.predict_upper], ratio=result.is_ratio)

    def row(label: str, part: Part, mark: Mark) -> ChartRow:
        words = _words(result, part)
        return ChartRow(
            label, words, axis.share(part.lower), axis.share(part.upper),
            axis.share(part.effect), mark, side=words,
        )  # fmt: skip

    singles = tuple(
        row(f"{t.name},{NBSP}{t.weight_random:.0%}", t.part, Mark.LINE) for t in result.trials
    )
    together = [
        row("common effect", result.common, Mark.SOLID),
        row("random effects", result.random, Mark.SOLID),
    ]
    if not math.isnan(result.predict_lower):
        low, high = result.predict_lower, result.predict_upper
        words = f"{_shown(result, low)}{NBSP}to{NBSP}{_shown(result, high)}"
        shares = axis.share(low), axis.share(high)
        together.append(ChartRow("prediction", words, *shares, None, Mark.DOTS, side=words))
    scale = "Logarithmic scale; 1" if result.is_ratio else "Linear scale; 0"
    return Chart(
        f"{NAMES[result.measure].capitalize()}, {result.treatment} against {result.control}",
        f"{scale} is no difference; each trial with its weight among random effects",
        axis.ticks(), (ChartGroup("", singles), ChartGroup("Pooled", tuple(together))),
        ((Mark.POINT, "estimate"), (Mark.LINE, "trial"), (Mark.SOLID, "pooled"),
         (Mark.DOTS, "in one further trial")),
        axis.share(0.0),
    )  # fmt: skip


def _spread(result: PairwiseResult) -> str:
    s = result.statistics
    if s["df"] < 1:
        return "One trial: nothing to pool, and no variance between trials."
    return (
        f"{counted(len(result.trials), 'trial')}. τ²{NBSP}{number(result.tau2, 4)}, "
        f"I²{NBSP}{i2_words(s)}, Q{NBSP}{number(s['Q'])} with "
        f"{_degrees(s['df'])}, {p_words(s['p'])}. Random effects: "
        f"{p_words(result.random.p)}."
    )


def _degrees(df: float) -> str:
    return counted(round(df), "degree of freedom", "degrees of freedom")


def _method(result: PairwiseResult) -> str:
    choices = "; ".join(f"{key}: {value}" for key, value in result.method.items())
    return f"{choices}. Data: {result.data_name}, SHA-256 {result.data_hash[:12]}…"


def _row(name: str, part: Part, people: int | None, wc: float, wr: float) -> tuple[str, ...]:
    values = (part.effect, part.se, part.lower, part.upper)
    return (
        name,
        *(str(v) for v in values),
        "" if people is None else str(people),
        str(wc),
        str(wr),
    )


def _clean(value: float) -> float | None:
    return None if math.isnan(value) else value


def _part(part: Part) -> dict[str, Any]:
    return {"effect": _clean(part.effect), "se": _clean(part.se), "lower": _clean(part.lower),
            "upper": _clean(part.upper), "p": _clean(part.p)}  # fmt: skip


def _data(result: PairwiseResult) -> dict[str, Any]:
    return {
        "treatment": result.treatment, "control": result.control, "measure": result.measure,
        "logarithm": result.is_ratio, "level": result.level, "k": len(result.trials),
        "common": _part(result.common), "random": _part(result.random),
        "prediction": {"lower": _clean(result.predict_lower),
                       "upper": _clean(result.predict_upper)},
        "tau2": _clean(result.tau2),
        "statistics": {key: _clean(value) for key, value in result.statistics.items()},
        "method": dict(result.method), "notes": list(result.notes),
        "data_name": result.data_name, "data_hash": result.data_hash,
        "trials": [{"trial": t.name, "people": t.people, "weight_common": t.weight_common,
                    "weight_random": t.weight_random, **_part(t.part)} for t in result.trials],
    }  # fmt: skip
