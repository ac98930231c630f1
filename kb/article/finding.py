"""How a rule says what it found: a place in the draft, the fact behind it, a remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kb.article.draft import Draft, Sentence
from kb.article.marks import place_at
from kb.ask.base import KnowledgeBase
from kb.ask.inherit import Shown, shown
from kb.model.claim import Claim
from kb.model.treatment import Treatment
from kb.problems import Problem, Severity
from kb.view.words import glued, unglued


@dataclass(frozen=True, slots=True)
class Reader:
    """A draft beside the base, for the rules."""

    base: KnowledgeBase
    draft: Draft

    def view(self, record: Treatment, path: str) -> Shown:
        """What a record shows at a field, its class's statement included."""
        return shown(self.base, record, path)

    def at(
        self, code: str, sentence: Sentence, match: re.Match[str], words: str, remedy: str,
        view: Shown | None = None, *, error: bool = False,
    ) -> Problem:  # fmt: skip
        """A finding at a match inside a sentence."""
        offset = self._offset(sentence, match)
        place = place_at(self.draft.text, offset, self.draft.name, match.end() - match.start())
        return Problem(
            code, words, remedy, place,
            view.record.id if view else "", view.field.path if view else "",
            Severity.ERROR if error else Severity.WARNING,
        )  # fmt: skip

    def _offset(self, sentence: Sentence, match: re.Match[str]) -> int:
        """The offset in the file: blanks of the sentence may be line breaks there."""
        pattern = r"\s+".join(map(re.escape, match[0].split()))
        before = len(re.findall(pattern, sentence.words[: match.start()]))
        area = self.draft.plain[sentence.start : sentence.start + 3 * len(sentence.words) + 40]
        hits = list(re.finditer(pattern, area)) if pattern else []
        return sentence.start + (hits[min(before, len(hits) - 1)].start() if hits else 0)


def recorded(view: Shown, most: int = 3, room: int = 260) -> str:
    """What a field states in one line of about `room` characters.

    Conditions go first where there is no room, then objections; a value is never left out.
    """
    owner = f"class {view.parent.name}: " if view.inherited and view.parent else ""
    for conditions, objections in ((True, True), (False, True), (False, False)):
        parts = [_claim(claim, conditions, objections) for claim in view.claims[:most]]
        words = owner + "; ".join(parts)
        if len(words) <= room:
            break
    return unglued(glued(words))


def _claim(claim: Claim[Any], conditions: bool, objections: bool) -> str:
    sure = claim.sure.label if claim.sure else ""
    tail = "; ".join(part for part in (claim.when if conditions else "", sure) if part)
    but = "".join(f"; but {o.value.rstrip('.')}" for o in claim.but) if objections else ""
    return f"{claim.value.text.rstrip('.')}{f' ({tail})' if tail else ''}{but}"


def sources(view: Shown) -> str:
    """Ids of the sources behind a field."""
    return ", ".join(dict.fromkeys(c.source for claim in view.claims for c in claim.cite))
