"""Columns of a file of trials: their names, other spellings, and the forms they make up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from kb.problems import UsageFault


class Form(StrEnum):
    """What a row is."""

    ARMS = "arms"
    """One arm of a trial."""
    CONTRASTS = "contrasts"
    """An effect between two treatments with its standard error."""
    PAIRS = "pairs"
    """Both arms of a two-arm comparison side by side."""


MEANINGS = {
    "study": "name of the trial",
    "treatment": "name of the treatment (arms)",
    "n": "people in the arm",
    "events": "people with the event",
    "mean": "mean of the outcome",
    "sd": "standard deviation",
    "change": "1 where the mean is a change score, 0 where it is an endpoint",
    "treatment1": "first treatment (contrasts, pairs)",
    "treatment2": "second treatment",
    "effect": "effect of the first minus the second; ratios as logarithms",
    "se": "standard error of the effect",
    "n1": "people in the first arm",
    "n2": "people in the second arm",
    "events1": "events in the first arm",
    "events2": "events in the second arm",
    "mean1": "mean of the first arm",
    "mean2": "mean of the second arm",
    "sd1": "standard deviation of the first arm",
    "sd2": "standard deviation of the second arm",
}
"""Every column that is read, and what it holds."""

SPELLINGS = {
    "study": ("studlab", "study_id", "trial", "id"),
    "treatment": ("treat", "drug", "arm", "t"),
    "n": ("total", "n_randomised", "sampleSize", "samplesize"),
    "events": ("event", "r", "responders"),
    "mean": ("y", "mean_endpoint"),
    "sd": ("sd_endpoint", "std_dev"),
    "change": ("endpoint_is_change",),
    "treatment1": ("treat1", "t1"),
    "treatment2": ("treat2", "t2"),
    "effect": ("te", "yi", "estimate", "diff"),
    "se": ("sete", "sei", "standard_error"),
    "n1": ("n_e", "n1i", "n_arm1"),
    "n2": ("n_c", "n2i", "n_arm2"),
    "events1": ("event1", "event_e", "events_e", "ai"),
    "events2": ("event2", "event_c", "events_c", "ci"),
    "mean1": ("mean_e", "m1i", "mean_arm1"),
    "mean2": ("mean_c", "m2i", "mean_arm2"),
    "sd1": ("sd_e", "sd1i", "sd_arm1"),
    "sd2": ("sd_c", "sd2i", "sd_arm2"),
}


def mapping_of(text: str) -> dict[str, str]:
    """Columns named by the reader: "study=trial_id,n=total". Raises UsageFault."""
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key, sign, name = part.partition("=")
        if not sign or key.strip() not in MEANINGS:
            known = ", ".join(MEANINGS)
            raise UsageFault(f'--columns takes pairs such as study=trial_id; "{part}" is none. '
                             f"Columns: {known}.")  # fmt: skip
        found[key.strip()] = name.strip()
    return found


def filters_of(text: str) -> dict[str, str]:
    """Rows wanted by the reader: "primary_timepoint=1,rating=clinician". Raises UsageFault."""
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, sign, value = part.partition("=")
        if not sign:
            raise UsageFault(f'--where takes pairs such as primary_timepoint=1; "{part}" is none.')
        found[name.strip()] = value.strip()
    return found


def located(header: Iterable[str], asked: Mapping[str, str]) -> dict[str, str]:
    """For each column that the file has, its name there; `asked` comes before known spellings.

    Raises UsageFault for a column asked for that is not there.
    """
    names = list(header)
    folded = {name.strip().lower().replace(".", "_"): name for name in reversed(names)}
    found: dict[str, str] = {}
    for key in MEANINGS:
        if key in asked:
            if asked[key] not in names:
                raise UsageFault(f'The file has no column "{asked[key]}". It has: '
                                 f"{', '.join(names)}.")  # fmt: skip
            found[key] = asked[key]
            continue
        for name in (key, *SPELLINGS.get(key, ())):
            if name.lower() in folded and folded[name.lower()] not in asked.values():
                found[key] = folded[name.lower()]
                break
    return found


def form_of(columns: Mapping[str, str]) -> Form:
    """The form that the columns make up; raises UsageFault where they make up none."""
    have = set(columns)
    if {"study", "treatment1", "treatment2", "effect", "se"} <= have:
        return Form.CONTRASTS
    if {"study", "treatment", "n"} <= have and ("events" in have or {"mean", "sd"} <= have):
        return Form.ARMS
    two = {"n1", "n2"} <= have
    if "study" in have and two and ({"events1", "events2"} <= have or {"mean1", "sd1"} <= have):
        return Form.PAIRS
    if {"study", "effect", "se"} <= have:
        return Form.CONTRASTS
    raise UsageFault(
        "The columns make up no trials. Arms need study, treatment, n and events, or mean and sd; "
        "contrasts need study, treatment1, treatment2, effect and se; pairs need study, n1, n2 and "
        "events1, events2, or means and sds. Other names: --columns study=trial_id,n=total."
    )
