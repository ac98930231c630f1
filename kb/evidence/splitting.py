"""Direct against indirect evidence by back-calculation (König, Krahn and Binder 2013)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kb.evidence.network import Model
from kb.evidence.pairwise import Estimate, estimate

NEARLY = 0.0005
"""A proportion this near to 0 or 1 counts as 0 or 1 (netmeta: tol.direct)."""


@dataclass(frozen=True, slots=True)
class Split:
    """The network estimate of one pair taken apart; parts that do not exist are not numbers."""

    first: int
    second: int
    proportion: float
    network: Estimate
    direct: Estimate
    indirect: Estimate
    difference: Estimate


def split(fitted: Model, first: int, second: int, level: float = 0.95) -> Split:
    """The pair's network estimate, its direct and indirect parts, and their difference.

    The network estimate is their mean weighted by information, so the indirect estimate follows
    from the other two; with no direct evidence it is the network estimate itself.
    """
    share = float(fitted.proportion[first, second])
    effect, se = float(fitted.effect[first, second]), float(fitted.se[first, second])
    direct = float(fitted.direct[first, second])
    direct_se = float(fitted.direct_se[first, second])
    if share < NEARLY:
        direct = direct_se = math.nan
    indirect, indirect_se = effect, se
    if share > 1 - NEARLY:
        indirect = indirect_se = math.nan
    elif share > 0:
        whole = float(fitted.direct[first, second])
        indirect = (effect - share * whole) / (1 - share)
        indirect_se = se / math.sqrt(1 - share)
    apart = math.sqrt(direct_se**2 + indirect_se**2)
    return Split(
        first,
        second,
        share,
        estimate(effect, se, level),
        estimate(direct, direct_se, level),
        estimate(indirect, indirect_se, level),
        estimate(direct - indirect, apart, level),
    )


def splits(fitted: Model, level: float = 0.95) -> list[Split]:
    """Every pair of treatments, in order."""
    size = len(fitted.potential)
    return [split(fitted, i, j, level) for i in range(size) for j in range(i + 1, size)]
