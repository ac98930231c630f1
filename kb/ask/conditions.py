"""General conditions that a reader may name: what each is called, and how sentences speak of it.

Conditions are general on purpose. No name, date or other mark of a person can be given, and
nothing is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import shown
from kb.ask.names import fold, names_of
from kb.ask.phrases import PARTNERS, mentions
from kb.model.relation import Concomitant
from kb.model.treatment import Treatment
from kb.problems import NameNotFound, UsageFault

OLDER_FROM = 60
"""Age from which sentences on older people are shown; records set their own limits at 60 or 65."""
ADULT_FROM = 25
"""Age below which sentences on the young are shown; labels set their limits at 18 to 25."""

GROUPS: dict[str, tuple[str, ...]] = {
    "older people": ("older", "elderly", "over 60", "over 65", "above 65", "aged 65", "from 65",
                     "65 years", "60 years", "dementia"),
    "young people": ("young", "adolescent", "children", "child", "under 18", "under 25",
                     "under 24", "18 years", "paediatric"),
    "kidneys": ("renal", "kidney", "creatinine", "egfr", "dialysis", "haemodialysis"),
    "liver": ("liver", "hepatic", "cirrhosis", "child pugh"),
    "QT interval": ("qt", "qtc", "torsade", "ecg", "arrhythmia", "rhythm disorder",
                    "heart rhythm"),
    "pregnancy": ("pregnan", "trimester", "newborn", "pre eclampsia", "eclampsia"),
    "breastfeeding": ("breastfe", "breast fe", "breast milk", "lactation", "lactating", "nursing",
                      "milk", "infant"),
}  # fmt: skip
"""Words by which sentences speak of a group or an organ."""

HISTORIES: dict[str, tuple[str, ...]] = {
    "seizure": ("seizure", "epilep", "convuls"),
    "bipolar": ("bipolar", "mania", "manic", "hypomania"),
    "psychosis": ("psychosis", "psychotic", "schizophren"),
    "hypertension": ("hypertensi", "high blood pressure", "blood pressure"),
    "heart-disease": ("heart", "cardiac", "cardiovascular", "coronary", "infarct"),
    "stroke": ("stroke", "cerebrovascular", "aneurysm", "intracerebral"),
    "glaucoma": ("glaucoma",),
    "eating-disorder": ("bulimia", "anorexia nervosa", "eating disorder"),
    "substance-misuse": ("abuse", "misuse", "dependence", "addiction"),
    "alcohol": ("alcohol",),
    "bleeding": ("bleed", "haemorrhage", "anticoagulant"),
    "low-sodium": ("hyponatraemia", "low sodium", "sodium"),
    "urinary-retention": ("urinary", "prostat"),
    "diabetes": ("diabet", "glucose", "blood sugar"),
    "thyroid": ("thyroid",),
    "implant": ("implant", "metal", "pacemaker", "magnet"),
    "suicidality": ("suicid",),
    "phaeochromocytoma": ("phaeochromocytoma",),
    "falls": ("fall risk", "falls"),
}  # fmt: skip
"""Histories known by name; any other word is looked for as it stands."""

_DIRECT: dict[str, tuple[str, ...]] = {
    "older people": ("populations.older-adults",),
    "young people": ("populations.adolescents",),
    "kidneys": ("populations.renal",),
    "liver": ("populations.hepatic", "adverse.liver-injury"),
    "QT interval": ("adverse.qt-prolongation", "adverse.heart-rhythm"),
    "pregnancy": ("populations.pregnancy",),
    "breastfeeding": ("populations.lactation",),
    "seizure": ("adverse.seizures",),
    "bipolar": ("populations.bipolar", "adverse.mania"),
    "hypertension": ("adverse.blood-pressure",),
    "heart-disease": ("adverse.heart-rhythm",),
    "substance-misuse": ("safety.abuse",),
    "bleeding": ("adverse.bleeding",),
    "low-sodium": ("adverse.hyponatraemia",),
    "urinary-retention": ("adverse.urinary",),
    "diabetes": ("adverse.metabolic",),
    "suicidality": ("safety.suicidality",),
    "falls": ("adverse.falls",),
}
"""Fields that are about a condition as a whole: shown whatever they say, gaps included."""


KINDS = {"maoi": "an MAOI", "ect": "ECT", "tms": "TMS", "serotonergic": "serotonergic"}
"""What a treatment with such a partner field is called."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One general condition: its words on screen, keywords, and the fields that are about it.

    `taken` is the record of a treatment taken at the same time, if it has one; `partner` is that or
    the drug or group of drugs for which combinations are graded. `note` says how the program
    understood the reader's word, where that is not plain.
    """

    label: str
    words: tuple[str, ...]
    direct: tuple[str, ...] = ()
    taken: Treatment | None = None
    note: str = ""
    partner: Treatment | Concomitant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The general conditions as the reader gave them."""

    age: int | None = None
    egfr: int | None = None
    qtc: int | None = None
    liver: bool = False
    pregnant: bool = False
    breastfeeding: bool = False
    taking: Sequence[str] = field(default=())
    history: Sequence[str] = field(default=())

    def conditions(self, base: KnowledgeBase) -> list[Condition]:
        """The conditions, in a fixed order.

        Raises UsageFault for a number out of bounds or if nothing is given, NameNotFound for a
        drug whose name is near that of a record.
        """
        found = [
            *_numbered("age", self.age, 0, 120, _age_group(self.age)),
            *_numbered("eGFR", self.egfr, 0, 200, "kidneys"),
            *_numbered("QTc", self.qtc, 200, 800, "QT interval"),
        ]
        flags = {"liver": self.liver, "pregnancy": self.pregnant,
                 "breastfeeding": self.breastfeeding}  # fmt: skip
        found += [_group(name, name) for name, given in flags.items() if given]
        found += [taking(base, name) for name in self.taking]
        found += [history(word) for word in self.history]
        if not found:
            raise UsageFault(
                "Name at least one general condition: --age, --egfr, --qtc, --liver, --pregnant, "
                "--breastfeeding, --taking or --history."
            )
        return found


