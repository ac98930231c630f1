"""Faults in trial data, each with its place, what is wrong and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kb.evidence.trials import Arm, Pair
from kb.problems import DataInvalid, Place, Problem


def fault(code: str, message: str, remedy: str, place: Place, trial: str = "") -> Problem:
    """A problem in a row of trial data; the trial stands where a record's id would."""
    return Problem(code, message, remedy, place, trial)


def require_none(problems: Iterable[Problem]) -> None:
    """Raise DataInvalid with every problem, if there are any."""
    found = tuple(problems)
    if found:
        raise DataInvalid(found)


def arm_problems(arms: Sequence[Arm]) -> list[Problem]:
    """Impossible numbers, arms given twice, trials with one arm only."""
    found: list[Problem] = []
    for arm in arms:
        found += [fault(*words, arm.place, arm.trial) for words in _impossible(arm)]
    seen: set[tuple[str, str]] = set()
    for arm in arms:
        if (arm.trial, arm.treatment) in seen:
            message = f'a second arm of "{arm.treatment}" in this trial'
            remedy = "Pool the two (--method arms=merge), or name them apart."
            found.append(fault("E404", message, remedy, arm.place, arm.trial))
        seen.add((arm.trial, arm.treatment))
    counts = Counter(arm.trial for arm in arms)
    for arm in arms:
        if counts[arm.trial] == 1:
            remedy = "Add the arm it was compared with, or leave the trial out."
            found.append(fault("E403", "a trial with a single arm", remedy, arm.place, arm.trial))
    return found


def _impossible(arm: Arm) -> Iterable[tuple[str, str, str]]:
    if not arm.n > 0:
        yield "E402", f"{arm.n:g} people in an arm", "Give the number of people, above 0."
    if arm.events is not None:
        if arm.events < 0:
            yield "E402", f"{arm.events:g} events", "A count is 0 or more."
        elif arm.events > arm.n:
            message = f"{arm.events:g} events in {arm.n:g} people"
            yield "E402", message, "Events are counted in people: check both numbers."
    if arm.sd is not None and not arm.sd > 0:
        message = f"a standard deviation of {arm.sd:g}"
        yield "E402", message, "Give the standard deviation, above 0."


def pair_problems(pairs: Sequence[Pair]) -> list[Problem]:
    """Impossible standard errors, contrasts given twice, sets of contrasts with some missing."""
    found: list[Problem] = []
    by_trial: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_trial.setdefault(pair.trial, []).append(pair)
        if not pair.se > 0:
            message = f"a standard error of {pair.se:g}"
            found.append(fault("E402", message, "It is above 0.", pair.place, pair.trial))
        if pair.first == pair.second:
            message = f'"{pair.first}" compared with itself'
            remedy = "Name two treatments."
            found.append(fault("E404", message, remedy, pair.place, pair.trial))
    for rows in by_trial.values():
        if all(row.first != row.second for row in rows):
            found += _set_problems(rows)
    return found


def _set_problems(rows: list[Pair]) -> Iterable[Problem]:
    names = {name for row in rows for name in (row.first, row.second)}
    keys = [frozenset((row.first, row.second)) for row in rows]
    last = rows[-1]
    if len(set(keys)) < len(keys):
        remedy = "Keep one row for each pair of treatments in a trial."
        yield fault("E404", "the same contrast twice", remedy, last.place, last.trial)
    elif len(keys) != len(names) * (len(names) - 1) // 2:
        message = f"{len(keys)} of the {len(names) * (len(names) - 1) // 2} contrasts of"
        message += f" {len(names)} arms: their covariance cannot be known"
        remedy = "Give every pair of arms with its standard error, or the arms themselves."
        yield fault("E405", message, remedy, last.place, last.trial)
