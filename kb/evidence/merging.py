"""Arms of the same treatment in a trial, made into one (Cochrane Handbook 6.5.2.10)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.evidence.trials import Arm
from kb.evidence.wording import counted


def merged_arms(arms: Sequence[Arm]) -> tuple[list[Arm], list[str]]:
    """One arm for each treatment of a trial, and what was merged or left out, in words.

    A trial of one treatment in several doses compares nothing once they are merged; it goes.
    """
    groups: dict[tuple[str, str], list[Arm]] = {}
    for arm in arms:
        groups.setdefault((arm.trial, arm.treatment), []).append(arm)
    found = []
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            first = _together(first, other)
        found.append(first)
    before, after = (Counter(arm.trial for arm in some) for some in (arms, found))
    alone = {name for name, count in after.items() if count == 1 and before[name] > 1}
    words = []
    if len(found) < len(arms):
        words.append(
            f"{counted(len(arms) - len(found), 'arm')} merged with another of their treatment"
        )
    if alone:
        words.append(f"{counted(len(alone), 'trial')} of a single treatment left out")
    return [arm for arm in found if arm.trial not in alone], words


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
