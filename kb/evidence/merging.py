"""Arms of the same treatment in a trial, made into one (Cochrane Handbook 6.5.2.10)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from kb.evidence.trials import Arm


def merged_arms(arms: Sequence[Arm]) -> tuple[list[Arm], int]:
    """One arm for each treatment of a trial, and how many rows were merged into others."""
    groups: dict[tuple[str, str], list[Arm]] = {}
    for arm in arms:
        groups.setdefault((arm.trial, arm.treatment), []).append(arm)
    found = []
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            first = _together(first, other)
        found.append(first)
    return found, len(arms) - len(found)


def _together(one: Arm, two: Arm) -> Arm:
    n = one.n + two.n
    events = None
    if one.events is not None and two.events is not None:
        events = one.events + two.events
    if one.mean is None or two.mean is None or one.sd is None or two.sd is None:
        return replace(one, n=n, events=events, mean=None, sd=None)
    mean = (one.n * one.mean + two.n * two.mean) / n
    within = (one.n - 1) * one.sd**2 + (two.n - 1) * two.sd**2
    between = one.n * two.n / n * (one.mean - two.mean) ** 2
    return replace(one, n=n, events=events, mean=mean, sd=math.sqrt((within + between) / (n - 1)))
