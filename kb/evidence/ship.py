"""The results that ship with the program, computed anew: `python -m kb.evidence.ship FOLDER DATA`.

Writes data/evidence/*.json, or with `--check` compares what is there and lists every difference.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.evidence.agreement import require_agreement
from kb.evidence.build import from_arms, from_pairs
from kb.evidence.metapsy import psychotherapies
from kb.evidence.network import fit
from kb.evidence.options import NetworkOptions
from kb.evidence.reading import read_trials
from kb.evidence.summary import About, summary
from kb.evidence.trials import Measure
from kb.model.network import Network
from kb.model.network_data import network_data

DIGITS = 9
"""Significant digits shipped; two machines agree on more than that."""
TOLERANCE = 2e-8
"""Relative difference above which a number counts as another."""

GRISELDA = (
    ("response", "Response", "respond", "a fall by half or more on the trial's scale", False),
    ("remission", "Remission", "reach remission", "as each trial defines it", False),
    ("dropout-any", "Dropout for any reason", "leave the trial for any reason", "", True),
    ("dropout-ae", "Dropout for adverse events", "leave for adverse events", "", True),
)
"""Id, title, what the counted people do, how that is defined, and whether fewer is better."""

BINARY = {
    "effect": "odds ratio from people randomised",
    "zero cells": "0.5 added to all cells of trials with one; trials without an event, or with "
    "events only, in every arm left out",
}


def networks(folder: Path) -> Iterator[Network]:
    """Every shipped network, fitted from the trial data in `folder`."""
    for row in GRISELDA:
        yield _griselda(folder, *row)
    yield _psychotherapy(folder / "metapsy_depression_psyctr.csv")


def _griselda(
    folder: Path, name: str, title: str, happens: str, defined: str, fewer: bool
) -> Network:
    trials = read_trials(folder / f"griselda2018_{name.replace('-', '_')}.csv")
    fitted = fit(from_arms(trials.arms, Measure.OR), NetworkOptions(reference="placebo"))
    about = About(
        id=name, title=f"{title}: 21 antidepressants and placebo",
        outcome=title.lower(), small_is_good=fewer, happens=happens, source="cipriani2018",
        data_name=trials.name, data_hash=trials.digest, licence="CC BY 4.0",
        family="antidepressants", effects={"outcome": defined or title.lower()} | BINARY,
        notes=trials.notes,
    )  # fmt: skip
    return summary(fitted, about)


def _psychotherapy(path: Path) -> Network:
    found = psychotherapies(path)
    contrasts = from_pairs(found.pairs, Measure.SMD)
    require_agreement(contrasts)
    about = About(
        id="psychotherapy", title="Depression after treatment: psychotherapies and controls",
        outcome="depression after treatment", small_is_good=False,
        happens="less depression",
        source="metapsy-depression-psyctr", data_name=path.name,
        data_hash=sha256(path.read_bytes()).hexdigest(), licence="ODC-By 1.0",
        family="psychotherapies", notes=found.notes,
        effects={"effect": "Hedges' g as stated in the database, positive where the first is "
                 "better; one instrument a trial"},
    )  # fmt: skip
    return summary(fit(contrasts, NetworkOptions(reference="care as usual")), about)


def written(network: Network) -> str:
    """The text of a network's file: one line for each key, so that changes can be read."""
    data = network_data(network, DIGITS, compact=True)
    lines = []
    for key, value in data.items():
        if key in ("nodes", "pairs"):
            inner = ",\n".join(f"  {_json(k)}: {_json(v)}" for k, v in value.items())
            lines.append(f"{_json(key)}: {{\n{inner}\n}}")
        else:
            lines.append(f"{_json(key)}: {_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two results differ, by path; numbers may differ by rounding."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            yield from differences(one.get(key), other.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{index}]")
    elif isinstance(one, float) or isinstance(other, float):
        same = isinstance(one, (int, float)) and isinstance(other, (int, float))
        if not same or not math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=1e-12):
            yield f"{path}: {one} shipped, {other} computed"
    elif one != other:
        yield f"{path}: {one} shipped, {other} computed"


def main(arguments: Sequence[str]) -> int:
    """Write or check; 0 where all is as computed, 1 where it is not, 2 for a wrong call."""
    paths = [Path(a) for a in arguments if a != "--check"]
    if len(paths) != 2 or not paths[0].is_dir():
        print("Usage: python -m kb.evidence.ship FOLDER-OF-TRIALS FOLDER-OF-RESULTS [--check]",
              file=sys.stderr)  # fmt: skip
        return 2
    bad = 0
    for network in networks(paths[0]):
        target = paths[1] / f"{network.id}.json"
        text = written(network)
        if "--check" not in arguments:
            target.write_text(text, encoding="utf-8")
            print(f"{target.name} written: {network.trials} trials, {len(network.pairs)} pairs")
            continue
        shipped = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
        found = list(differences(shipped, json.loads(text)))
        bad += len(found)
        verdict = f"{len(found)} differences" if found else "as shipped"
        print("\n".join([f"{target.name}: {verdict}", *(f"  {words}" for words in found[:20])]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
