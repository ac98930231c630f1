"""Lines of treatment side by side, disagreements first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.guidance import Body, Clash, Guidance, Stance, Statement
from kb.model.claim import Claim
from kb.view.asked import asked_notes
from kb.view.citing import Citations
from kb.view.data import entry_data, treatment_data
from kb.view.document import Block, Bullets, Document, Heading, Paragraph, Prose, Role, Span, Table
from kb.view.verdicts import ground_words, spelled
from kb.view.words import counted

STANCES: dict[Stance, str] = {
    Stance.FIRST: "first",
    Stance.OPTION: "a choice",
    Stance.LIMITED: "later or for few",
    Stance.AGAINST: "against",
    Stance.LICENSED: "licensed",
    Stance.UNLICENSED: "not licensed",
    Stance.UNREAD: "own words",
}
CLASHES: dict[Clash, str] = {
    Clash.WHETHER: "differ in whether to use it",
    Clash.LICENCE: "named by a guideline, not licensed by the FDA for {}",
    Clash.PLACE: "differ in how early to use it",
}
LINE = re.compile(r"(?:first|second|third)[- ]line(?: adjunctive)?\b", re.IGNORECASE)
"""How a body that ranks by lines begins."""
HEADER = ("treatment", "body", "read_as", "text", "when", "for", "citations")


def guidelines_document(
    base: KnowledgeBase,
    found: Sequence[Guidance],
    asked: Sequence[str] = (),
    population: str = "",
) -> Document:
    """One line a treatment with every body's stance, then each body's own words.

    Nothing `asked` by name means that only the treatments on which bodies differ were chosen, or
    those of which something is said for a `population`.
    """
    cite = Citations(base)
    differ = [one for one in found if one.differences]
    title = f"Place in therapy of {counted(len(found), 'treatment')}"
    if population:
        title = f"What is said of {counted(len(found), 'treatment')} for “{population}”"
    elif not asked:
        title = f"Guidelines and the FDA differ on {counted(len(found), 'treatment')}"
    notes = asked_notes(base, asked, [base[name] for name in asked])
    blocks: list[Block] = [Heading(title, 1), *notes, _summary(found)]
    for one in found:
        blocks += _details(one, cite, population)
    blocks += [_note(found, differ, population), cite.references()]
    data = {"treatments": [_data(one) for one in found]}
    rows = tuple(row for one in found for body in one.bodies for row in _rows(one, body))
    return Document("guidelines", title, tuple(blocks), data, HEADER, rows)


def _summary(found: Sequence[Guidance]) -> Table:
    labels = [body.label for body in found[0].bodies] if found else []
    rows = tuple((one.record.id, *(_stance_words(body) for body in one.bodies)) for one in found)
    return Table(("treatment", *labels), rows)


def _stance_words(body: Body) -> str:
    """ "first, later or for few"; the state where nothing is recorded.

    Where a body ranks by lines, its own line stands there: "first line adjunctive" of those who did
    not respond is more than "later or for few".
    """
    if not body.statements:
        return "silent"
    if not body.claims:
        return ground_words(body.statements[0].ground, reasons=False)
    return ", ".join(dict.fromkeys(_own_line(s) or STANCES[s.stance] for s in body.claims))


def _own_line(statement: Statement) -> str:
    entry = statement.ground.entry
    found = LINE.match(entry.value.text) if isinstance(entry, Claim) else None
    return found[0].replace("-", " ").lower() if found else ""


def _details(one: Guidance, cite: Citations, population: str) -> list[Block]:
    """The differences in words, and what each body says; of a population without the gaps."""
    blocks: list[Block] = [Heading(one.record.name, 2)]
    kinds: dict[Clash, list[str]] = {}
    for difference in one.differences:
        pair = f"{difference.one.label} and {difference.two.label}"
        kinds.setdefault(difference.kind, []).append(pair)
    for kind, pairs in kinds.items():
        words = CLASHES[kind].format(f"“{population}”" if population else "depression in general")
        blocks.append(Prose((Span(f"{'; '.join(pairs)}: {words}.", Role.WARNING),)))
    lines = [
        line for body in one.bodies if body.claims or not population for line in _lines(body, cite)
    ]
    return [*blocks, Bullets(tuple(lines))]


def _lines(body: Body, cite: Citations) -> list[Paragraph]:
    found: list[Paragraph] = []
    for statement in body.statements:
        words = spelled(statement.ground, cite, label=False)
        mark = STANCES[statement.stance] if isinstance(statement.ground.entry, Claim) else ""
        head = Span(f"{body.label}:", Role.STRONG)
        tail = (Span(f"read as: {mark}", Role.MUTED),) if mark else ()
        found.append((head, *words, *tail))
    return found


def _note(found: Sequence[Guidance], differ: Sequence[Guidance], population: str) -> Prose:
    order = "Treatments on which bodies differ stand first. " if len(found) > 1 else ""
    if population:
        order += (
            f"Only statements that mention “{population}” by the words of docs/keywords.md are "
            "shown. “Silent” is a body of which other statements are recorded: it may say more "
            "under other words. "
        )
    return Prose((Span(
        f"{order}Each body's own words decide; “read as” is how the keywords of docs/keywords.md "
        "sort them, and bodies may speak of different people. Two bodies differ only where all "
        f"that one says differs from all that the other says: so for {len(differ)} of "
        f"{len(found)}. Not yet reviewed means that nobody has looked. For professionals who can "
        "review these sources; not advice for one patient."
    ),))  # fmt: skip


def _data(one: Guidance) -> dict[str, Any]:
    return {
        "treatment": treatment_data(one.record),
        "differences": [
            {"kind": d.kind.value, "bodies": [d.one.label, d.two.label]} for d in one.differences
        ],
        "bodies": [
            {
                "body": body.label,
                "field": body.path,
                "statements": [
                    {
                        "read_as": s.stance.value,
                        "entry": entry_data(s.ground.entry, None) if s.ground.entry else None,
                    }
                    for s in body.statements
                ],
            }
            for body in one.bodies
        ],
    }


def _rows(one: Guidance, body: Body) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for statement in body.statements:
        entry = statement.ground.entry
        data = entry_data(entry, None) if entry else None
        cites = "; ".join(
            f"{c['source']} {c['locator']}".strip() for c in (data["citations"] if data else [])
        )
        words = ground_words(statement.ground).replace("\u00a0", " ")
        when = (data["when"] or "") if data else ""
        places = " ".join(data["for"]) if data else ""
        rows.append((one.record.id, body.label, statement.stance.value, words, when, places, cites))
    return rows
