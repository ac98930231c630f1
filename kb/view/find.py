"""The answer of a search: what matches, what does not, and what could not be judged and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kb.ask.find import Found, Judged
from kb.ask.order import Sorted
from kb.ask.truth import Ground, Truth
from kb.view.alike import alike_blocks, alike_data
from kb.view.citing import Citations
from kb.view.data import entry_data, treatment_data
from kb.view.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Heading,
    LateDocument,
    Paragraph,
    Prose,
    Role,
    Span,
)
from kb.view.verdicts import ground_words, needs_words, spelled, unknown_key
from kb.view.words import counted

HEADER = ("result", "treatment", "field", "truth", "cause", "text", "when", "for", "citations")


def find_document(
    found: Found, order: Sorted, *, others: bool = False, reasons: bool = False
) -> Document:
    """Matches with what they rest on, then what could not be judged and why.

    `others` adds what does not match; `reasons` gives each open record a line of its own.
    """
    cite = Citations(found.base)
    title = (
        f"{len(order.matches)} of {counted(found.count, 'treatment')} match; "
        f"{len(found.unjudged)} could not be judged; {len(found.others)} do not match"
    )
    blocks: list[Block] = [Heading(title, 1), _asked(found)]
    label = len(_paths(found)) > 1
    blocks += (
        _matches(order, cite, label) if order.values else _part("Match", order.matches, cite, label)
    )
    blocks += alike_blocks(order.alike)
    blocks += _open(found.unjudged, cite, reasons, label)
    if others:
        blocks += _part("Do not match", found.others, cite, label)
    blocks += [_note(found, order, others), cite.references()]
    if cite.overdue:
        marks = ", ".join(f"[{number}]" for number in sorted(cite.overdue))
        blocks.insert(1, Banner(f"Past the review date: statements that rest on {marks}."))
    return LateDocument(
        Document("find", title, tuple(blocks), header=HEADER),
        lambda: _data(found, order),
        lambda: _rows(found, order, others),
    )


def _paths(found: Found) -> set[str]:
    """The fields that the answer speaks of; one alone needs no label beside each value."""
    judged = (*found.matches, *found.others, *found.unjudged)
    return {g.path for one in judged for verdict in one.each for g in verdict.grounds if g.path}


def _asked(found: Found) -> Block:
    if len(found.asked) == 1:
        return Prose((Span("Asked:", Role.MUTED), Span(f"{found.asked[0].meaning}.")))
    items = tuple((Span(one.meaning),) for one in found.asked)
    return Bullets(tuple((Span("Asked:" if not i else "and", Role.MUTED), *item)
                         for i, item in enumerate(items)))  # fmt: skip


def _part(heading: str, judged: Sequence[Judged], cite: Citations, label: bool) -> list[Block]:
    head = Heading(f"{heading} ({len(judged)})", 2)
    if not judged:
        return [head, Prose((Span("None on what is recorded.", Role.GAP),))]
    return [head, Bullets(tuple(_line(one, cite, label) for one in judged))]


def _matches(order: Sorted, cite: Citations, label: bool) -> list[Block]:
    """The matches of a sorted answer with what they are sorted by: placed, set apart, without."""
    ids = [judged.record.id for judged in order.matches]
    first, last = len(ids) - order.missing - len(order.apart), len(ids) - order.missing
    lines = [_line(one, cite, label, _value(order, one.record.id, cite)) for one in order.matches]
    blocks: list[Block] = [Heading(f"Match ({len(ids)})", 2), Bullets(tuple(lines[:first]))]
    if order.apart:
        words = "Not in this order, because what is recorded states something else or of others:"
        blocks += [Prose((Span(words, Role.GAP),)), Bullets(tuple(lines[first:last]))]
    if order.missing:
        blocks += [Prose((Span("Without a value:", Role.GAP),)), Bullets(tuple(lines[last:]))]
    return blocks


def _value(order: Sorted, key: str, cite: Citations) -> Paragraph:
    """What a record has at the field that was sorted by, and why it is set apart."""
    spans: list[Span] = []
    for ground in order.values[key]:
        spans += [Span("also", Role.MUTED)] if spans else []
        spans += spelled(replace(ground, cause=None), cite, label=False)
    if key in order.apart:
        spans.insert(0, Span(f"{order.apart[key]}:", Role.WARNING))
    return tuple(spans)


def _line(judged: Judged, cite: Citations, label: bool, more: Paragraph = ()) -> Paragraph:
    """A record with the grounds that decide it; what speaks otherwise follows after "but"."""
    spans: list[Span] = []
    whole = judged.whole
    grounds = [g for g in whole.grounds if not g.fact]
    against = [g for g in grounds if g.truth is not whole.truth]
    path = ""
    for ground in [g for g in grounds if g.truth is whole.truth]:
        if spans and label and ground.path != path:
            spans.append(Span("·", Role.MUTED))
        spans += spelled(ground, cite, label=label and ground.path != path, brief=True)
        path = ground.path
    for ground in against:
        spans += [
            Span("but also", Role.WARNING),
            *spelled(ground, cite, label=label and ground.path != path, brief=True),
        ]
        path = ground.path
    spans += more
    name = judged.record.id
    return (Span(f"{name}:" if spans else name, Role.STRONG), *spans)


def _open(judged: Sequence[Judged], cite: Citations, reasons: bool, label: bool) -> list[Block]:
    head = Heading(f"Could not be judged ({len(judged)})", 2)
    if not judged:
        return [head, Prose((Span("None: every record could be judged."),))]
    if reasons:
        return [head, Bullets(tuple(_line(one, cite, label) for one in judged))]
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(unknown_key(one.whole.grounds, label=label), []).append(one)
    # What is recorded in words comes first: there the reader can judge what the program cannot.
    ordered = sorted(groups.items(), key=lambda p: (not _worded(p[1]), -len(p[1]), p[0]))
    return [head, Bullets(tuple(_group(reason, members) for reason, members in ordered))]


def _group(reason: str, members: Sequence[Judged]) -> Paragraph:
    names = ", ".join(_named(one) for one in members)
    return (Span(f"{reason} ({len(members)}):", Role.GAP), Span(names))


def _worded(members: Sequence[Judged]) -> bool:
    return any(needs_words(one.whole.grounds) for one in members)


def _named(judged: Judged) -> str:
    """The id, with what is recorded where the reason alone would hide it."""
    grounds = [g for g in judged.whole.grounds if g.truth is Truth.UNKNOWN]
    if not needs_words(grounds):
        return judged.record.id
    return f"{judged.record.id} (“{'”; “'.join(ground_words(g, reasons=False) for g in grounds)}”)"


def _note(found: Found, order: Sorted, others: bool) -> Prose:
    parts = [f"In {order.words}"]
    if order.missing:
        parts[0] += f", {order.missing} without a value last"
    parts += [one.note.rstrip(".") for one in found.asked if one.note]
    parts.append(
        "A test fits if any claim does, and under not if none does; claims that say otherwise "
        "are shown after “but also”. Unknown is never taken as no"
    )
    if not others and found.others:
        parts.append("--others lists what does not match; --reasons says why each is open")
    parts.append("For professionals who can review these sources; not advice for one patient")
    return Prose((Span(". ".join(parts) + "."),))


def _ground_data(ground: Ground) -> dict[str, Any]:
    inherited = ground.parent.id if ground.parent else None
    return {
        "field": ground.path or None,
        "truth": ground.truth.value,
        "cause": ground.cause.value if ground.cause else None,
        "fact": ground.fact or None,
        "entry": entry_data(ground.entry, inherited) if ground.entry else None,
    }


def _judged_data(judged: Judged) -> dict[str, Any]:
    return {
        "treatment": treatment_data(judged.record),
        "grounds": [_ground_data(ground) for ground in judged.whole.grounds],
    }


def _data(found: Found, order: Sorted) -> dict[str, Any]:
    return {
        "asked": [{"option": one.words, "meaning": one.meaning} for one in found.asked],
        "order": order.words,
        "set_apart": dict(order.apart),
        "judged_alike": alike_data(order.alike),
        "match": [_judged_data(one) for one in order.matches],
        "could_not_be_judged": [_judged_data(one) for one in found.unjudged],
        "do_not_match": [_judged_data(one) for one in found.others],
    }


def _rows(found: Found, order: Sorted, others: bool) -> tuple[tuple[str, ...], ...]:
    parts = [("match", order.matches), ("could not be judged", found.unjudged)]
    if others:
        parts.append(("does not match", found.others))
    return tuple(
        _row(result, one, ground)
        for result, judged in parts
        for one in judged
        for ground in one.whole.grounds
    )


def _row(result: str, judged: Judged, ground: Ground) -> tuple[str, ...]:
    data = entry_data(ground.entry, None) if ground.entry else None
    cites = [f"{c['source']} {c['locator']}".strip() for c in data["citations"]] if data else []
    return (
        result,
        judged.record.id,
        ground.path,
        ground.truth.value,
        ground.cause.value if ground.cause else "",
        ground_words(ground).replace("\u00a0", " "),
        (data["when"] or "") if data else "",
        " ".join(data["for"]) if data else "",
        "; ".join(cites),
    )
