"""Small grammar: what joins recorded phrases to a sentence without changing what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.view.words import glued

PROPER = frozenset({
    "Swiss", "Canadian", "Scottish", "British", "European", "American", "Japanese", "French",
    "German", "Irish", "Health", "Medicare", "Hamilton", "Beck", "Montgomery", "Swedish",
    "Danish", "Norwegian", "Israeli", "Dutch", "Italian", "Hong", "Bangladesh", "Singapore",
    "Malaysia", "Australian", "Australia", "Canada", "Parkinson", "Parkinson's", "Young",
    "Cochrane", "Stanford", "Zoloft", "Prozac", "Paxil", "Wellbutrin", "Priadel", "Brugada",
    "Addison's", "Alzheimer's", "Cushing's", "Huntington's", "Tourette's",
    "England", "Wales", "Scotland", "France", "Ireland", "Austrian", "Canada's",
})  # fmt: skip
"""Words that keep their capital inside a sentence."""

VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|may|might|must|should|does|do|did|will|would|be|"
    r"fell|falls|rises|rose|raises|lowers|occurs?|occurred|depends?|differs?|differ|"
    r"vary|varies|means|mean|reports?|advises?|warns?|says?|states?|asks?|respond|responds|"
    r"responded|reach|reaches|pass|passes|fade|fades|come|comes|came|go|goes|went|need|needs|"
    r"needed|give|gives|gave|take|takes|took|show|shows|showed|keep|keeps|kept|cause|causes|"
    r"caused|increases|increased risk was|decreases|inhibitors raise|work|works|"
    r"belong|belongs|stand|stands|remain|remains|remained|ran|runs|led|leads|appear|appears|"
    r"appeared|relapsed|steadies|"
    r"get|gets|got|eases?|lessens?|lessened|grows?|improves?|improved|worsens?|worsened|"
    r"blocks|prefers|resets|rests|outlasts|helps|encourages|became|becomes|calls?|recommends|suggests|supports|allows|requires|carries|lasted|sprays|separates|starts|"
    r"found|finds|lists|holds|begin|begins|began|apply|applies)\b"
)
"""Finite verbs of the records. A phrase without one is set as a noun, never as a sentence."""

POPULATION = re.compile(
    r"^(?:adults?|people|inpatients|outpatients|patients|children|adolescents|older people|"
    r"older adults|women|men|responders|veterans|US veterans)\b",
    re.IGNORECASE,
)


IMPERATIVE = re.compile(
    r"(?:Use|Stop|Start|Avoid|Continue|Lower|Reduce|Screen|Weigh|Give|Take|Check|Raise|Do not|Keep|"
    r"Arrange|Think|Offer|Ask|Choose|Refer|Inform|Reassess|Consider|Taper|Measure|Monitor|Treat|Wait)\b"
)
MODAL = re.compile(r"(?:May|Can|Might|Could|Must|Should|Will)\b")
ACTING = re.compile(r"(?:acts|steadies|mimics|resets|prevents)\b", re.IGNORECASE)
HEADLESS = re.compile(r"(?:Differs?|Depends?|Var(?:y|ies)|Occurs?|Rises|Falls)\b")


def is_sentence(text: str) -> bool:
    """Whether the words stand as a sentence of their own.

    They do if a finite verb stands before the first colon, semicolon or clause on a noun ("…, in
    whom it is likelier"), or if they command.
    """
    head = re.split(r"[:;]|, (?:\w+ )?(?:whom|which|who)\b", text)[0]
    return bool(VERBS.search(head) or IMPERATIVE.match(text))


def with_subject(text: str, name: str) -> str | None:
    """A sentence that lacks its subject, with one: "May raise it" → "X may raise it"."""
    if MODAL.match(text) or ACTING.match(text):
        return f"{name} {inside(text)}"
    if HEADLESS.match(text):
        return f"for {name} this {inside(text)}"
    return None


def with_article(text: str, plural: bool) -> str:
    """A noun phrase with its article where it lacks one."""
    words = inside(text)
    if plural or re.match(r"(?:an?|the|one|two|several|some)\b", words):
        return words
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


MANY = {"SSRI": "SSRIs", "SNRI": "SNRIs", "TCA": "TCAs", "MAOI": "MAOIs"}


def versus(comparator: str) -> str:
    """A recorded comparator inside a sentence: a class is spoken of in the plural."""
    return MANY.get(comparator, comparator)


def capital(text: str) -> str:
    """The first letter as a capital, but for names such as rTMS and mTOR."""
    if text[:1].islower() and text[1:2].isupper():
        return text
    return text[:1].upper() + text[1:]


def with_tail(words: str, tail: str) -> str:
    """Words with their conditions; two pairs of brackets in a row become one."""
    if words.endswith(")") and tail.startswith(" ("):
        return f"{words[:-1]}; {tail[2:]}"
    return words + tail


def inside(text: str) -> str:
    """The words as they stand inside a sentence: no full stop, no capital but a name's."""
    words = text.strip().rstrip(".")
    first = words.split(" ")[0].rstrip(",:;")
    small = first in ("A", "I") or first[1:].islower()
    if first in PROPER or not small or not first[:1].isupper():
        return words
    return words[:1].lower() + words[1:]


def spoken(text: str) -> str:
    """Recorded words as prose: "v" in full, units tied to numbers, no final stop."""
    words = re.sub(r"(?:(?<=[\w)%]) |^)v (?=[\w(<])", lambda m: m[0].replace("v", "versus"), text)
    words = re.sub(r"(?<![\w.\-–/])(\d[\d.,]*)-(\d[\d.]*\d|\d)(?=[);,:]|$)", r"\1–\2", words)
    return glued(words.strip().rstrip("."))


def listed(items: Iterable[str], last: str = "and") -> str:
    """ "a, b and c"; items with commas inside are parted by semicolons."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    parted = any("," in word or (len(words) > 2 and " and " in word) for word in words)
    comma = "; " if parted else ", "
    before = comma.join(words[:-1])
    return f"{before}{';' if comma == '; ' else ''} {last} {words[-1]}"


def whom(when: str | None) -> tuple[str, str]:
    """A recorded condition as a phrase ("in adults with depression") and an aside, either empty.

    Only a condition that begins with people becomes a phrase, up to its first comma; nothing of
    the recorded words is left out.
    """
    words = spoken(when or "")
    if not words:
        return "", ""
    head, _, rest = _first_part(words)
    if POPULATION.match(head) and len(head) <= 90:
        return f"in {inside(head)}", rest.strip()
    return "", words


def _first_part(words: str) -> tuple[str, str, str]:
    depth = 0
    for at, char in enumerate(words):
        depth += (char == "(") - (char == ")")
        if char in ",;" and depth == 0 and words[at + 1 : at + 2] == " ":
            return words[:at], char, words[at + 1 :]
    return words, "", ""


PLACE = {"US": "the US", "EU": "the EU", "UK": "the UK"}


def place_words(labels: Iterable[str]) -> str:
    """Jurisdictions inside a sentence: "the US and Canada"; "international" is left out."""
    return listed(PLACE.get(label, label) for label in labels if label != "international")


def bracketed(parts: Iterable[str]) -> str:
    """The parts in one pair of brackets, inner brackets turned square; empty if there are none."""
    kept = [part.strip() for part in parts if part and part.strip()]
    if not kept:
        return ""
    inner = "; ".join(kept).replace("(", "[").replace(")", "]")
    return f" ({inner})"
