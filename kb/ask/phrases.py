"""Documented keyword vocabularies: how the program finds a topic in sentences of a record.

Each list is short and literal, matched on folded words (no case, no punctuation), so that a reader
can predict what is found. A list never decides that something is absent: a topic that no sentence
mentions is "not recorded". docs/keywords.md prints these lists.
"""

from __future__ import annotations

import re

from kb.ask.names import fold

CONTRAINDICATES: tuple[str, ...] = (
    "contraindicated", "not together", "not to be combined", "not to be used", "not to be given",
    "not with", "never two together", "must not", "do not use", "do not combine",
)  # fmt: skip
"""Words by which a sentence forbids a combination or a use."""

SPEAKS_AGAINST: tuple[str, ...] = (
    "similar to placebo", "not increased", "not seen", "no weight gain", "not gain",
    "weight loss", "mean loss", "no change", "on drug and on placebo", "no more than",
    "no more frequent", "no difference", "did not differ", "did not show", "no clinically",
    "no consistent", "no worsening", "does not usually", "fewer", "less than with",
    "less frequent", "less often than", "less sedating", "favourable weight",
)  # fmt: skip
"""Words by which a sentence on an adverse effect may deny it. Such a sentence is left to the
reader: it counts neither for nor against."""

PARTNERS: dict[str, tuple[str, ...]] = {
    "maoi": ("maoi", "maois", "monoamine oxidase inhibitor", "mao inhibitor", "moclobemide"),
    "ect": ("ect", "electroconvulsive"),
    "tms": ("tms", "rtms", "transcranial magnetic"),
    "serotonergic": ("serotonergic", "serotonin reuptake inhibitor", "ssri", "snri"),
}
"""Partners with a field of their own under interactions, and their words elsewhere."""

INDICATIONS: dict[str, tuple[str, ...]] = {
    "depression": ("depress",),
    "treatment-resistant": (
        "treatment resistant", "treatment refractory", "refractory", "difficult to treat",
        "without satisfactory improvement", "failed", "no response to", "not responding",
        "not responded", "no or limited response", "not helped by", "failure",
        "adequate trials",
    ),
    "postpartum": ("postpartum", "post natal", "postnatal"),
    "seasonal": ("seasonal", "winter depression"),
    "bipolar": ("bipolar",),
    "psychotic": ("psychotic", "psychosis"),
    "catatonia": ("catatonia",),
    "adolescents": (
        "adolescent", "children", "paediatric", "young people", "teen", "under 18",
        *(f"from {years} years" for years in range(5, 18)),
    ),
}  # fmt: skip
"""Populations that `--for` knows by name; any other words are looked for as they stand."""

_NEGATION = re.compile(r"\b(?:no|not|never|nor|without|neither)\b")
_CLAUSE = re.compile(r"[.;,:()]")


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words stands in the text, at the start of a word; short ones whole."""
    folded = fold(text)
    return any(_at(folded, word) for word in words)


def affirms(text: str, words: tuple[str, ...]) -> bool | None:
    """Whether the text says the words of its subject: True, False where it denies them, or None.

    A clause denies what stands after a "no" or "not" in it; one denial outweighs any mention:
    "postpartum depression; not depression in general" is no indication for depression.
    """
    found: bool | None = None
    for clause in map(fold, _CLAUSE.split(text)):
        at = min((m.start() for w in words if (m := _at(clause, w))), default=-1)
        if at < 0:
            continue
        if _NEGATION.search(clause[:at]):
            return False
        found = True
    return found


def _at(clause: str, word: str) -> re.Match[str] | None:
    # "ect" must not be found in "ectopic": up to four letters stand alone, or with a plural s.
    whole = r"s?\b" if len(word) <= 4 else ""
    return re.search(rf"\b{re.escape(word)}{whole}", clause)


AGAINST: tuple[str, ...] = (
    "not recommended", "to be avoided", "do not offer", "recommends against", "should not",
    "research setting only", "research only", "audit or research",
)  # fmt: skip
"""Words by which a guideline speaks against a treatment."""

RATED_BETTER: tuple[str, ...] = ("rated more favourable",)
"""Words by which a guideline rates a drug better than others on an adverse effect."""

RATED_WORSE: tuple[str, ...] = ("rated less favourable",)
"""Words by which a guideline rates a drug worse than others on an adverse effect."""

RATED: tuple[str, ...] = (*RATED_BETTER, *RATED_WORSE, "rated neutral")
"""Words of a guideline's comparative rating of an adverse effect."""

FIRST: tuple[str, ...] = (
    "first line", "first choice", "initial treatment", "considered first", "offered first",
)  # fmt: skip
"""Words by which a guideline places a treatment first, where no "not" stands before them."""

LIMITED: tuple[str, ...] = (
    "not routinely", "special arrangements", "specialist", "secondary care", "second line",
    "third line", "switch", "augmentation", "added to", "no response to", "limited response",
    "failure", "not among", "not offered", "only for", "only in", "uncertain",
    "at least four", "several adequate", "adjunctive", "not a drug for initial",
    "not for initial", "not helped by",
)  # fmt: skip
"""Words by which a guideline keeps a treatment for later, for few, or as an addition."""

OPTION: tuple[str, ...] = (
    "option", "recommended", "suggested", "listed", "consider", "offer", "good evidence",
    "among the", "normal arrangements", "can reduce the risk",
)  # fmt: skip
"""Words by which a guideline names a treatment as one choice among others."""
