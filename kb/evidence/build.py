"""From arms or stated contrasts to the rows of `Contrasts`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from kb.evidence.arrays import Floats, Ints
from kb.evidence.contrasts import Contrasts, treatment_order
from kb.evidence.faults import arm_problems, fault, pair_problems, require_none
from kb.evidence.measures import Counts, Means, arm_variance, binary_effects, mean_effects
from kb.evidence.options import AllZero, EffectOptions, ZeroCells
from kb.evidence.trials import Arm, Measure, Pair
from kb.evidence.wording import counted
from kb.problems import Place


def from_arms(
    arms: Sequence[Arm], measure: Measure, options: EffectOptions | None = None
) -> Contrasts:
    """Every pair of arms of every trial, in the given measure.

    Raises DataInvalid for impossible numbers, arms given twice, trials with a single arm, and
    where no trial says anything.
    """
    options = options or EffectOptions()
    require_none(arm_problems(arms))
    by_trial: dict[str, list[Arm]] = {}
    for arm in arms:
        by_trial.setdefault(arm.trial, []).append(arm)
    notes: list[str] = []
    left_out: tuple[str, ...] = ()
    if measure.is_binary:
        left_out = _silent(by_trial, measure, options)
        for name in left_out:
            del by_trial[name]
        if left_out:
            notes.append(_left_out_words(left_out))
        notes += _partly_silent(by_trial, measure)
    if not by_trial:
        message = "no trial has an event in one arm and a non-event in another"
        require_none([fault("E406", message, "Use another outcome.", Place("data"))])
    return _rows(by_trial, measure, options, tuple(notes), left_out)


def _left_out_words(trials: Sequence[str]) -> str:
    one = len(trials) == 1
    return (
        f"{counted(len(trials), 'trial')} without an event, or with events only, in every arm "
        f"{'says' if one else 'say'} nothing on a ratio and {'is' if one else 'are'} left out: "
        f"{', '.join(trials)}"
    )


def _partly_silent(by_trial: dict[str, list[Arm]], measure: Measure) -> list[str]:
    """Words on trials with several arms, but not all, without an event: they are kept whole."""
    if measure is Measure.RD:
        return []
    found = [
        name for name, arms in by_trial.items() if 1 < sum(a.events == 0 for a in arms) < len(arms)
    ]
    if not found:
        return []
    trials = counted(len(found), "trial")
    return [
        f"{trials} with several arms without an event {'is' if len(found) == 1 else 'are'} kept "
        f"whole, for another arm has events: {', '.join(found)}"
    ]


def _silent(
    by_trial: dict[str, list[Arm]], measure: Measure, options: EffectOptions
) -> tuple[str, ...]:
    """Trials that carry no information on a ratio; none for a risk difference."""
    if measure is Measure.RD or options.all_zero is AllZero.KEEP:
        return ()
    found = []
    for name, arms in by_trial.items():
        none = all(arm.events == 0 for arm in arms)
        every = measure is Measure.OR and all(arm.events == arm.n for arm in arms)
        if none or every:
            found.append(name)
    if options.all_zero is AllZero.REFUSE:
        remedy = "Leave the trial out, or keep it with an increment (--all-zero keep)."
        require_none(
            fault("E406", "no event in any arm", remedy, by_trial[name][0].place, name)
            for name in found
        )
    return tuple(found)


def _increments(
    events: Floats, n: Floats, trial: Ints, count: int, options: EffectOptions
) -> Floats:
    """The increment of each arm: the same for all arms of a trial."""
    empty = (events == 0) | (events == n)
    if options.zero_cells is ZeroCells.ALL:
        chosen = np.ones(count, dtype=bool)
    elif options.zero_cells is ZeroCells.ALL_IF_ANY:
        chosen = np.full(count, bool((events == 0).any()))
    else:
        chosen = np.bincount(trial, weights=empty, minlength=count) > 0
    return np.where(chosen[trial], options.increment, 0.0)


def _rows(
    by_trial: dict[str, list[Arm]],
    measure: Measure,
    options: EffectOptions,
    notes: tuple[str, ...],
    left_out: tuple[str, ...],
) -> Contrasts:
    names = treatment_order({arm.treatment for arms in by_trial.values() for arm in arms})
    number = {name: index for index, name in enumerate(names)}
    ordered = [
        (index, arm)
        for index, arms in enumerate(by_trial.values())
        for arm in sorted(arms, key=lambda arm: number[arm.treatment])
    ]
    trial = np.array([index for index, _ in ordered], dtype=np.int64)
    node = np.array([number[arm.treatment] for _, arm in ordered], dtype=np.int64)
    one, two = _pairs_within(trial)
    flat = [arm for _, arm in ordered]
    values = _binary if measure.is_binary else _continuous
    effect, variance, single, events = values(flat, trial, (one, two), measure, options)
    people = np.array([arm.n for arm in flat])
    return Contrasts(
        measure, names, tuple(by_trial), trial[one], node[one], node[two], effect, variance,
        np.column_stack((people[one], people[two])),
        np.column_stack((events[one], events[two])),
        single[one], single[two], notes, left_out,
    )  # fmt: skip


Pairs = tuple[Ints, Ints]


def _pairs_within(trial: Ints) -> Pairs:
    """Positions of the two arms of every pair, in order of trial, first and second arm."""
    starts = np.flatnonzero(np.r_[True, trial[1:] != trial[:-1]])
    sizes = np.diff(np.r_[starts, len(trial)])
    pairs = [
        (start + i, start + j)
        for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        for i, j in combinations(range(size), 2)
    ]
    found = np.array(pairs, dtype=np.int64)
    return found[:, 0], found[:, 1]


def _binary(
    arms: list[Arm], trial: Ints, pairs: Pairs, measure: Measure, options: EffectOptions
) -> tuple[Floats, Floats, Floats, Floats]:
    require_none(
        fault("E407", "an arm without events", "Give events for every arm.", a.place, a.trial)
        for a in arms
        if a.events is None
    )
    events = np.array([arm.events or 0.0 for arm in arms])
    n = np.array([arm.n for arm in arms])
    counts = Counts(events, n, _increments(events, n, trial, int(trial[-1]) + 1, options))
    one, two = (Counts(events[x], n[x], counts.increment[x]) for x in pairs)
    effect, variance = binary_effects(measure, one, two)
    return effect, variance, arm_variance(measure, counts, None), events


def _continuous(
    arms: list[Arm], trial: Ints, pairs: Pairs, measure: Measure, options: EffectOptions
) -> tuple[Floats, Floats, Floats, Floats]:
    remedy = "Give mean and standard deviation for every arm."
    require_none(
        fault("E407", "an arm without mean or standard deviation", remedy, a.place, a.trial)
        for a in arms
        if a.mean is None or a.sd is None
    )
    n = np.array([arm.n for arm in arms])
    mean = np.array([arm.mean or 0.0 for arm in arms])
    sd = np.array([arm.sd or 1.0 for arm in arms])
    if measure is Measure.SMD:
        sd = _shared_sd(trial, n, sd)
    one, two = (Means(n[x], mean[x], sd[x]) for x in pairs)
    whole: Floats = np.bincount(trial, n).astype(np.float64)[trial[pairs[0]]]
    effect, variance = mean_effects(measure, one, two, options, whole)
    single = arm_variance(measure, None, Means(n, mean, sd))
    return effect, variance, single, np.full(len(arms), np.nan)


def _shared_sd(trial: Ints, n: Floats, sd: Floats) -> Floats:
    """In trials with more than two arms one standard deviation, pooled over all arms."""
    squares = np.bincount(trial, weights=(n - 1) * sd**2)
    df = np.bincount(trial, weights=n - 1)
    many = np.bincount(trial) > 2
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.sqrt(squares / df)
    return np.where(many[trial], pooled[trial], sd)


def from_pairs(pairs: Sequence[Pair], measure: Measure) -> Contrasts:
    """Contrasts as stated; a trial with a arms needs all a(a-1)/2 of them.

    Raises DataInvalid for impossible standard errors, repeated or missing contrasts.
    """
    require_none(pair_problems(pairs))
    names = treatment_order({name for pair in pairs for name in (pair.first, pair.second)})
    number = {name: index for index, name in enumerate(names)}
    trials = {name: index for index, name in enumerate(dict.fromkeys(p.trial for p in pairs))}

    def key(pair: Pair) -> tuple[int, int, int]:
        ends = sorted((number[pair.first], number[pair.second]))
        return trials[pair.trial], ends[0], ends[1]

    ordered = sorted(pairs, key=key)
    keys = np.array([key(pair) for pair in ordered], dtype=np.int64)
    turned = np.array([number[p.first] > number[p.second] for p in ordered])
    people = np.array([[_known(p.n1), _known(p.n2)] for p in ordered])
    people[turned] = people[turned][:, ::-1]

    def column(value: Callable[[Pair], float]) -> Floats:
        return np.array([value(pair) for pair in ordered])

    return Contrasts(
        measure, names, tuple(trials), keys[:, 0], keys[:, 1], keys[:, 2],
        np.where(turned, -1.0, 1.0) * column(lambda p: p.effect),
        column(lambda p: p.se**2), people, np.full_like(people, np.nan),
    )  # fmt: skip


def _known(value: float | None) -> float:
    return float("nan") if value is None else value
