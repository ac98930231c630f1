"""Rules on wording: promises, sales talk, stigma. The lists are of language, not of medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.article.draft import Sentence
from kb.article.finding import Reader
from kb.problems import Problem

PROMISES: dict[str, str] = {
    r"miracle\w*|wonder drug|game[- ]changer|revolutionary|breakthrough|life-changing|"
    r"extraordinary|liberating|imaginative": "Say what was measured, and leave the praise out.",
    r"cures?|cured|curing": "Write “treats” or give the rate of remission.",
    r"guarantee\w*|proven to work|always works|100% effective|never fails":
    "Give the rate with its comparator: no treatment works for everybody.",
    r"(?:completely|totally|perfectly) safe|risk[- ]free|no side[- ]effects|harmless|"
    r"without side[- ]effects": "List the harms that are recorded.",
    r"the best (?:treatment|option|choice)|superior to all|better than any":
    "Compare by outcome, comparator and population; nothing is best in general.",
    r"safe and effective": "Give benefit and harm in numbers.",
}  # fmt: skip
SALES = re.compile(
    r"\b(?:contact us|call (?:us )?(?:now|today)|book (?:now|your|an appointment)|"
    r"drop us a message|our (?:team|clinic)|get in touch|sign up|special offer)\b",
    re.IGNORECASE,
)
STIGMA: dict[str, str] = {
    r"commit(?:s|ted|ting)? suicide": "Write “died by suicide” or “took their own life”.",
    r"(?:successful|failed|unsuccessful) suicide(?: attempt)?":
    "Write “died by suicide” or “survived an attempt”.",
    r"(?:suffer(?:s|ing|ers?)?|victims?|afflicted) (?:from|of|with|by) "
    r"(?:severe |major )?depress\w+":
    "Write “people with depression”.",
    r"(?:the )?depressives|the mentally ill|schizophrenics|addicts?|junkies":
    "Name people before the condition: “people with …”.",
    r"crazy|insane|lunatic|psycho|mad(?:ness|man|woman)": "Name the condition, or leave it out.",
    r"(?:patients?|people|who) (?:have |has )?failed (?:\w+ ){0,2}"
    r"(?:treatments?|medications?|trials?)":
    "Write that the treatment did not help: it failed, not the person.",
    r"clean from|drug abusers?|substance abusers?": "Write “people who use …”.",
}  # fmt: skip


def wording_findings(reader: Reader, sentence: Sentence) -> Iterator[Problem]:
    """Promissory, selling and stigmatising words of one sentence."""
    for pattern, remedy in PROMISES.items():
        for hit in re.finditer(rf"\b(?:{pattern})\b", sentence.words, re.IGNORECASE):
            yield reader.at("E720", sentence, hit, f'"{hit[0]}" promises or praises', remedy)
    match = SALES.search(sentence.words)
    if match:
        remedy = "Leave it out of the article, or set it apart as an advertisement."
        yield reader.at("E721", sentence, match, f'"{match[0]}" sells', remedy)
    for pattern, remedy in STIGMA.items():
        for hit in re.finditer(rf"\b(?:{pattern})\b", sentence.words, re.IGNORECASE):
            yield reader.at("E722", sentence, hit, f'"{hit[0]}" is stigmatising', remedy)
