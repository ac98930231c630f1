"""Records that fit, do not fit, or cannot be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.ask.facets import Asked
from kb.ask.truth import Truth, Verdict, every
from kb.model.treatment import Treatment
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with its verdict on each criterion, and on all together."""

    record: Treatment
    each: tuple[Verdict, ...]

    @property
    def whole(self) -> Verdict:
        """The verdict on all criteria together."""
        return every(self.each)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search. The three parts together hold every record, once."""

    base: KnowledgeBase
    asked: tuple[Asked, ...]
    matches: tuple[Judged, ...]
    others: tuple[Judged, ...]
    unjudged: tuple[Judged, ...]

    @property
    def count(self) -> int:
        """How many records were judged."""
        return len(self.matches) + len(self.others) + len(self.unjudged)


def find(base: KnowledgeBase, asked: Sequence[Asked]) -> Found:
    """Every record of `base` judged on every criterion, in alphabetical order.

    Raises UsageFault if nothing is asked.
    """
    if not asked:
        raise UsageFault("Say what to look for, such as --onset-within 7d. `kb list` lists all.")
    judged = [
        Judged(record, tuple(one.criterion.judge(base, record) for one in asked)) for record in base
    ]
    parts = {truth: tuple(j for j in judged if j.whole.truth is truth) for truth in Truth}
    return Found(base, tuple(asked), parts[Truth.YES], parts[Truth.NO], parts[Truth.UNKNOWN])
