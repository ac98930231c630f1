"""Efficacy, harms and interactions (fields 9 to 13)."""

from typing import ClassVar

from kb.model.claim import Answer
from kb.model.composite import Outcome
from kb.model.slot import Section, slot
from kb.model.text import Finding, Text


class Efficacy(Section):
    """What trials found, with comparator, time point and certainty."""

    key: ClassVar[str] = "efficacy"
    label: ClassVar[str] = "Response and remission"
    number: ClassVar[int] = 9

    response: Answer[Outcome] = slot(
        "response", "Response: usually half off the score.", "52% v 37% placebo at 8 weeks"
    )
    remission: Answer[Outcome] = slot(
        "remission", "Remission: few or no symptoms.", "30% v 20% placebo at 8 weeks"
    )
    score: Answer[Outcome] = slot(
        "score", "Change on a symptom scale.", "SMD -0.3 (-0.4 to -0.2) v placebo at 8 weeks"
    )


class Acceptability(Section):
    """Who drops out."""

    key: ClassVar[str] = "acceptability"
    label: ClassVar[str] = "Acceptability and tolerability"
    number: ClassVar[int] = 10

    dropout_any: Answer[Outcome] = slot(
        "dropout for any reason",
        "All-cause dropout.",
        "OR 0.96 (0.85 to 1.08) v placebo at 8 weeks",
    )
    dropout_adverse: Answer[Outcome] = slot(
        "dropout for adverse events", "Dropout for adverse events.", "12% v 4% placebo"
    )


class AdverseEffects(Section):
    """Frequency of each effect of a fixed vocabulary."""

    key: ClassVar[str] = "adverse"
    label: ClassVar[str] = "Adverse effects"
    number: ClassVar[int] = 11

    nausea: Answer[Finding] = slot("nausea", "How often: nausea.", "26% v 12% placebo")
    vomiting: Answer[Finding] = slot("vomiting", "How often: vomiting.", "26% v 12% placebo")
    diarrhoea: Answer[Finding] = slot("diarrhoea", "How often: diarrhoea.", "26% v 12% placebo")
    constipation: Answer[Finding] = slot(
        "constipation", "How often: constipation.", "26% v 12% placebo"
    )
    dry_mouth: Answer[Finding] = slot("dry mouth", "How often: dry mouth.", "26% v 12% placebo")
    headache: Answer[Finding] = slot("headache", "How often: headache.", "26% v 12% placebo")
    dizziness: Answer[Finding] = slot("dizziness", "How often: dizziness.", "26% v 12% placebo")
    sedation: Answer[Finding] = slot("sedation", "How often: sedation.", "26% v 12% placebo")
    fatigue: Answer[Finding] = slot("fatigue", "How often: fatigue.", "26% v 12% placebo")
    insomnia: Answer[Finding] = slot("insomnia", "How often: insomnia.", "26% v 12% placebo")
    agitation: Answer[Finding] = slot("agitation", "How often: agitation.", "26% v 12% placebo")
    sweating: Answer[Finding] = slot("sweating", "How often: sweating.", "26% v 12% placebo")
    tremor: Answer[Finding] = slot("tremor", "How often: tremor.", "26% v 12% placebo")
    weight_gain: Answer[Finding] = slot(
        "weight gain", "How often: weight gain.", "26% v 12% placebo"
    )
    sexual_dysfunction: Answer[Finding] = slot(
        "sexual dysfunction", "How often: sexual dysfunction.", "26% v 12% placebo"
    )
    qt_prolongation: Answer[Finding] = slot(
        "QT prolongation", "How often: QT prolongation.", "26% v 12% placebo"
    )
    blood_pressure: Answer[Finding] = slot(
        "blood pressure", "How often: blood pressure.", "26% v 12% placebo"
    )
    heart_rhythm: Answer[Finding] = slot(
        "heart rhythm", "How often: heart rhythm.", "26% v 12% placebo"
    )
    dissociation: Answer[Finding] = slot(
        "dissociation", "How often: dissociation.", "26% v 12% placebo"
    )
    cognitive_effects: Answer[Finding] = slot(
        "cognitive effects", "How often: cognitive effects.", "26% v 12% placebo"
    )
    hyponatraemia: Answer[Finding] = slot(
        "hyponatraemia", "How often: hyponatraemia.", "26% v 12% placebo"
    )
    bleeding: Answer[Finding] = slot("bleeding", "How often: bleeding.", "26% v 12% placebo")
    seizures: Answer[Finding] = slot("seizures", "How often: seizures.", "26% v 12% placebo")
    mania: Answer[Finding] = slot(
        "mania or hypomania", "How often: mania or hypomania.", "26% v 12% placebo"
    )
    liver_injury: Answer[Finding] = slot(
        "liver injury", "How often: liver injury.", "26% v 12% placebo"
    )
    urinary: Answer[Finding] = slot(
        "urinary effects", "How often: urinary effects.", "26% v 12% placebo"
    )
    metabolic: Answer[Finding] = slot(
        "metabolic effects", "How often: metabolic effects.", "26% v 12% placebo"
    )
    movement: Answer[Finding] = slot(
        "movement disorders", "How often: movement disorders.", "26% v 12% placebo"
    )
    falls: Answer[Finding] = slot("falls", "How often: falls.", "26% v 12% placebo")
    skin: Answer[Finding] = slot(
        "skin reactions", "How often: skin reactions.", "26% v 12% placebo"
    )
    serious: Answer[Text] = slot("serious", "Serious effects, one each.", "liver failure, rare")
    course: Answer[Text] = slot(
        "time course", "When effects come and go.", "Nausea fades within 2 weeks."
    )


class Safety(Section):
    """Effect on suicidality, toxicity in overdose, abuse liability."""

    key: ClassVar[str] = "safety"
    label: ClassVar[str] = "Suicidality, overdose, abuse"
    number: ClassVar[int] = 12

    suicidality: Answer[Text] = slot(
        "suicidality",
        "Effect on suicidal thoughts and acts, by age where known.",
        "Raised under 25 years.",
    )
    overdose: Answer[Text] = slot("overdose", "Toxicity in overdose.", "Rarely fatal alone.")
    abuse: Answer[Text] = slot("abuse liability", "Abuse and dependence.", "Not seen.")


class Interactions(Section):
    """Drugs and procedures it interacts with."""

    key: ClassVar[str] = "interactions"
    label: ClassVar[str] = "Interactions"
    number: ClassVar[int] = 13

    substrate: Answer[Text] = slot("CYP substrate", "Enzymes that clear it.", "CYP2C19")
    inhibitor: Answer[Text] = slot(
        "CYP inhibitor", "Enzymes it inhibits, and how strongly.", "CYP2D6, moderate"
    )
    inducer: Answer[Text] = slot("CYP inducer", "Enzymes it induces.", "CYP3A4")
    serotonergic: Answer[Text] = slot(
        "serotonergic drugs", "With serotonergic drugs.", "Serotonin syndrome."
    )
    maoi: Answer[Text] = slot("MAOIs", "With monoamine oxidase inhibitors.", "Contraindicated.")
    ect: Answer[Text] = slot(
        "with ECT", "With electroconvulsive therapy.", "Raises the seizure threshold."
    )
    tms: Answer[Text] = slot(
        "with TMS", "With transcranial magnetic stimulation.", "May blunt the effect."
    )
    other: Answer[Text] = slot(
        "other", "Other interactions, one each.", "Alcohol adds to sedation."
    )
