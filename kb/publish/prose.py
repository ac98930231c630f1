"""Sentences from recorded text: a sentence stays one, a phrase becomes part of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kb.model.claim import Claim
from kb.model.vocab import Category
from kb.publish.desk import Clause, Desk, Said
from kb.publish.grammar import (
    capital,
    inside,
    is_sentence,
    listed,
    place_words,
    spoken,
    with_article,
    with_subject,
    with_tail,
)
from kb.view.publication import Line

NOUNS: dict[str, str] = {
    "safety.suicidality": "suicidal thoughts and acts",
    "safety.overdose": "overdose",
    "safety.abuse": "abuse",
    "stopping.symptoms": "symptoms on stopping",
    "stopping.taper": "tapering",
    "setting.supervision": "supervision",
    "setting.escort": "the way home",
    "setting.driving": "driving",
    "setting.anaesthesia": "anaesthesia",
    "duration.maintenance": "maintenance",
    "duration.maintained": "continued treatment",
    "duration.stopped": "stopping",
    "individual.variation": "individual response",
    "mechanism.transmitters": "transmitter systems",
    "mechanism.downstream": "what follows",
    "mechanism.account": "why relief follows",
    "adverse.course": "the course of adverse effects over time",
    "warnings.restricted": "supply",
}


SYSTEM = re.compile(
    r"(?:serotonin|noradrenaline|dopamine|glutamate|gaba|histamine|acetylcholine|melatonin|opioid|"
    r"endocannabinoid|orexin)", re.IGNORECASE,
)  # fmt: skip
"""How the name of a transmitter system begins."""


def texts(desk: Desk, path: str, short: int = 1) -> list[Line]:
    """The sentences on a field of text, subject by subject."""
    lines: list[Line] = []
    for said in desk.said(path):
        lines += text_lines(desk, said, desk.told(said.claims, short))
    return lines


def text_lines(desk: Desk, said: Said, claims: Sequence[Claim[Any]]) -> list[Line]:
    """Sentences for claims of one subject.

    A recorded sentence keeps its words; the subject is put in front unless the words name it.
    Phrases that share a source are gathered in one sentence.
    """
    lines: list[Line] = []
    phrases: list[Claim[Any]] = []
    for claim in claims:
        words = spoken(claim.value.text)
        headed = with_subject(words, _what(said))
        if not headed and (not is_sentence(words) or _is_noun(said, words)):
            phrases.append(claim)
            continue
        if headed:
            words = headed
        lead = "" if lines or headed else _lead(desk, said, words)
        body = f"{lead}{inside(words)}" if lead else words
        if claim.denied:
            body = f"it is recorded as untrue that {inside(words)}"
        body = with_tail(body, desk.tail(claim))
        lines.append(desk.say(Clause(body, (claim,), ".", (), said.fact)))
        lines += desk.objections(claim, said.fact)
    if phrases:
        lines.append(_gathered(desk, said, phrases))
        lines += [line for claim in phrases for line in desk.objections(claim, said.fact)]
    return lines


LEADS = ("on {noun} {of} {name}", "as for {noun} {of} {name}", "regarding {noun} {of} {name}")
"""What phrases are about, in turn, where several treatments have some at one field."""
HEADS = {
    "stopping.symptoms": "symptoms on stopping {}", "adverse.course": "adverse effects of {}",
    "safety.overdose": "overdose with {}",
}  # fmt: skip
"""What a recorded sentence without its subject is about, where that is not the treatment."""


def _what(said: Said) -> str:
    return HEADS.get(said.shown.field.path, "{}").format(said.subject.name)


def _is_noun(said: Said, words: str) -> bool:
    """A description is a noun with its clauses ("a treatment that works on …"), no sentence."""
    path = said.shown.field.path
    return path == "identity.description" and bool(re.match(r"(?:An?|The|One)\b", words))


WHERE: dict[str, tuple[str, str]] = {
    "populations.pregnancy": ("in pregnancy", "pregnan|trimester|gestation"),
    "populations.lactation": ("while breastfeeding", "breastfe|breast-fe|milk|lactat|nursing"),
    "populations.older-adults": ("in older adults", r"older|elderly|\b6\d\b|\b7\d\b|\bage"),
    "populations.adolescents": ("in adolescents", "adolescen|young|child|under 18"),
    "populations.renal": ("in renal impairment", "renal|kidney|creatinine|gfr"),
    "populations.hepatic": ("in hepatic impairment", "hepatic|liver|cirrho"),
    "populations.bipolar": ("in bipolar disorder", "bipolar|mania|manic|switch"),
}
"""Of whom a field of a population speaks, and words by which a sentence says so itself."""
PRONOUN = re.compile(r"(?:It|They|Its|Their)\b")


def _lead(desk: Desk, said: Said, words: str) -> str:
    """What stands before a recorded sentence that does not name what it is about."""
    named = names_it(said, words) and not PRONOUN.match(words)
    name = "" if named or len(desk.subjects) == 1 else f"for {said.subject.name}"
    phrase, known = WHERE.get(said.shown.field.path, ("", ""))
    if phrase and re.search(known, words, re.IGNORECASE):
        phrase = ""
    lead = " ".join(part for part in (name, phrase) if part)
    return f"{lead}, " if lead else ""


def names_it(said: Said, words: str) -> bool:
    """Whether recorded words name their subject themselves."""
    record = said.subject.record
    names = (record.name, *record.abbreviations, *record.aliases, said.subject.name)
    heads = (re.escape(name.split(",")[0]) for name in names)
    return bool(re.search(rf"(?<!\w)(?:{'|'.join(heads)})(?!\w)", words, re.IGNORECASE))


def _gathered(desk: Desk, said: Said, phrases: Sequence[Claim[Any]]) -> Line:
    path = said.shown.field.path
    noun = NOUNS.get(path, said.shown.field.label)
    items = [with_tail(inside(spoken(c.value.text)), desk.aside(c)) for c in phrases]
    of = "of" if path == "warnings.restricted" else "with"
    lead = desk.turn(LEADS).format(noun=noun, of=of, name=said.subject.name)
    words = f"{lead}: {listed(items)}"
    if ":" in items[0]:
        words = f"{lead}, {listed(items)}"
    if path == "identity.description":
        be = said.subject.verb("is", "are")
        thing = listed(with_article(item, said.subject.plural) for item in items)
        words = f"{said.subject.name} {be} {thing}"
    elif path == "mechanism.transmitters" and ";" not in items[0] and SYSTEM.match(items[0]):
        one = len(items) == 1 and " and " not in items[0]
        words = f"the transmitter system{'' if one else 's'} named for {said.subject.name} "
        words += f"{'is' if one else 'are'} {listed(items)}"
    elif path == "regulatory.schedule":
        where = place_words(j.label for j in phrases[0].jurisdictions)
        items = [inside(spoken(claim.value.text)) for claim in phrases]
        place = f" in {where}" if where else ""
        if items[0].startswith("not "):
            words = f"{said.subject.name} {said.subject.verb('is', 'are')} {listed(items)}{place}"
            return desk.say(Clause(words, tuple(phrases), ".", (), said.fact))
        words = (
            f"{said.subject.name} {said.subject.verb('is', 'are')} listed{place} as {listed(items)}"
        )
    elif path == "dosing.frequency":
        drug = said.subject.record.category is Category.PHARMACOTHERAPY
        be = said.subject.verb("is", "are")
        items = [item.removeprefix("taken ").removeprefix("given ") for item in items]
        often = re.match(
            r"(?:once|twice|three|four|every|daily|each|as|in|at|\d+ times)\b", items[0]
        )
        how = ("taken" if drug else "given") if often else "given as"
        words = f"{said.subject.name} {be} {how} {listed(items)}"
    elif path == "safety.overdose" and not re.match(r"(?:\d|no\b)", items[0]):
        words = f"overdose with {said.subject.name} brings {listed(items)}"
    elif path == "stopping.symptoms":
        words = f"symptoms on stopping {said.subject.name} are {listed(items)}"
    elif path == "adverse.course":
        words = f"adverse effects of {said.subject.name} are {listed(items)}"
    elif path == "setting.supervision":
        if re.match(r"(?:an?|the|no|trained|medical)\b", items[0]) and ":" not in items[0]:
            words = f"{said.subject.name} {said.subject.verb('calls', 'call')} for {listed(items)}"
        if re.match(r"(?:given|taken|delivered|led|done|supervised)\b", items[0]):
            words = f"{said.subject.name} {said.subject.verb('is', 'are')} {listed(items)}"
    return desk.say(Clause(capital(words), tuple(phrases), ".", (), said.fact))
