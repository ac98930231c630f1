"""From a file of trials to results: the whole way for a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kb.evidence.agreement import require_agreement
from kb.evidence.build import from_arms, from_pairs
from kb.evidence.choices import Change, Choices
from kb.evidence.columns import Form
from kb.evidence.contrasts import Contrasts
from kb.evidence.merging import merged_arms
from kb.evidence.network import NetworkFit, fit
from kb.evidence.options import EffectOptions, Smd
from kb.evidence.reading import TrialFile, has_outcome, read_trials, with_outcome
from kb.evidence.summary import About, summary
from kb.evidence.trials import Arm, Measure
from kb.evidence.wording import counted, verb
from kb.model.network import Network
from kb.problems import UsageFault


def measure_for(trials: TrialFile, asked: str) -> Measure:
    """The measure asked for, or the usual one; raises UsageFault where it does not fit the data."""
    if asked:
        try:
            found = Measure(asked.upper())
        except ValueError:
            known = ", ".join(Measure)
            raise UsageFault(f'"{asked}" is no measure. Use one of: {known}.') from None
        if trials.form is not Form.CONTRASTS and not _holds(trials, found):
            kind = "means" if found.is_binary else "events"
            raise UsageFault(f"{found} does not fit: the file holds {kind}.")
        return found
    if trials.form is Form.CONTRASTS:
        raise UsageFault("Say what the effects are: --measure OR, RR, RD, MD or SMD.")
    return Measure.OR if _holds(trials, Measure.OR) else Measure.MD


def _holds(trials: TrialFile, measure: Measure) -> bool:
    return any(has_outcome(arm, binary=measure.is_binary) for arm in trials.arms)


def contrasts_of(
    trials: TrialFile, measure: Measure, choices: Choices, *, network: bool
) -> Contrasts:
    """The contrasts of a file. Raises DataInvalid for faulty data, UsageFault for mixed scores."""
    if not trials.arms and not trials.pairs:
        reason = f" ({'; '.join(trials.notes)})" if trials.notes else ""
        raise UsageFault(f"No trial is left{reason}.")
    if trials.form is Form.CONTRASTS:
        found = from_pairs(trials.pairs, measure)
        require_agreement(found, choices.network("").tolerance)
        return replace(found, notes=trials.notes)
    arms, words = with_outcome(trials.arms, binary=measure.is_binary)
    notes = [*trials.notes, *words]
    if measure is Measure.SMD:
        arms, words = _one_kind_of_mean(arms, trials.changes, choices)
        notes += words
    elif trials.changes and measure is Measure.MD:
        notes.append(_mixed(len(trials.changes)))
    if choices.given.get("arms") == "merge":
        arms, words = merged_arms(arms)
        notes += words
    made = from_arms(arms, measure, choices.effects(network=network))
    return replace(made, notes=(*notes, *made.notes))


def _mixed(count: int) -> str:
    give = verb(count, "gives", "give")
    return f"{counted(count, 'trial')} {give} change scores among endpoint means"


def _one_kind_of_mean(
    arms: list[Arm], changes: Sequence[str], choices: Choices
) -> tuple[list[Arm], list[str]]:
    """Arms whose means are all endpoints or all changes: an SMD must not mix the two."""
    changed = set(changes)
    if not changed or changed >= {arm.trial for arm in arms}:
        return arms, []
    chosen = choices.given.get("change", Change.REFUSE)
    if chosen is Change.REFUSE:
        raise UsageFault(
            f"{_mixed(len(changed))}, whose standard "
            "deviations are not alike. Choose: --method change=drop, or change=keep."
        )
    if chosen is Change.KEEP:
        return arms, [
            f"{counted(len(changed), 'trial')} with change scores kept among endpoint means"
        ]
    kept = [arm for arm in arms if arm.trial not in changed]
    return kept, [f"{counted(len(changed), 'trial')} with change scores left out"]


def fit_file(
    path: Path, columns: Mapping[str, str], measure: str, choices: Choices, reference: str,
    small_is_good: bool | None, where: Mapping[str, str] | None = None,
) -> tuple[NetworkFit, Network]:  # fmt: skip
    """The network of a file, fitted, and its results."""
    trials = read_trials(path, columns, where)
    kind = measure_for(trials, measure)
    made = contrasts_of(trials, kind, choices, network=True)
    fitted = fit(made, choices.network(reference))
    assumed = "" if small_is_good is not None else " (assumed; say --better larger or smaller)"
    direction = ("smaller" if small_is_good else "larger") + f" is better{assumed}"
    effects = effect_words(kind, trials.form, choices.effects(network=True))
    about = About(
        id=path.stem, title=f"Network of {path.name}", outcome="outcome",
        small_is_good=bool(small_is_good), data_name=trials.name, data_hash=trials.digest,
        effects={**effects, "direction": direction},
    )  # fmt: skip
    return fitted, summary(fitted, about)


def effect_words(measure: Measure, form: Form, options: EffectOptions) -> dict[str, str]:
    """How effects came about, in words."""
    if form is Form.CONTRASTS:
        return {"effect": f"{measure.value} as stated"}
    found = {"effect": f"{measure.value} from arms"}
    if measure.is_binary:
        found["zero cells"] = (
            f"{options.increment:g} added, {options.zero_cells.value} trials; trials silent in "
            f"all arms: {options.all_zero.value}"
        )
    elif measure is Measure.SMD:
        exact = "exact" if options.exact and options.smd is not Smd.WHOLE_TRIAL else "large-sample"
        found["smd"] = f"{options.smd.value}, {exact} variance"
    elif options.pooled_variance:
        found["variance"] = "pooled over both arms"
    return found
