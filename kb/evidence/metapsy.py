"""The Metapsy set of psychotherapies against control, made ready for a network.

One instrument for each trial, in the order that its authors advise: HAM-D, BDI, another rated by a
clinician, another rated by the person. Effects are taken as stated; those that contradict the
means beside them are flagged and kept.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.evidence.measures import small_sample_factor
from kb.evidence.sharing import Stated, full_set
from kb.evidence.trials import Pair
from kb.evidence.wording import counted
from kb.problems import Place

CONDITIONS = {
    "cbt": "cognitive behavioural therapy",
    "bat": "behavioural activation",
    "3rd": "third-wave therapy",
    "pst": "problem-solving therapy",
    "ipt": "interpersonal therapy",
    "lrt": "life review",
    "sup": "supportive therapy",
    "dyn": "psychodynamic therapy",
    "other psy": "other psychotherapy",
    "wl": "waiting list",
    "cau": "care as usual",
    "other ctr": "other control",
}
"""Conditions as the database codes them, in words."""
MARGIN = 0.05
"""A stated effect further than this from that of its own means is flagged."""


@dataclass(frozen=True)
class Psychotherapies:
    """Full sets of contrasts, and what a reader must know of how they came about."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]
    flagged: tuple[str, ...]


def psychotherapies(path: Path) -> Psychotherapies:
    """Contrasts of every trial of the file, positive where the first does better."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [(line, row) for line, row in enumerate(csv.DictReader(stream), 2)]
    usable = [(line, row) for line, row in rows if _number(row, "g_se") and row["g"]]
    by_trial: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for line, row in usable:
        by_trial.setdefault(row["study"], []).append((line, row))
    pairs: list[Pair] = []
    flagged: list[str] = []
    several = repeated = 0
    for trial, inside in by_trial.items():
        best = min(_rank(row) for _, row in inside)
        chosen = [(line, row) for line, row in inside if _rank(row) == best]
        several += len({row["instrument"] for _, row in inside}) > 1
        stated = {_key(row): _stated(path, trial, line, row) for line, row in reversed(chosen)}
        repeated += len(chosen) - len(stated)
        flagged += [words for _, row in chosen if (words := contradiction(row))]
        pairs += full_set(list(reversed(stated.values())))
    return Psychotherapies(
        tuple(pairs), _notes(len(rows) - len(usable), several, repeated, flagged), tuple(flagged)
    )


def _notes(empty: int, several: int, repeated: int, flagged: list[str]) -> tuple[str, ...]:
    found = [
        f"{counted(several, 'trial')} with several instruments: one each is used, HAM-D, BDI, then "
        "another rated by a clinician, then another rated by the person",
        "rows that share a control arm are correlated by it; arms of one condition are taken "
        "together",
    ]
    if repeated:
        found.append(
            f"{counted(repeated, 'row')} on a comparison of the same arms, stated before, left out"
        )
    if empty:
        found.append(f"{counted(empty, 'row')} without an effect left out")
    if flagged:
        many = len(flagged) > 1
        what = counted(len(flagged), "stated effect")
        found.append(
            f"{what} {'contradict their' if many else 'contradicts its'} own means and "
            f"{'are' if many else 'is'} used as stated: {'; '.join(flagged)}"
        )
    return tuple(found)


def _number(row: Mapping[str, str], key: str) -> float:
    text = row.get(key, "")
    return float(text) if text else 0.0


def _rank(row: Mapping[str, str]) -> tuple[int, str]:
    name = row["instrument"]
    if name.startswith(("hdrs", "ham-d")):
        return 0, name
    if name.startswith("bdi"):
        return 1, name
    return (2 if row["rating"] == "clinician" else 3), name


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    return (row["condition_arm1"], row["multi_arm1"], row["condition_arm2"], row["multi_arm2"])


def _stated(path: Path, trial: str, line: int, row: Mapping[str, str]) -> Stated:
    first, label1, second, label2 = _key(row)
    se = _number(row, "g_se")
    return Stated(
        trial,
        ((CONDITIONS[first], label1), (CONDITIONS[second], label2)),
        float(row["g"]),
        se,
        (_people(row, "arm1", se), _people(row, "arm2", se)),
        Place(path.name, line, 1),
    )


def _people(row: Mapping[str, str], arm: str, se: float) -> float:
    """People in an arm; where no column has them, as many as the standard error speaks of."""
    for key in ("n", "n_change", "totaln", "rand"):
        found = _number(row, f"{key}_{arm}")
        if found > 0:
            return found
    return 2 / se**2


def contradiction(row: Mapping[str, str]) -> str:
    """Words on a stated effect that its own means contradict; empty where they agree.

    Lower scores are better, so the effect is control minus therapy over the pooled deviation.
    """
    n1, n2, sd1, sd2 = (_number(row, key) for key in ("n_arm1", "n_arm2", "sd_arm1", "sd_arm2"))
    if min(n1, n2) < 2 or not (sd1 and sd2) or not (row["mean_arm1"] and row["mean_arm2"]):
        return ""
    df = n1 + n2 - 2
    pooled = math.sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / df)
    own = small_sample_factor(df) * (float(row["mean_arm2"]) - float(row["mean_arm1"])) / pooled
    given = float(row["g"])
    if abs(own - given) <= MARGIN:
        return ""
    return f"{row['study']} {row['instrument']}: {given:.2f} stated, {own:.2f} from its means"


def conditions_used(pairs: Iterable[Pair]) -> set[str]:
    """Every condition that the pairs compare."""
    return {name for pair in pairs for name in (pair.first, pair.second)}