def _age_group(age: int | None) -> str:
    if age is None or ADULT_FROM <= age < OLDER_FROM:
        return ""
    return "older people" if age >= OLDER_FROM else "young people"


def _numbered(name: str, value: int | None, low: int, high: int, group: str) -> list[Condition]:
    if value is None:
        return []
    if not low <= value <= high:
        raise UsageFault(f"--{name.lower()} takes {low} to {high}.")
    label = f"{name} {value}"
    if not group:
        note = f"no group is shown from {ADULT_FROM} to {OLDER_FROM - 1} years"
        return [Condition(label, (), note=note)]
    return [_group(label, group)]


def _group(label: str, group: str) -> Condition:
    shown_label = label if label == group else f"{label} ({group})"
    return Condition(shown_label, GROUPS[group], _DIRECT[group])


def history(word: str) -> Condition:
    """A history, by its name or as a plain word; raises UsageFault for what may be a slip."""
    wanted = "-".join(fold(word).split())
    if wanted in HISTORIES:
        return Condition(f"history: {wanted}", HISTORIES[wanted], _DIRECT.get(wanted, ()))
    meant = [name for name, words in HISTORIES.items() if fold(word).startswith(words)]
    if len(meant) == 1:
        # "suicide" must not be looked for as it stands and miss "suicidal thoughts".
        note = f"“{word}” is taken as {meant[0]}"
        return Condition(
            f"history: {word}", HISTORIES[meant[0]], _DIRECT.get(meant[0], ()), note=note
        )
    groups = [name for name, words in GROUPS.items() if name == word or mentions(word, words)]
    if not meant and len(groups) == 1:
        # "kidney disease" must not miss what is said of renal impairment.
        note = "" if fold(word) == groups[0] else f"“{word}” is taken as {groups[0]}"
        return Condition(f"history: {word}", GROUPS[groups[0]], _DIRECT[groups[0]], note=note)
    close = meant or get_close_matches(wanted, HISTORIES, n=2, cutoff=0.75)
    if close or not wanted:
        known = " or ".join(close or HISTORIES)
        raise UsageFault(f'--history: "{word}" is not known. Did you mean {known}?')
    note = f"“{word}” is looked for as a word in the records"
    return Condition(f"history: {word}", (fold(word),), note=note)


def taking(base: KnowledgeBase, name: str) -> Condition:
    """A drug or procedure taken at the same time.

    One with a record is looked for by its names, its class, and the partner field that its class
    or its mechanism points to. One without is looked for as a word, unless it is near a name:
    then NameNotFound is raised with candidates, for a slip must not read as "nothing recorded".
    """
    try:
        record = base[name]
    except NameNotFound as error:
        group = _concomitant(base, name)
        if group is not None:
            return group
        if error.candidates or not fold(name):
            raise
        note = f"“{name}” has no record here; it is looked for as a word in the records"
        return Condition(f"taking {name}", (fold(name),), note=note)
    words: list[str] = [fold(word) for word in names_of(record)]
    direct: tuple[str, ...] = ()
    partners = _partners(base, record)
    for partner in partners:
        words += PARTNERS[partner]
        direct += (f"interactions.{partner}",)
    parent = base.treatments.get(record.class_id or "")
    if parent is not None:
        words += [fold(word) for word in names_of(parent)]
    kinds = " and ".join(KINDS[partner] for partner in partners)
    note = f"{record.name} counts as {kinds} by its record" if partners else ""
    found = tuple(dict.fromkeys(words))
    return Condition(f"taking {record.name}", found, direct, record, note, record)


def _concomitant(base: KnowledgeBase, name: str) -> Condition | None:
    """A drug that is no treatment here but is recorded for combinations, with its group's names."""
    for item in base.concomitants.values():
        names = [fold(word) for word in (item.id, item.name, *item.aliases)]
        if fold(name) in names:
            own = fold(name) == fold(item.name)
            note = "" if own else f"“{name}” stands under {item.name}"
            return Condition(f"taking {name}", tuple(dict.fromkeys(names)), note=note, partner=item)
    return None


def _partners(base: KnowledgeBase, record: Treatment) -> list[str]:
    """The partner fields that a record falls under: by class, or by the targets it records."""
    kin = {record.id, record.class_id}
    found: list[str] = [name for name in ("maoi", "ect") if name in kin]
    if mentions(record.name, PARTNERS["tms"]):
        found.append("tms")
    targets = shown(base, record, "mechanism.targets").claims
    if any("serotonin transporter" in fold(c.value.text) for c in targets if not c.denied):
        found.append("serotonergic")
    return found
