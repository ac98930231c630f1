"""Words for what a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.ask.truth import Cause, Ground, Truth
from kb.model.claim import Claim
from kb.model.treatment import fields
from kb.model.vocab import State
from kb.view.cells import short_name
from kb.view.citing import Citations
from kb.view.document import Paragraph, Role, Span
from kb.view.words import condition_words, gap_words, value_words

CAUSES: dict[Cause, str] = {
    Cause.GAP: "",
    Cause.STRADDLES: "the range straddles the limit",
    Cause.SCALE: "counted in another unit",
    Cause.IN_WORDS: "said in words, which a program cannot weigh",
    Cause.NO_COMPARATOR: "no comparator recorded",
    Cause.DENIED: "the record says only what it is not",
    Cause.DISAGREE: "sources disagree",
    Cause.NO_PART: "the claim does not state this part",
}
"""Why something could not be judged; a gap's own state is its reason."""


def ground_label(path: str) -> str:
    """ "Onset › response"."""
    info = fields()[path]
    return f"{info.section_label} › {info.label}"


def ground_words(ground: Ground, *, reasons: bool = True) -> str:
    """The value or gap that a ground holds, with its class where it is borrowed."""
    if ground.fact:
        return ground.fact
    if ground.entry is None:
        return State.NOT_YET_REVIEWED.label
    if isinstance(ground.entry, Claim):
        words = value_words(ground.entry).rstrip(".")
    else:
        words = gap_words(ground.entry) if reasons else ground.entry.state.label
    return f"class {short_name(ground.parent)}: {words}" if ground.parent else words


def spelled(
    ground: Ground, cite: Citations, *, label: bool = True, brief: bool = False
) -> Paragraph:
    """A ground as words: field, value, conditions, cause where unknown, citation.

    `brief` names an adverse effect alone, without its section.
    """
    name = _where(ground.path) if brief else ground_label(ground.path) if ground.path else ""
    spans = [Span(f"{name}:", Role.MUTED)] if label and ground.path else []
    is_claim = isinstance(ground.entry, Claim)
    borrowed = Role.INHERITED if ground.parent else Role.PLAIN
    spans.append(Span(ground_words(ground), borrowed if is_claim else Role.GAP))
    tail = [_conditions(ground), CAUSES[ground.cause] if ground.cause else ""]
    joined = "; ".join(part for part in tail if part)
    if joined:
        spans.append(Span(f"({joined})", Role.MUTED))
    if ground.entry is not None:
        mark = cite.mark(ground.entry)
        if mark:
            spans.append(Span(mark, Role.CITATION))
        if ground.entry.origin:
            spans.append(Span(f"overlay {ground.entry.origin}", Role.WARNING))
    return tuple(spans)


def _conditions(ground: Ground) -> str:
    if not isinstance(ground.entry, Claim):
        return ""
    words = condition_words(ground.entry)
    sure = ground.entry.sure.label if ground.entry.sure else ""
    return "; ".join(part for part in (words, sure) if part)


def unknown_key(grounds: Sequence[Ground], *, label: bool = True) -> str:
    """Why these grounds leave a question open, in words that records can share."""
    open_grounds = [g for g in grounds if g.truth is Truth.UNKNOWN]
    by_reason: dict[str, list[str]] = {}
    for ground in open_grounds:
        by_reason.setdefault(_reason(ground), []).append(ground.path)
    found = []
    for reason, paths in by_reason.items():
        labels = list(dict.fromkeys(_where(path) for path in paths))
        found.append(f"{', '.join(labels)}: {reason}" if label else reason)
    return "; ".join(found)


def _where(path: str) -> str:
    """The field; of adverse effects the effect alone, which says enough."""
    if not path:
        return "the record"
    return fields()[path].label if path.startswith("adverse.") else ground_label(path)


def _reason(ground: Ground) -> str:
    if ground.cause in (None, Cause.GAP):
        entry = ground.entry
        if entry is None or isinstance(entry, Claim):
            return State.NOT_YET_REVIEWED.label
        return entry.state.label
    assert ground.cause is not None
    return CAUSES[ground.cause]


def needs_words(grounds: Iterable[Ground]) -> bool:
    """Whether a record's own words must be shown beside the reason, because a claim is there."""
    return any(isinstance(g.entry, Claim) and g.truth is Truth.UNKNOWN for g in grounds)
