"""Words and numbers of computed estimates: ratios, intervals, people of 100, sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kb.model.network import Network, PairResult, Part
from kb.view.document import NBSP

NAMES = {
    "OR": "odds ratio", "RR": "risk ratio", "RD": "risk difference", "MD": "mean difference",
    "SMD": "standardised mean difference",
}  # fmt: skip


def number(value: float, digits: int = 2) -> str:
    """A number with its trailing zeros and a real minus sign; words where there is none."""
    if math.isnan(value):
        return "none"
    shown = f"{value:.{digits}f}"
    if float(shown) == 0:
        shown = f"{0:.{digits}f}"
    return shown.replace("-", "−")


def effect_number(network: Network, value: float) -> str:
    """An effect as readers know it: ratios as ratios."""
    return number(math.exp(value) if network.is_ratio else value)


def effect_words(network: Network, part: Part) -> str:
    """ "1.43 (1.24 to 1.64)"."""
    if not part:
        return "none"
    low, high = effect_number(network, part.lower), effect_number(network, part.upper)
    return f"{effect_number(network, part.effect)} ({low}{NBSP}to{NBSP}{high})"


def p_words(p: float) -> str:
    """ "p 0.53", "p < 0.001"; words where there is none."""
    if math.isnan(p):
        return "no p value"
    return f"p{NBSP}<{NBSP}0.001" if p < 0.001 else f"p{NBSP}{p:.3f}" if p < 0.1 else \
        f"p{NBSP}{p:.2f}"  # fmt: skip


def i2_words(statistics: Mapping[str, float]) -> str:
    """I² with its interval, where it has one."""
    value, low, high = (statistics[key] for key in ("I2", "I2_lower", "I2_upper"))
    if math.isnan(value):
        return "none"
    return f"{value:.0%}" if math.isnan(low) else f"{value:.0%} ({low:.0%} to {high:.0%})"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A risk with the reference treatment, from 0 to 1, and where it comes from."""

    risk: float
    words: str


def own_baseline(network: Network) -> Baseline | None:
    """The reference arms of the network taken together; None for means or unknown counts."""
    node = network.node(network.reference)
    if not network.is_ratio or not node.people or node.events is None:
        return None
    words = (
        f"{node.events:,} of {node.people:,} people in the {network.reference} arms of "
        f"{node.trials} trials"
    )
    return Baseline(node.events / node.people, words)


def risk_with(network: Network, name: str, baseline: Baseline) -> float:
    """The risk with a treatment, from the baseline and its estimate against the reference."""
    if name == network.reference:
        return baseline.risk
    return shifted(network, baseline.risk, network.pair(name, network.reference).effect)


def shifted(network: Network, risk: float, effect: float) -> float:
    """`risk` moved by a ratio, given as a logarithm; never past 1."""
    if network.measure == "RR":
        return min(risk * math.exp(effect), 1.0)
    odds = risk / (1 - risk) * math.exp(effect)
    return odds / (1 + odds)


@dataclass(frozen=True, slots=True)
class Absolute:
    """Of 100 people: with the first, with the second, and the difference with its bounds."""

    first: float
    second: float
    difference: float
    lower: float
    upper: float


def absolute(
    network: Network, first: str, second: str, baseline: Baseline | None
) -> Absolute | None:
    """The difference that a ratio makes at the baseline; None where it cannot be counted.

    The bounds are those of the ratio at the second treatment's risk, which is held fixed.
    """
    if baseline is None:
        return None
    part = network.part(network.pair(first, second).effect, network.pair(first, second).se)
    other = risk_with(network, second, baseline)
    values = [shifted(network, other, e) for e in (part.effect, part.lower, part.upper)]
    gaps = [100 * (value - other) for value in values]
    return Absolute(100 * values[0], 100 * other, *gaps)


def people(value: float) -> str:
    """A count of 100 people: whole from 1 on, with one decimal below."""
    shown = f"{abs(value):.0f}" if abs(value) >= 0.95 else f"{abs(value):.1f}"
    return "0" if float(shown) == 0 else shown


def people_range(lower: float, upper: float) -> str:
    """ "3 to 9 more", "2 fewer to 7 more"."""
    if lower > 0 or upper < 0:
        near, far = sorted((abs(lower), abs(upper)))
        word = "more" if lower > 0 else "fewer"
        least = people(near) if people(near) != "0" else "under 0.1"
        return f"{least}{NBSP}to{NBSP}{people(far)}{NBSP}{word}"
    return f"{people(lower)}{NBSP}fewer to {people(upper)}{NBSP}more"


def verdict(
    network: Network, pair: PairResult, first: str, second: str, found: Absolute | None
) -> str:
    """One plain sentence on a pair; it says no more than the interval does."""
    part = network.part(pair.effect, pair.se)
    clear = part.lower > 0 or part.upper < 0
    if found is not None:
        return _counted(network, clear, first, second, found)
    if network.is_ratio:
        if not clear:
            return "No clear difference."
        more = "More" if part.effect > 0 else "Fewer"
        return (
            f"{more} people {network.happens or 'have the event'} with {first} than with {second}."
        )
    return _measured(network, part, clear, first, second)


def _counted(network: Network, clear: bool, first: str, second: str, found: Absolute) -> str:
    size = people_range(found.lower, found.upper)
    if not clear:
        return (
            f"No clear difference: of 100{NBSP}people, {size} {network.happens} with {first} "
            f"than with {second}."
        )
    more = "More" if found.difference > 0 else "Fewer"
    return f"{more} people {network.happens} with {first} than with {second}: {size} of{NBSP}100."


def _measured(network: Network, part: Part, clear: bool, first: str, second: str) -> str:
    unit = "standard deviations" if network.measure == "SMD" else "points"
    what = network.happens or f"better {network.outcome}"
    if not clear:
        return (
            f"No clear difference: {number(part.lower)} to {number(part.upper)} {unit} "
            f"in favour of {first if not network.small_is_good else second}."
        )
    ahead, behind = (first, second) if (part.effect > 0) != network.small_is_good else \
        (second, first)  # fmt: skip
    near, far = sorted((abs(part.lower), abs(part.upper)))
    return (
        f"{what[:1].upper()}{what[1:]} with {ahead} than with {behind}: by {number(near)} to "
        f"{number(far)} {unit}."
    )
