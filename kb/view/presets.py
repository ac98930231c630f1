"""Rows picked and ordered for a task, and the order in which differences usually decide.

These are orders of reading, settled by editors and written down in docs/decisions.md. They rank no
treatment and no evidence, and every row left out can be asked for with --fields.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.treatment import fields, sections
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Preset:
    """A task, and its sections or fields in order."""

    task: str
    rows: tuple[str, ...]


PRESETS: dict[str, Preset] = {
    "choosing": Preset(
        "choosing between treatments",
        (
            "efficacy", "onset", "duration.one-dose", "duration.course", "duration.stopped",
            "acceptability", "adverse.weight-gain", "adverse.sexual-dysfunction",
            "adverse.sedation", "adverse.insomnia", "adverse.cognitive-effects",
            "warnings.boxed", "warnings.contraindications", "dosing.route", "dosing.frequency",
            "dosing.sessions", "setting.place", "setting.observation", "guidelines",
            "regulatory", "cost",
        ),
    ),
    "starting": Preset(
        "starting a treatment",
        (
            "warnings.contraindications", "switching.from-maoi", "interactions", "dosing",
            "monitoring", "onset", "adverse.nausea", "adverse.agitation", "adverse.insomnia",
            "adverse.sedation", "adverse.dizziness", "adverse.blood-pressure",
            "safety.suicidality", "setting", "populations",
        ),
    ),
    "stopping": Preset(
        "stopping or changing a treatment",
        (
            "stopping", "duration.stopped", "duration.course", "duration.one-dose",
            "duration.maintained", "duration.maintenance", "switching", "kinetics",
        ),
    ),
    "safety": Preset(
        "what can go wrong",
        (
            "warnings", "safety", "adverse.serious", "adverse.qt-prolongation",
            "adverse.heart-rhythm", "adverse.blood-pressure", "adverse.seizures",
            "adverse.mania", "adverse.bleeding", "adverse.hyponatraemia",
            "adverse.liver-injury", "adverse.falls", "interactions", "populations",
            "monitoring",
        ),
    ),
    "talking": Preset(
        "talking it over",
        (
            "plain", "onset.response", "efficacy.response", "efficacy.remission",
            "dosing.frequency", "dosing.sessions", "setting.place", "setting.driving",
            "adverse.nausea", "adverse.weight-gain", "adverse.sexual-dysfunction",
            "adverse.sedation", "adverse.course", "stopping.symptoms", "safety.abuse",
        ),
    ),
}  # fmt: skip

DECIDING: tuple[str, ...] = (
    "warnings.contraindications", "warnings.boxed", "efficacy", "onset.response",
    "onset.first-separation", "duration", "adverse.weight-gain", "adverse.sexual-dysfunction",
    "adverse.sedation", "adverse.insomnia", "adverse.nausea", "adverse.cognitive-effects",
    "adverse.qt-prolongation", "adverse.blood-pressure", "acceptability", "interactions.maoi",
    "interactions.serotonergic", "populations", "setting", "dosing.route", "dosing.frequency",
    "dosing.sessions", "stopping", "regulatory", "guidelines", "cost", "safety", "monitoring",
    "switching", "interactions", "adverse", "dosing", "onset", "warnings", "mechanism",
    "individual", "kinetics", "plain", "identity",
)  # fmt: skip
"""Sections and fields in the order in which a difference usually decides; the rest follow."""


def preset(name: str) -> Preset:
    """The preset called `name`; raises UsageFault with all of them."""
    if name not in PRESETS:
        known = "; ".join(f"{key} ({value.task})" for key, value in PRESETS.items())
        raise UsageFault(f'No preset is called "{name}". Presets: {known}.')
    return PRESETS[name]


def expanded(names: tuple[str, ...]) -> list[str]:
    """Paths of sections and fields, in the order given, each once."""
    found: dict[str, None] = {}
    for name in names:
        for path in fields():
            if name in (path, path.partition(".")[0]):
                found.setdefault(path)
    return list(found)


def deciding_rank() -> dict[str, int]:
    """The place of every field in the order of `DECIDING`; what it does not name comes last."""
    order = expanded((*DECIDING, *sections()))
    return {path: place for place, path in enumerate(order)}
