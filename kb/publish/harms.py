"""Sentences on adverse effects: rates together, with one denominator; then what has no rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.model.claim import Claim
from kb.model.rate import Rate, Share
from kb.model.text import Finding
from kb.model.treatment import fields
from kb.publish.desk import Clause, Desk, Said
from kb.publish.frequency import counted
from kb.publish.grammar import capital, inside, is_sentence, listed, spoken, with_subject, with_tail
from kb.publish.prose import text_lines
from kb.view.publication import Line
from kb.view.words import glued


@dataclass(frozen=True, slots=True)
class Frequency:
    """One adverse effect with its rate."""

    said: Said
    label: str
    claim: Claim[Any]
    rate: Rate

    @property
    def share(self) -> Share:
        """The share of people who had it."""
        assert self.rate.share is not None
        return self.rate.share


NOUNS = {
    "blood pressure": "changes in blood pressure", "heart rhythm": "changes in heart rhythm",
    "course": "the time course",
}  # fmt: skip


def noun(label: str) -> str:
    """An effect as something that people have."""
    return NOUNS.get(label, label)


EFFECTS = tuple(
    path for path, info in fields().items() if info.section == "adverse" and info.kind is Finding
)


def frequencies(desk: Desk) -> dict[str, list[Frequency]]:
    """Adverse effects that have a rate, by record, the most frequent first."""
    found: dict[str, list[Frequency]] = {s.record.id: [] for s in desk.subjects}
    for path in EFFECTS:
        for said in desk.said(path):
            for claim in said.claims:
                rate = claim.value.value
                if isinstance(rate, Rate) and rate.share is not None:
                    found[said.subject.record.id].append(
                        Frequency(said, fields()[path].label, claim, rate)
                    )
    for rows in found.values():
        rows.sort(key=lambda row: (-row.share.high, row.label))
    return found


def adverse(desk: Desk) -> list[Line]:
    """Effects with rates, one sentence for each group that shares people and comparator."""
    lines: list[Line] = []
    for rows in frequencies(desk).values():
        kept = rows if desk.full else rows[:5]
        groups: dict[tuple[str, str], list[Frequency]] = {}
        for row in kept:
            groups.setdefault((row.rate.comparator, row.claim.when or ""), []).append(row)
        for at, group in enumerate(groups.values()):
            lines.append(_group(desk, group, at))
    return lines + _worded(desk) + _serious(desk)


def _group(desk: Desk, rows: list[Frequency], at: int) -> Line:
    first = rows[0]
    name = first.said.subject.name
    items = [
        f"{noun(row.label)} ({counted(row.share, exact=True).removesuffix('100').strip()} 100"
        f"{_other(row)})"
        for row in rows
    ]
    versus = f", with {first.rate.comparator} figures second" if first.rate.comparator else ""
    tail = desk.tail(first.claim)
    if len(items) > 1 and tail.startswith(" ("):
        tail = f"; conditions: {tail[2:-1].replace('[', '(').replace(']', ')')}"
    counts = with_tail(listed(items), tail)
    if at == 0:
        words = f"among adverse effects of {name}{versus}, trials counted {counts}"
    else:
        closed = f"{versus}," if versus else ""
        words = desk.turn(APART).format(versus=versus, closed=closed, items=counts)
    entries = tuple(row.claim for row in rows)
    return desk.say(Clause(capital(words), entries, ".", (), first.said.fact))


APART = (
    "counted apart{versus}: {items}",
    "another count{closed} gave {items}",
    "trials also counted{versus}: {items}",
    "reported separately{versus}: {items}",
)
"""Frames for effects counted in other people or against another comparator."""


def _other(row: Frequency) -> str:
    if row.rate.other is None:
        return ""
    return f" against {counted(row.rate.other, exact=True).partition(chr(0xA0))[0]}"


WORDED = (
    "without rates that can be quoted, sources for {s} describe {items}",
    "for {s}, sources name {items} without a rate",
    "described likewise for {s}: {items}",
)
"""Frames for effects without a rate, one subject after another."""


def _worded(desk: Desk) -> list[Line]:
    """Effects that the sources describe without a rate."""
    lines: list[Line] = []
    rated = {key: {row.label for row in rows} for key, rows in frequencies(desk).items()}
    for at, subject in enumerate(desk.subjects):
        names: list[tuple[str, Claim[Any], Said]] = []
        sentences: list[tuple[Said, str, Claim[Any], bool]] = []
        for path in EFFECTS:
            for said in (s for s in desk.said(path) if s.subject is subject):
                for number, claim in enumerate(said.claims):
                    if isinstance(claim.value.value, Rate) and claim.value.value.share:
                        continue
                    words = spoken(claim.value.text)
                    label = noun(fields()[path].label)
                    if not desk.full and fields()[path].label in rated[subject.record.id]:
                        continue
                    bare = not is_sentence(words) and not with_subject(words, label)
                    if desk.full and (isinstance(claim.value.value, Rate) or bare):
                        names.append((f"{label} ({inside(words)})", claim, said))
                    elif desk.full:
                        sentences.append((said, label, claim, number > 0))
                    else:
                        names.append((label, claim, said))
        if names:
            items = listed(dict.fromkeys(item for item, _, _ in names))
            words = WORDED[at % len(WORDED)].format(s=subject.name, items=items)
            claims = tuple(claim for _, claim, _ in names)
            lines.append(desk.say(Clause(words, claims, ".", (), names[0][2].fact)))
        for sentence in sentences:
            lines += _about(desk, *sentence)
    return lines


def _about(desk: Desk, said: Said, label: str, claim: Claim[Any], again: bool) -> list[Line]:
    words = spoken(claim.value.text)
    stem = label.split(" ")[0].lower()[:6]
    headed = with_subject(words, label if stem not in words.lower() else said.subject.name)
    plain_words = again or stem in words.lower()
    body = headed or (words if plain_words else f"on {label}: {inside(words)}")
    clause = Clause(with_tail(body, desk.tail(claim)), (claim,), ".", (), said.fact)
    return [desk.say(clause), *desk.objections(claim, said.fact)]


def _serious(desk: Desk) -> list[Line]:
    lines: list[Line] = []
    for said in desk.said("adverse.serious"):
        phrases = [c for c in said.claims if not is_sentence(spoken(c.value.text))]
        if phrases:
            items = [with_tail(inside(spoken(c.value.text)), desk.aside(c)) for c in phrases]
            words = f"serious harms named for {said.subject.name} are {listed(items)}"
            if len(items) == 1:
                words = f"a serious harm named for {said.subject.name} is {items[0]}"
            lines.append(desk.say(Clause(words, tuple(phrases), ".", (), said.fact)))
        rest = [c for c in said.claims if c not in phrases]
        lines += text_lines(desk, said, desk.told(rest, 2))
    for said in desk.said("adverse.course"):
        lines += text_lines(desk, said, desk.told(said.claims))
    return lines


def glued_share(text: str) -> str:
    """A share with its unit tied to its number."""
    return glued(text)
