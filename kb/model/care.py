"""Switching, monitoring, populations, guidelines and the rest (fields 14 to 21)."""

from typing import ClassVar

from kb.model.claim import Answer
from kb.model.composite import Check, CostValue, Line, Predictor
from kb.model.duration import Duration
from kb.model.slot import Section, slot
from kb.model.text import Course, Text


class Switching(Section):
    """Washout to and from MAOIs, cross-taper."""

    key: ClassVar[str] = "switching"
    label: ClassVar[str] = "Switching"
    number: ClassVar[int] = 14

    to_maoi: Answer[Duration] = slot(
        "to an MAOI", "From the last dose of this to the first of an MAOI.", "14 days"
    )
    from_maoi: Answer[Duration] = slot(
        "from an MAOI", "From the last dose of an MAOI to the first of this.", "14 days"
    )
    cross_taper: Answer[Text] = slot(
        "other switches", "Cross-taper and other switches.", "Direct switch to another SSRI."
    )


class Stopping(Section):
    """Discontinuation symptoms and taper."""

    key: ClassVar[str] = "stopping"
    label: ClassVar[str] = "Stopping"
    number: ClassVar[int] = 14

    symptoms: Answer[Course] = slot(
        "discontinuation symptoms",
        "Symptoms on stopping and how often.",
        "dizziness and irritability",
        inherits=True,
    )
    taper: Answer[Text] = slot("taper", "How the dose is lowered.", "Over at least 4 weeks.")


class Monitoring(Section):
    """What to check, when and why."""

    key: ClassVar[str] = "monitoring"
    label: ClassVar[str] = "Monitoring"
    number: ClassVar[int] = 15

    checks: Answer[Check] = slot("checks", "One check each.", "blood pressure")


class Populations(Section):
    """What is known in particular groups."""

    key: ClassVar[str] = "populations"
    label: ClassVar[str] = "Populations"
    number: ClassVar[int] = 16

    pregnancy: Answer[Text] = slot("pregnancy", "What is known: pregnancy.", "Lower dose.")
    lactation: Answer[Text] = slot("breastfeeding", "What is known: breastfeeding.", "Lower dose.")
    older_adults: Answer[Text] = slot("older adults", "What is known: older adults.", "Lower dose.")
    adolescents: Answer[Text] = slot("adolescents", "What is known: adolescents.", "Lower dose.")
    renal: Answer[Text] = slot(
        "renal impairment", "What is known: renal impairment.", "Lower dose."
    )
    hepatic: Answer[Text] = slot(
        "hepatic impairment", "What is known: hepatic impairment.", "Lower dose."
    )
    bipolar: Answer[Text] = slot(
        "bipolar disorder", "What is known: bipolar disorder.", "Lower dose."
    )


class Individual(Section):
    """How responses vary and what predicts them."""

    key: ClassVar[str] = "individual"
    label: ClassVar[str] = "Individual response"
    number: ClassVar[int] = 17

    variation: Answer[Text] = slot(
        "variation", "How far responses differ between people.", "Varies widely.", inherits=True
    )
    predictors: Answer[Predictor] = slot(
        "predictors", "Predictors and whether replicated.", "higher severity", inherits=True
    )
    cyp2d6: Answer[Text] = slot(
        "CYP2D6", "What CYP2D6 genotype changes.", "Halve the dose in poor metabolisers."
    )
    cyp2c19: Answer[Text] = slot(
        "CYP2C19", "What CYP2C19 genotype changes.", "Lower maximum in poor metabolisers."
    )


class Guidelines(Section):
    """Line of treatment in each guideline, in its own words for its levels."""

    key: ClassVar[str] = "guidelines"
    label: ClassVar[str] = "Place in therapy"
    number: ClassVar[int] = 18

    canmat_2023: Answer[Line] = slot("CANMAT 2023", "Canadian guideline.", "first line")
    nice_ng222: Answer[Line] = slot("NICE NG222", "UK guideline of 2022.", "first-line choice")
    va_dod_2022: Answer[Line] = slot("VA/DoD 2022", "US veterans guideline.", "weak for")
    apa: Answer[Line] = slot("APA", "American guidelines.", "initial treatment")


class Kinetics(Section):
    """Half-life of parent and metabolites."""

    key: ClassVar[str] = "kinetics"
    label: ClassVar[str] = "Kinetics"
    number: ClassVar[int] = 19

    half_life: Answer[Duration] = slot(
        "half-life", "Elimination half-life of the parent.", "about 26 hours"
    )
    metabolites: Answer[Text] = slot(
        "active metabolites", "Active metabolites and their half-life.", "None of weight."
    )


class Cost(Section):
    """Cost band and availability, by jurisdiction."""

    key: ClassVar[str] = "cost"
    label: ClassVar[str] = "Cost and availability"
    number: ClassVar[int] = 20

    band: Answer[CostValue] = slot("cost band", "Rough cost from a named source.", "low")
    availability: Answer[Text] = slot("availability", "Where it can be had.", "Generic.")


class PlainLanguage(Section):
    """An account for patients."""

    key: ClassVar[str] = "plain"
    label: ClassVar[str] = "In plain words"
    number: ClassVar[int] = 21

    what: Answer[Text] = slot("what it is", "What it is.", "A tablet.")
    experience: Answer[Text] = slot(
        "what it is like", "What having it is like.", "You take it daily."
    )
    misconceptions: Answer[Text] = slot(
        "common misconceptions", "One each, put right.", "It is not addictive."
    )
