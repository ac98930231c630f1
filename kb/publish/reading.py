"""Reading grade by two published formulas, computed here and nowhere looked up.

Flesch-Kincaid grade (Kincaid et al. 1975): 0.39 words/sentence + 11.8 syllables/word - 15.59.
SMOG (McLaughlin 1969): 1.0430 sqrt(30 x words of three or more syllables / sentences) + 3.1291.

Syllables are counted by rule: runs of the vowels a, e, i, o, u, y count one each; a final silent
e does not count unless a consonant and l stand before it ("table"); -es and -ed are silent
unless the sound before them needs a vowel ("doses", "treated"); i before a, o or u is a syllable
of its own after a consonant ("anxious" excepted: -cious, -tious, -cial, -tial and -tion count
one); every word has at least one. A number is one word of one syllable. Sentences end at a stop,
question mark or exclamation mark before a blank and a capital, a digit or the end, and at the
end of a heading, cell or list item. SMOG is meant for 30 sentences and more; below it is rough.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’]*|\d[\d.,]*")
_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[A-Z0-9“\"(])")


@dataclass(frozen=True, slots=True)
class Grade:
    """Reading grades of a text, in US school years, and what they were counted from."""

    kincaid: float
    smog: float
    words: int
    sentences: int

    @property
    def text(self) -> str:
        """ "Flesch-Kincaid 8.1, SMOG 10.2"."""
        return f"Flesch-Kincaid {self.kincaid:.1f}, SMOG {self.smog:.1f}"


def syllables(word: str) -> int:
    """Syllables of one word by the rule of this module."""
    bare = re.sub(r"[^a-z]", "", word.lower().replace("’", ""))
    if not bare:
        return 1
    if len(bare) > 3:
        bare = re.sub(r"(?:ci|ti|xi|gi|si)(?=ous|al$|an$|on|ent)", "c", bare)
        if re.search(r"[^aeiouytd]ed$", bare):
            bare = bare[:-2]
        elif re.search(r"(?<![sxz])(?<!ch)(?<!sh)(?<!c)(?<!g)es$", bare) and not bare.endswith(
            "ies"
        ):
            bare = bare[:-2] + "s"
        elif bare.endswith("e") and not re.search(r"[^aeiouy]le$", bare):
            bare = bare[:-1]
    groups = len(re.findall(r"[aeiouy]+", bare))
    groups += len(re.findall(r"[^aeiouy]i(?=[aou])", bare))
    return max(groups, 1)


def sentences(text: str) -> list[str]:
    """The sentences of a text, by the rule of this module."""
    return [part for part in _END.split(text.strip()) if _WORD.search(part)]


def grade(texts: Iterable[str], leave_out: frozenset[str] = frozenset()) -> Grade | None:
    """The grades of the texts together; None if they hold no word.

    `leave_out` are lower-case words that are not counted: names of treatments, which a reader
    must meet and a writer cannot shorten.
    """
    words: list[str] = []
    ends = 0
    for text in texts:
        for sentence in sentences(text):
            found = [w for w in _WORD.findall(sentence) if w.lower() not in leave_out]
            if found:
                words += found
                ends += 1
    if not words:
        return None
    counts = [syllables(word) for word in words]
    long = sum(count >= 3 for count in counts)
    kincaid = 0.39 * len(words) / ends + 11.8 * sum(counts) / len(words) - 15.59
    return Grade(kincaid, 1.0430 * math.sqrt(30 * long / ends) + 3.1291, len(words), ends)
