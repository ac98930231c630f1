"""Everyday words for terms of art. A matter of language: no statement changes its sense.

Whole words and phrases only, longest first, so that a drug's name is never touched.
"""

from __future__ import annotations

import re
from functools import cache

PLAIN: dict[str, str] = {
    "hyponatraemia": "low sodium in the blood", "hypertension": "high blood pressure",
    "untreated or poorly controlled hypertension": "high blood pressure that is not well treated",
    "sedation": "sleepiness", "insomnia": "trouble sleeping", "dissociation":
    "feeling cut off from yourself or the world around you", "nausea": "feeling sick",
    "vomiting": "being sick", "diarrhoea": "loose stools", "fatigue": "tiredness",
    "tremor": "shaking", "sexual dysfunction": "sexual problems",
    "bleeding": "bleeding more easily",
    "agitation": "feeling restless",
    "mania or hypomania": "an unusually high or irritable mood", "mania": "an unusually high mood",
    "hypomania": "a somewhat high mood", "QT prolongation": "changes on a heart tracing (ECG)",
    "liver injury": "liver damage", "urinary effects": "bladder problems",
    "cognitive effects": "problems with memory or thinking", "skin reactions": "skin reactions",
    "movement disorders": "unwanted movements",
    "metabolic effects": "changes in blood sugar or fats",
    "heart rhythm": "heart rhythm",
    "treatment-resistant depression in adults":
        "adults whose depression other treatments have not helped",
    "treatment-resistant major depression in adults":
        "adults whose depression other treatments have not helped",
    "treatment-resistant major depression":
        "depression that other treatments have not helped",
    "increased mortality": "more deaths", "elderly patients": "older people",
    "dementia-related psychosis": "psychosis that comes with dementia",
    "seizures": "fits", "suicidal ideation": "suicidal thoughts", "ideation": "thoughts",
    "serotonin syndrome": "serotonin syndrome (a dangerous excess of serotonin)",
    "angle-closure glaucoma": "a sudden rise of pressure in the eye",
    "unipolar depression": "depression", "major depressive disorder": "depression",
    "major depression": "depression", "major depressive episodes": "depression",
    "treatment-resistant depression": "depression that other treatments have not helped",
    "paediatric": "child", "adolescents": "teenagers",
    "adverse effects": "side effects",
    "hypersensitivity": "allergy", "hepatic impairment": "liver disease",
    "renal impairment": "kidney disease", "respiratory depression": "slowed breathing",
    "cardiovascular, pulmonary and cerebrovascular events":
        "problems of the heart, the lungs or the blood supply of the brain",
    "tinnitus": "ringing in the ears", "convulsions": "fits", "serum levels": "blood levels",
    "serum level": "blood level", "therapeutic levels": "the levels that treat",
    "orthostatic hypotension": "a fall in blood pressure on standing up",
    "hypotension": "low blood pressure", "syncope": "fainting", "somnolence": "sleepiness",
    "hepatotoxicity": "liver damage", "urinary retention": "trouble passing urine",
    "akathisia": "a restless need to move", "dyspepsia": "indigestion", "pruritus": "itching",
    "tardive dyskinesia": "lasting unwanted movements",
    "neuroleptic malignant syndrome":
        "neuroleptic malignant syndrome (fever, stiff muscles and confusion)",
    "agranulocytosis": "a lack of white blood cells", "neutropenia": "too few white blood cells",
    "priapism": "a painful erection that does not pass", "rhabdomyolysis": "breakdown of muscle",
    "serotonergic": "serotonin-raising", "arrhythmia": "an uneven heartbeat",
    "arrhythmias": "an uneven heartbeat", "blood dyscrasias": "blood disorders",
    "hepatic failure": "liver failure", "leucopenia": "too few white blood cells",
    "low libido": "less interest in sex", "remission": "few or no symptoms",
}  # fmt: skip


INTERVAL = re.compile(r" \((?:[^()]*\b(?:9[059]%.CI|ratio|HR|OR|RR)\b[^()]*)\)")
"""A measure of effect with its interval, in brackets."""


def without_intervals(text: str) -> str:
    """`text` without measures of effect in brackets; the count before them stays."""
    return INTERVAL.sub("", text)


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(PLAIN, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)


def plain(text: str) -> str:
    """`text` with terms of art in everyday words; a capital at the head is kept."""

    def everyday(match: re.Match[str]) -> str:
        word = match[0]
        found = next(value for key, value in PLAIN.items() if key.lower() == word.lower())
        return found[:1].upper() + found[1:] if word[:1].isupper() and word[1:].islower() else found

    return _pattern().sub(everyday, text)
