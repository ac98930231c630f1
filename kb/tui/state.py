"""What the browser shows, apart from how: picked treatments, rows, filter. Needs no terminal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kb.ask.base import KnowledgeBase
from kb.ask.compare import Comparison, Row, compare
from kb.ask.names import fold, names_of
from kb.model.claim import Claim
from kb.model.treatment import Treatment, fields
from kb.view.compare import compare_document
from kb.view.document import Document, Grid
from kb.view.presets import PRESETS, expanded
from kb.view.why import why_document

EVERYTHING = "all rows"
TASKS = (EVERYTHING, *PRESETS)
"""What the rows may be picked for, in the order in which a key goes through them."""


@dataclass(slots=True)
class State:
    """The reader's picks. `words` filters rows, `names` filters the list of treatments."""

    base: KnowledgeBase
    picked: list[str] = field(default_factory=list)
    task: str = EVERYTHING
    differences: bool = False
    words: str = ""
    names: str = ""

    def listed(self) -> list[Treatment]:
        """Treatments whose names hold the filter; those that are picked stay in the list."""
        wanted = fold(self.names)
        return [
            record
            for record in self.base
            if record.id in self.picked or any(wanted in fold(name) for name in names_of(record))
        ]

    def toggle(self, record_id: str) -> None:
        """Pick a treatment, or let it go."""
        if record_id in self.picked:
            self.picked.remove(record_id)
        else:
            self.picked.append(record_id)

    def next_task(self) -> None:
        """Go on to the next choice of rows."""
        self.task = TASKS[(TASKS.index(self.task) + 1) % len(TASKS)]

    def comparison(self) -> Comparison | None:
        """What is picked, with the rows that pass the filter; None if nothing is picked."""
        if not self.picked:
            return None
        paths = expanded(PRESETS[self.task].rows) if self.task in PRESETS else []
        found = compare(self.base, self.picked, paths)
        rows = tuple(row for row in found.rows if not self.words or self._holds(row))
        return replace(found, rows=rows)

    def _holds(self, row: Row) -> bool:
        info = fields()[row.path]
        said = [info.label, info.section_label, info.path]
        for cell in row.cells:
            said += [claim.value.text for claim in cell.claims if isinstance(claim, Claim)]
        wanted = fold(self.words)
        return any(wanted in fold(words) for words in said)

    def document(self) -> Document | None:
        """What is on screen, as a document that can be exported."""
        found = self.comparison()
        if found is None:
            return None
        task = PRESETS[self.task].task if self.task in PRESETS else ""
        differences = self.differences and len(self.picked) > 1
        return compare_document(found, differences=differences, task=task)

    def grid(self) -> Grid | None:
        """The table of what is on screen; None if nothing is picked."""
        document = self.document()
        if document is None:
            return None
        return next(block for block in document.blocks if isinstance(block, Grid))

    def why(self, column: int, path: str) -> Document:
        """What the cell of a treatment at a field rests on."""
        return why_document(self.base, self.base[self.picked[column]], [path])

    def summary(self) -> str:
        """Picks, rows and filter in one line."""
        parts = [f"{len(self.picked)} picked", f"rows: {self.task}"]
        if self.differences:
            parts.append("differences only")
        if self.words:
            parts.append(f"rows with “{self.words}”")
        return " · ".join(parts)
