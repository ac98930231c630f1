"""Rules on doses, rates, approvals, stopping, suicidality and mechanism."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.article.finding import Reader, recorded, sources
from kb.article.mentions import About
from kb.model.dose import Dose
from kb.model.rate import Share
from kb.model.treatment import Treatment
from kb.model.vocab import Certainty, RegulatoryStatus, Species
from kb.problems import Problem
from kb.publish.regulation import PLACES
from kb.publish.results import parts_of

DOSE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>mg|g|micrograms|mcg|µg)\b(?P<kg>\s?/\s?kg)?"
)
PERCENT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s?(?:%|percent|per cent)")
OUTCOMES = {
    "efficacy.response": re.compile(r"\brespon(?:d|se|ded|ders?)\b", re.IGNORECASE),
    "efficacy.remission": re.compile(r"\bremi(?:ssion|t\w*)\b", re.IGNORECASE),
}
APPROVED = re.compile(
    r"\b(?P<who>FDA|EMA|MHRA|Health Canada)?[- ]?(?P<not>not |un|isn't |is not yet )?"
    r"(?:approv(?:ed|al)|licen[sc]ed|cleared)\b",
    re.IGNORECASE,
)
WHO = {"fda": "regulatory.us", "ema": "regulatory.eu", "mhra": "regulatory.uk",
       "health canada": "regulatory.ca"}  # fmt: skip
STOPPING = re.compile(r"\b(?:stop\w*|missing|missed|skip\w*|discontinu\w*|quit\w*)\b", re.I)
RELAPSE = re.compile(
    r"\b(?:relaps\w*|backslid\w*|backslide|return of (?:\w+ )?symptoms|come back)\b", re.IGNORECASE
)
WITHDRAWAL = re.compile(r"\b(?:withdrawal|discontinuation symptoms|taper)", re.IGNORECASE)
SUICIDE = re.compile(
    r"\b(?:suicid\w*|self-destructive\w*(?: \w+)?|self-harm|kill (?:him|her|them)sel\w+)\b", re.I
)
BENEFIT = re.compile(
    r"\b(?:valuable|help\w*|reliev\w*|relief|reduc\w*|prevent\w*|stop\w*|useful|liberating|"
    r"sav\w+|effective)\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(?:may|might|could|hypothes\w*|not settled|unclear|unknown|thought to|suggest\w*|animal|"
    r"mice|rats?|contested|debated|theor\w*|not (?:fully )?understood)\b",
    re.IGNORECASE,
)
TERMS = re.compile(
    r"\b(?:serotonin|noradrenaline|norepinephrine|dopamine|glutamate|GABA|opioid\w*|BDNF|NMDA|"
    r"neurotrophic factor|neurotransmitters?|synapses?|brain chemicals?|chemical imbalance)\b",
    re.IGNORECASE,
)
CAUSAL = re.compile(
    r"\b(?:work\w* by|sets? off|trigger\w*|caus\w*|control\w*|correct\w*|restor\w*|balanc\w*|"
    r"regulat\w*|leads? to|add to|contribut\w*|lighten|as the|because|imbalance)\b",
    re.IGNORECASE,
)


def fact_findings(reader: Reader, about: About) -> Iterator[Problem]:
    """Findings of one sentence against single facts."""
    for record in about.records:
        yield from _ceiling(reader, about, record)
        yield from _rates(reader, about, record)
        yield from _approval(reader, about, record)
        yield from _stopping(reader, about, record)
        yield from _suicide(reader, about, record)
        yield from _mechanism(reader, about, record)


def _ceiling(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    """A dose above every maximum that is recorded in its unit."""
    view = reader.view(record, "dosing.maximum")
    for match in DOSE.finditer(about.sentence.words):
        amount, unit = _amount(match)
        limits = [
            _in(claim.value, unit) for claim in view.claims
            if isinstance(claim.value, Dose) and claim.value.per_kg == bool(match["kg"])
        ]  # fmt: skip
        known = [limit for limit in limits if limit is not None]
        if known and amount > max(known):
            yield reader.at(
                "E701", about.sentence, match,
                f'"{match[0]}" is above the highest dose recorded for {record.name}: '
                f"{recorded(view)}",
                f"Check the dose and for whom it is. Source: {sources(view)}.", view, error=True,
            )  # fmt: skip


def _amount(match: re.Match[str]) -> tuple[Decimal, str]:
    unit = {"mcg": "micrograms", "µg": "micrograms"}.get(match["unit"], match["unit"])
    return Decimal(match["number"].replace(",", "")), unit


_IN_MG = {"mg": Decimal(1), "g": Decimal(1000), "micrograms": Decimal("0.001")}


def _in(dose: Dose, unit: str) -> Decimal | None:
    if dose.unit not in _IN_MG or unit not in _IN_MG:
        return dose.amount.high if dose.unit == unit else None
    return dose.amount.high * _IN_MG[dose.unit] / _IN_MG[unit]


def _rates(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    """A rate of response or remission that no recorded one comes near (5 points)."""
    for path, word in OUTCOMES.items():
        if not word.search(about.sentence.words):
            continue
        view = reader.view(record, path)
        shares = [s for c in view.claims for s in _shares(c.value)]
        for match in PERCENT.finditer(about.sentence.words) if shares else ():
            said = float(match["number"])
            if not any(float(s.low) * 100 - 5 <= said <= float(s.high) * 100 + 5 for s in shares):
                yield reader.at(
                    "E706", about.sentence, match,
                    f'"{match[0]}" is near no {view.field.label} rate recorded for {record.name}: '
                    f"{recorded(view)}",
                    f"Give a recorded rate with its comparator. Source: {sources(view)}.", view,
                    error=True,
                )  # fmt: skip


def _shares(value: object) -> list[Share]:
    rate = parts_of(value).rate
    return [s for s in (rate.share, rate.other) if s] if rate else []


def _approval(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    """A claim of approval, or of none, against what the regulators decided."""
    match = APPROVED.search(about.sentence.words)
    if match is None or not about.named:
        return
    denied = bool(match["not"]) or bool(
        re.search(r"\bnot\b[^,;]{0,20}$", about.sentence.words[: match.start()])
    )
    paths = [WHO[match["who"].lower()]] if match["who"] else list(PLACES)
    views = [v for p in paths if (v := reader.view(record, p)).claims]
    states = {claim.value.value for view in views for claim in view.claims}
    if not states:
        return
    approved = bool(states & {RegulatoryStatus.APPROVED, RegulatoryStatus.CLEARED})
    if denied != approved:
        return
    told = "; ".join(f"{v.field.label}: {recorded(v)}" for v in views)
    yield reader.at(
        "E707", about.sentence, match,
        f"what is said of approval is not what is recorded for {record.name}: {told}",
        f"Say who approved it, for whom, and where. Source: {sources(views[0])}.", views[0],
        error=True,
    )  # fmt: skip


def _stopping(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    """Relapse told as the only risk of stopping, where withdrawal symptoms are another."""
    words = about.sentence.words
    match = RELAPSE.search(words)
    if match is None or not STOPPING.search(words) or WITHDRAWAL.search(words):
        return
    symptoms, relapse = (
        reader.view(record, "stopping.symptoms"),
        reader.view(record, "duration.stopped"),
    )
    if symptoms.claims and relapse.claims:
        yield reader.at(
            "E708", about.sentence, match,
            f"two different risks are run together for {record.name}: symptoms on stopping "
            f"({recorded(symptoms, 2, 170)}) and relapse ({recorded(relapse, 1, 90)})",
            "Tell symptoms on stopping, within days, apart from relapse, over months. "
            f"Source: {sources(symptoms)}.", symptoms,
        )  # fmt: skip


def _suicide(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    match = SUICIDE.search(about.sentence.words)
    view = reader.view(record, "safety.suicidality")
    if match is None or not BENEFIT.search(about.sentence.words) or not view.claims:
        return
    others = ", ".join(_urgent(reader, record))
    more = f" Guidelines name for urgent illness: {others}." if others else ""
    yield reader.at(
        "E709", about.sentence, match,
        f"a benefit for suicidality is told for {record.name} more simply than it is recorded: "
        f"{recorded(view)}",
        f"Say what was shown and what was not.{more} Source: {sources(view)}.", view,
    )  # fmt: skip


GUIDELINES = ("guidelines.canmat-2023", "guidelines.nice-ng222", "guidelines.va-dod-2022")
_URGENT = re.compile(r"severe suicidality|rapid|life may be in danger|life-threatening", re.I)


def _urgent(reader: Reader, record: Treatment) -> list[str]:
    """Other records that a guideline names where life is in danger or speed is needed."""
    return [
        other.id
        for other in reader.base
        if other.id != record.id
        and any(
            _URGENT.search(claim.value.text)
            for path in (
                "guidelines.canmat-2023",
                "guidelines.nice-ng222",
                "guidelines.va-dod-2022",
            )
            for claim in other.answer(path).claims
        )
    ]


def _nearest(words: str, match: re.Match[str], told: str) -> re.Match[str]:
    """The last term of a sentence that the record itself names, else the first term."""
    named = [m for m in TERMS.finditer(words) if m[0].lower() in told.lower()]
    return named[-1] if named else match


def _mechanism(reader: Reader, about: About, record: Treatment) -> Iterator[Problem]:
    """A mechanism told as settled that is recorded as contested, a hypothesis, or from animals."""
    words = about.sentence.words
    match = TERMS.search(words)
    if match is None or not CAUSAL.search(words) or HEDGE.search(words):
        return
    open_ = (Certainty.HYPOTHESIS, Certainty.CONTESTED)
    for path in ("mechanism.account", "mechanism.downstream"):
        view = reader.view(record, path)
        weak = [
            c for c in view.claims
            if c.sure in open_ or getattr(c.value, "species", None) is Species.ANIMAL
        ]  # fmt: skip
        if weak:
            yield reader.at(
                "E710", about.sentence, _nearest(words, match, recorded(view)),
                f"told as settled for {record.name}; recorded as open: {recorded(view)}",
                "Say what is established and what is not. "
                f"Source: {sources(view)}.", view,
            )  # fmt: skip
            return
