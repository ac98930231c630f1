"""Whether a past trial was adequate, and by whose definition."""

from __future__ import annotations

from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.trial import DOSE, Part, Trial
from kb.ask.truth import Cause, Ground, Truth
from kb.model.claim import Claim
from kb.view.asked import asked_notes
from kb.view.citing import Citations
from kb.view.data import entry_data, treatment_data
from kb.view.document import Block, Bullets, Document, Heading, Paragraph, Prose, Role, Span
from kb.view.verdicts import ground_words, spelled
from kb.view.words import glued

HEADER = ("treatment", "part", "truth", "cause", "definition", "when", "for", "citations")
_WHOLE: dict[Truth, str] = {
    Truth.YES: "Adequate by the recorded definition: dose and time were both reached.",
    Truth.NO: "Not adequate by the recorded definition.",
    Truth.UNKNOWN: "Could not be judged by what is recorded.",
}
_PARTS: dict[Truth, str] = {
    Truth.YES: "reached",
    Truth.NO: "not reached",
    Truth.UNKNOWN: "could not be judged",
}


def trial_document(base: KnowledgeBase, name: str, trial: Trial) -> Document:
    """The answer first, then each definition with whose it is."""
    cite = Citations(base)
    title = f"{trial.record.name}, {glued(trial.given.words)}: was it an adequate trial?"
    blocks: list[Block] = [Heading(title, 1), *asked_notes(base, [name], [trial.record])]
    blocks.append(Prose((Span(_WHOLE[trial.truth], Role.STRONG),)))
    blocks += [Bullets(tuple(line for part in trial.parts for line in _lines(base, part, cite)))]
    if trial.full_trial:
        related = tuple(spelled(ground, cite) for ground in trial.full_trial)
        blocks += [Prose((Span("Also recorded, and not a definition of adequacy:"),))]
        blocks.append(Bullets(related))
    blocks += [_note(), cite.references()]
    data = {
        "treatment": treatment_data(trial.record),
        "given": trial.given.words,
        "adequate": trial.truth.value,
        "parts": [_data(part) for part in trial.parts],
    }
    rows = tuple(_row(trial, part, ground) for part in trial.parts for ground in part.grounds)
    return Document("trial", title, tuple(blocks), data, HEADER, rows)


def _lines(base: KnowledgeBase, part: Part, cite: Citations) -> list[Paragraph]:
    name = "dose or sessions" if part.path == DOSE else "time"
    lines: list[Paragraph] = []
    for ground in part.grounds:
        verdict = _PARTS[ground.truth if part.asked else Truth.UNKNOWN]
        why = "" if part.asked else "not given"
        if part.asked and ground.cause is Cause.NO_PART:
            why = "the definition is in sessions" if part.path == DOSE else "not given"
        head = f"{name}: {verdict}{f' ({why})' if why else ''};"
        least = Span("least recorded:", Role.MUTED)
        words = spelled(_quiet(ground), cite, label=False)
        lines.append((Span(head, Role.STRONG), least, *words, *_whose(base, ground)))
    return lines


def _quiet(ground: Ground) -> Ground:
    """The ground without a cause that the head of the line has given already."""
    from dataclasses import replace

    return replace(ground, cause=None) if ground.cause is Cause.NO_PART else ground


def _whose(base: KnowledgeBase, ground: Ground) -> Paragraph:
    """By whom the definition is: author or title, kind of document and year of its sources."""
    if not isinstance(ground.entry, Claim):
        return ()
    names = []
    for citation in ground.entry.cite:
        source = base.sources.get(citation.source)
        if source is not None:
            who = source.authors or source.title
            names.append(f"{who}, {source.type.label}{f' {source.year}' if source.year else ''}")
    return (Span(f"definition of: {'; '.join(names)}", Role.INHERITED),) if names else ()


def _note() -> Prose:
    return Prose((Span(
        "Definitions of an adequate trial differ between sources. Dose and time must both be "
        "reached; where definitions differ, or none is recorded, the answer stays open. Adherence "
        "and blood levels are not judged. For professionals who can review these sources; not "
        "advice for one patient."
    ),))  # fmt: skip


def _data(part: Part) -> dict[str, Any]:
    return {
        "field": part.path,
        "given": part.asked,
        "truth": part.truth.value,
        "definitions": [
            {
                "truth": ground.truth.value,
                "cause": ground.cause.value if ground.cause else None,
                "entry": entry_data(ground.entry, None) if ground.entry else None,
            }
            for ground in part.grounds
        ],
    }


def _row(trial: Trial, part: Part, ground: Ground) -> tuple[str, ...]:
    entry = ground.entry
    cites = "; ".join(f"{c.source} {c.locator}".strip() for c in entry.cite) if entry else ""
    return (
        trial.record.id,
        part.path,
        ground.truth.value,
        ground.cause.value if ground.cause else "",
        ground_words(ground).replace("\u00a0", " "),
        (entry.when or "") if entry else "",
        " ".join(j.value for j in entry.jurisdictions) if entry else "",
        cites,
    )
