"""Computed evidence on pairs of treatments: blocks for any view, and the same as data."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.model.network import Network, PairResult, Part
from kb.model.network_index import Family, Index
from kb.view.citing import source_words
from kb.view.document import NBSP, Block, Heading, Prose, Role, Span, Table
from kb.view.evidence_words import (
    NAMES,
    Absolute,
    Baseline,
    absolute,
    effect_number,
    effect_words,
    own_baseline,
    p_words,
    people,
    verdict,
)
from kb.view.words import counted

Reader = Callable[[str], Network]
"""Gives a network by its id."""


def evidence_blocks(
    base: KnowledgeBase,
    records: Sequence[str],
    index: Index,
    read: Reader,
    baselines: Mapping[str, float],
) -> tuple[list[Block], list[dict[str, Any]]]:
    """What networks say of the records (ids) pair by pair, and why nothing compares across them.

    Nothing where no network holds two of them. `baselines` are risks with the reference treatment
    by id of the network, stated by the reader; elsewhere the network's own are used.
    """
    blocks: list[Block] = []
    data: list[dict[str, Any]] = []
    wanted = _wanted(records, index)
    for family, one, other in wanted:
        if not blocks:
            blocks += _opening(len(records))
        against = base[other].name if other else read(family.networks[0]).reference
        blocks.append(Heading(f"{base[one].name} against {against}", 3))
        for name in family.networks:
            network = read(name)
            first = family.treatments[one]
            second = family.treatments[other] if other else network.reference
            if first in network and second in network:
                found, values = pair_blocks(network, first, second, baselines.get(name))
                blocks += found
                data.append({"first": one, "second": other or second, **values})
    for name, family in {family.id: family for family, _, _ in wanted}.items():
        inside = [r for f, *ends in wanted if f.id == name for r in ends if r]
        blocks += _foot(base, family, list(dict.fromkeys(inside)), read)
    return blocks + _across(base, records, index), data


def _opening(count: int) -> list[Block]:
    heading = Heading("Computed evidence", 2)
    if count < 4:
        return [heading]
    return [heading, Prose((Span("Of more than three treatments, each against the first named."),))]


def _wanted(records: Sequence[str], index: Index) -> list[tuple[Family, str, str]]:
    """Pairs of records; a record alone stands against its network's reference, named ""."""
    family = index.family_of(records[0]) if len(records) == 1 else None
    return [(family, records[0], "")] if family else index.pairs(records)


def pair_blocks(
    network: Network, first: str, second: str, stated: float | None = None
) -> tuple[list[Block], dict[str, Any]]:
    """One network on one pair: a sentence, direct beside indirect beside network, people of 100."""
    pair = network.pair(first, second)
    baseline = own_baseline(network) if stated is None else _stated(network, stated)
    found = absolute(network, first, second, baseline)
    title = network.outcome[:1].upper() + network.outcome[1:]
    blocks: list[Block] = [
        Prose((Span(f"{title}.", Role.STRONG), Span(verdict(network, pair, first, second, found)))),
        _table(network, pair),
        Prose((Span(_small_print(network, pair, first, second, found, baseline), Role.MUTED),)),
    ]
    return blocks, _data(network, pair, first, second, found, baseline)


def _stated(network: Network, risk: float) -> Baseline | None:
    return Baseline(risk, "as you gave it") if network.is_ratio else None


def _table(network: Network, pair: PairResult) -> Table:
    """Direct, indirect and network with the trials and people that each rests on."""
    rest = network.trials - pair.trials
    others = _less(network.people, pair.people)
    rows = (
        _row(network, "direct", network.direct(pair), pair.trials, pair.people),
        _row(network, "indirect", network.indirect(pair), rest, others),
        _row(network, "network", network.part(pair.effect, pair.se), network.trials,
             network.people),
    )  # fmt: skip
    return Table(("", f"{NAMES[network.measure]} (95%{NBSP}CI)", "trials", "people"), rows)


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _row(network: Network, name: str, part: Part, trials: int, who: int | None) -> tuple[str, ...]:
    if not part:
        return (name, "none", "0", "0")
    return (
        name,
        effect_words(network, part),
        f"{trials:,}",
        "unknown" if who is None else f"{who:,}",
    )


