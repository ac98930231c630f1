"""US and UK spelling and names. A matter of language, not of fact.

The records are written in British spelling with international names. American text is made from
it by whole words, never by endings, so that a drug's name is never half changed.
"""

from __future__ import annotations

import re
from functools import cache

from kb.publish.choices import Locale

BRITISH_TO_AMERICAN: dict[str, str] = {
    "noradrenaline": "norepinephrine", "noradrenergic": "noradrenergic",
    "adrenaline": "epinephrine", "behaviour": "behavior", "behaviours": "behaviors",
    "behavioural": "behavioral", "anaesthetic": "anesthetic", "anaesthetics": "anesthetics",
    "anaesthesia": "anesthesia", "anaesthetised": "anesthetized", "paediatric": "pediatric",
    "diarrhoea": "diarrhea", "hyponatraemia": "hyponatremia", "oestrogen": "estrogen",
    "foetal": "fetal", "haemorrhage": "hemorrhage", "haemodynamic": "hemodynamic",
    "anaemia": "anemia", "leucopenia": "leukopenia", "oedema": "edema", "tumour": "tumor",
    "colour": "color", "favour": "favor", "favours": "favors", "favouring": "favoring",
    "favourable": "favorable", "labelled": "labeled", "labelling": "labeling",
    "programme": "program", "programmes": "programs", "metabolise": "metabolize",
    "metabolised": "metabolized", "metabolisers": "metabolizers", "metaboliser": "metabolizer",
    "standardised": "standardized", "randomised": "randomized", "hospitalised": "hospitalized",
    "recognised": "recognized", "generalised": "generalized", "stabilised": "stabilized",
    "licence": "license", "licences": "licenses", "centre": "center", "centres": "centers",
    "litre": "liter", "practise": "practice", "authorised": "authorized",
    "authorisation": "authorization", "individualised": "individualized", "fibre": "fiber",
    "sceptical": "skeptical", "ageing": "aging", "judgement": "judgment", "titre": "titer",
    "oesophageal": "esophageal", "faeces": "feces", "dyspnoea": "dyspnea", "apnoea": "apnea",
    "ischaemia": "ischemia", "ischaemic": "ischemic", "hypoglycaemia": "hypoglycemia",
    "hyperglycaemia": "hyperglycemia", "hyperlipidaemia": "hyperlipidemia",
    "haematological": "hematological", "gynaecomastia": "gynecomastia",
    "titrated": "titrated", "counselling": "counseling", "neuromodulation": "neuromodulation",
    "minimise": "minimize", "emphasise": "emphasize", "summarised": "summarized",
    "characterised": "characterized", "normalised": "normalized", "organisation": "organization",
}  # fmt: skip
"""Words of the records by their American form."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(BRITISH_TO_AMERICAN)})\b", re.IGNORECASE)


def spelled(text: str, locale: Locale) -> str:
    """`text` in the spelling of `locale`; capitals are kept."""
    if locale is Locale.UK:
        return text
    return _pattern().sub(_american, text)


def _american(match: re.Match[str]) -> str:
    word = match[0]
    found = BRITISH_TO_AMERICAN[word.lower()]
    if word.isupper():
        return found.upper()
    return found[:1].upper() + found[1:] if word[:1].isupper() else found
