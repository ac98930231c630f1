"""One comparison in a file of trials, pooled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from kb.evidence.analysis import contrasts_of, effect_words, measure_for
from kb.evidence.arrays import Floats, Ints
from kb.evidence.choices import Choices, Pool
from kb.evidence.columns import Form
from kb.evidence.contrasts import Contrasts
from kb.evidence.pairwise import Estimate, mantel_haenszel, pooled, single_intervals
from kb.evidence.reading import TrialFile, read_trials
from kb.evidence.trials import Measure
from kb.model.network import Part
from kb.model.pairwise import PairwiseResult, TrialResult
from kb.problems import UsageFault


def pairwise_file(
    path: Path, columns: Mapping[str, str], measure: str, choices: Choices, treatment: str,
    control: str, where: Mapping[str, str] | None = None,
) -> PairwiseResult:  # fmt: skip
    """The trials of one comparison in a file, pooled. Names may be left out where there are two."""
    trials = read_trials(path, columns, where)
    kind = measure_for(trials, measure)
    if treatment and control:
        # What else a trial compared need not be whole to pool these two.
        both = {treatment, control}
        trials = replace(
            trials, pairs=tuple(p for p in trials.pairs if {p.first, p.second} == both)
        )
    made = contrasts_of(trials, kind, choices, network=False)
    one, two = _two_of(made, treatment, control)
    ends = ((made.first == one) & (made.second == two)) | (
        (made.first == two) & (made.second == one)
    )
    rows = np.flatnonzero(ends).astype(np.int64)
    if not len(rows):
        names = f"{made.treatments[one]} with {made.treatments[two]}"
        raise UsageFault(f"No trial compares {names} directly. A network may: kb evidence fit.")
    turned = made.first[rows] == two
    effect: Floats = np.where(turned, -1.0, 1.0) * made.effect[rows]
    common = _other_common(made, rows, turned, choices)
    return _result(made, rows, effect, (one, two), choices, common, trials, kind)


def _two_of(made: Contrasts, treatment: str, control: str) -> tuple[int, int]:
    names = made.treatments
    for name in filter(None, (treatment, control)):
        if name not in names:
            raise UsageFault(f'"{name}" is not in the file. It holds: {", ".join(names)}.')
    if treatment and control and treatment != control:
        return names.index(treatment), names.index(control)
    if len(names) != 2:
        raise UsageFault(f"Name two of the treatments with --treatment and --control: "
                         f"{', '.join(names)}.")  # fmt: skip
    if "experimental" in names and "control" in names and not (treatment or control):
        return names.index("experimental"), names.index("control")
    first = names.index(treatment) if treatment else 1 - names.index(control) if control else 0
    return first, 1 - first


def _other_common(made: Contrasts, rows: Ints, turned: Floats, choices: Choices) -> Estimate | None:
    """Mantel-Haenszel's common effect where it was chosen."""
    if choices.given.get("pool", Pool.INVERSE) is Pool.INVERSE:
        return None
    if not made.measure.is_binary or np.isnan(made.events[rows]).any():
        raise UsageFault("Mantel-Haenszel needs events and people of both arms.")
    events, n = made.events[rows], made.people[rows]
    flip = np.asarray(turned, dtype=bool)
    events, n = (np.where(flip[:, None], x[:, ::-1], x) for x in (events, n))
    options = choices.effects(network=False)
    sparse = ((events == 0) | (events == n)).any(axis=1)
    increment = np.where(sparse, options.increment, 0.0)
    return mantel_haenszel(events, n, made.measure, increment, choices.pairwise().level)


def _part(found: Estimate) -> Part:
    return Part(found.effect, found.se, found.lower, found.upper, found.p)


def _result(
    made: Contrasts, rows: Ints, effect: Floats, ends: tuple[int, int], choices: Choices,
    common: Estimate | None, trials: TrialFile, kind: Measure,
) -> PairwiseResult:  # fmt: skip
    options = choices.pairwise()
    variance = made.variance[rows]
    found = pooled(effect, variance, options, common)
    singles = single_intervals(effect, variance, options.level)
    people = made.people[rows].sum(axis=1)
    h = found.heterogeneity
    return PairwiseResult(
        treatment=made.treatments[ends[0]], control=made.treatments[ends[1]],
        measure=kind.value, level=options.level,
        trials=tuple(
            TrialResult(
                made.trials[int(made.trial[row])], _part(single),
                None if math.isnan(who) else round(float(who)), wc, wr,
            )
            for row, single, who, wc, wr in zip(
                rows, singles, people, found.weights_common, found.weights_random, strict=True
            )
        ),
        common=_part(found.common), random=_part(found.random),
        predict_lower=found.predict_lower, predict_upper=found.predict_upper, tau2=found.tau2,
        statistics={"Q": h.q, "df": h.df, "p": h.p, "I2": h.i2, "I2_lower": h.i2_lower,
                    "I2_upper": h.i2_upper},
        method=_words(choices, kind, trials.form), data_name=trials.name,
        data_hash=trials.digest, notes=made.notes,
    )  # fmt: skip


def _words(choices: Choices, kind: Measure, form: Form) -> dict[str, str]:
    options = choices.pairwise()
    stop = "to machine precision" if options.exact else "stopping where R's metafor stops"
    tau = options.tau.value if options.tau2 is None else f"stated: {options.tau2:g}"
    guard = f", guard {options.guard.value}" if options.guard.value != "none" else ""
    return {
        **effect_words(kind, form, choices.effects(network=False)),
        "common effect": choices.given.get("pool", Pool.INVERSE).value,
        "tau2": f"{tau}, {stop}" if tau in ("REML", "PM") else tau,
        "interval": f"{options.level:.0%}, {options.interval.value}{guard}",
        "prediction": options.prediction.value,
    }