def _small_print(
    network: Network,
    pair: PairResult,
    first: str,
    second: str,
    found: Absolute | None,
    baseline: Baseline | None,
) -> str:
    lines = []
    if found is not None and baseline is not None:
        risk = (
            f"{people(100 * baseline.risk)} of{NBSP}100 {network.happens} with {network.reference}"
        )
        parts = [
            f"{people(value)} with {name}"
            for name, value in ((first, found.first), (second, found.second))
            if name != network.reference
        ]
        lines.append(f"Where {risk} ({baseline.words}): {', '.join(parts)}.")
    low, high = network.prediction(pair)
    if not math.isnan(low):
        lines.append(f"In one further trial {effect_number(network, low)} to "
                     f"{effect_number(network, high)} (95% prediction interval).")  # fmt: skip
    gap = network.gap(pair)
    lines.append(
        f"Direct and indirect differ with {p_words(gap.p)}; {pair.share:.0%} of the information "
        "is direct." if gap else _one_sided(network, pair)
    )  # fmt: skip
    return " ".join(lines)


def _one_sided(network: Network, pair: PairResult) -> str:
    if network.direct(pair):
        return "All of the information is direct: there is nothing to check it against."
    return "No trial compares the two directly: there is nothing to check the estimate against."


def _foot(base: KnowledgeBase, family: Family, records: list[str], read: Reader) -> list[Block]:
    """What the numbers of a family are, once for all its pairs."""
    network = read(family.networks[0])
    source = base.sources.get(network.source)
    names = [
        f"{base[r].name} is counted there as {family.treatments[r]}, all formulations together."
        for r in records
        if r != family.treatments[r] and r.startswith(family.treatments[r])
    ]
    odds = {"OR": "An odds ratio above 1 means more people with the first.",
            "SMD": "Positive means better with the first."}  # fmt: skip
    words = (
        f"{odds.get(network.measure, '')} Computed here by network meta-analysis of "
        f"{family.about}; τ²: {network.method['tau2']}. It stands beside published estimates and "
        f"replaces none. {family.caution} "
        f"Data: {source_words(source) if source else network.source} ({network.licence})."
    )
    return [Prose((Span(" ".join([*names, words]).strip(), Role.MUTED),))]


def _across(base: KnowledgeBase, records: Sequence[str], index: Index) -> list[Block]:
    """Why no number stands between treatments of different networks."""
    blocks: list[Block] = []
    for one, other in index.across(records):
        left, right = ([base[r].name for r in records if r in f.treatments] for f in (one, other))
        words = (
            f"{', '.join(left)} and {', '.join(right)} are not compared with each other: no "
            f"network holds both. In the trials used here {one.apart}; {other.apart}. A chain "
            "through their comparators would take a blinded placebo for a waiting list, so the "
            "networks are never joined."
        )
        blocks += [Heading("Not computed", 2), Prose((Span(words),))]
    return blocks


def part_data(network: Network, part: Part) -> dict[str, float | None]:
    """An estimate as data; ratios as logarithms, null for what there is not."""
    values = {"effect": part.effect, "se": part.se, "lower": part.lower, "upper": part.upper,
              "p": part.p}  # fmt: skip
    return {key: None if math.isnan(value) else value for key, value in values.items()}


def _data(
    network: Network,
    pair: PairResult,
    first: str,
    second: str,
    found: Absolute | None,
    baseline: Baseline | None,
) -> dict[str, Any]:
    low, high = network.prediction(pair)
    return {
        "network": network.id,
        "outcome": network.outcome,
        "names": [first, second],
        "measure": network.measure,
        "logarithm": network.is_ratio,
        "direct": part_data(network, network.direct(pair)) | {"trials": pair.trials,
                                                              "people": pair.people},
        "indirect": part_data(network, network.indirect(pair)),
        "estimate": part_data(network, network.part(pair.effect, pair.se))
        | {"trials": network.trials, "people": network.people},
        "prediction": None if math.isnan(low) else [low, high],
        "share_direct": pair.share,
        "p_inconsistency": part_data(network, network.gap(pair))["p"],
        "baseline": {"risk": baseline.risk, "source": baseline.words} if baseline else None,
        "of_100": {"first": found.first, "second": found.second, "difference": found.difference,
                   "lower": found.lower, "upper": found.upper} if found else None,
        "sentence": verdict(network, pair, first, second, found).replace(NBSP, " "),
        "data_hash": network.data_hash,
        "source": network.source,
    }  # fmt: skip


def trials_words(network: Network) -> str:
    """ "473 trials, 106,966 people, 22 treatments"."""
    parts = [counted(network.trials, "trial")]
    if network.people is not None:
        parts.append(f"{network.people:,}{NBSP}people")
    parts.append(counted(len(network.nodes), "treatment"))
    return ", ".join(parts)
