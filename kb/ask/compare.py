"""Treatments side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kb.ask.base import KnowledgeBase
from kb.ask.inherit import Shown, shown
from kb.model.treatment import Treatment, fields, sections
from kb.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Row:
    """One field, with what each treatment shows there, in the order of the treatments."""

    path: str
    cells: tuple[Shown, ...]

    @property
    def differs(self) -> bool:
        """Whether the treatments show different things."""
        return len({_essence(cell) for cell in self.cells}) > 1

    @property
    def has_value(self) -> bool:
        """Whether any treatment shows a claim."""
        return any(cell.claims for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of fields by treatments. `asked` are the names as the reader wrote them."""

    base: KnowledgeBase
    treatments: tuple[Treatment, ...]
    asked: tuple[str, ...]
    rows: tuple[Row, ...]

    def _repr_html_(self) -> str:
        from kb.render.html import fragment
        from kb.view.compare import compare_document

        return fragment(compare_document(self))


def _essence(cell: Shown) -> tuple[object, ...]:
    own = tuple(sorted(claim.value.text for claim in cell.claims))
    return own or (cell.state,)


def field_paths(asked: Sequence[str]) -> list[str]:
    """Paths named by `asked`: sections ("onset"), fields ("onset.response"), bare field keys, or a
    field's name as it is shown ("breastfeeding", "after stopping").

    Nothing asked means every field. Raises UsageFault for a name that is no field, with the
    nearest ones.
    """
    if not asked:
        return list(fields())
    found: list[str] = []
    for raw in asked:
        name = "-".join(raw.strip().lower().replace("_", "-").split())
        hits = [p for p in fields() if name in (p, p.split(".")[0], p.split(".")[1])]
        hits = hits or [p for p, info in fields().items() if name == _slug(info.label)]
        if not hits:
            known = [*sections(), *fields()]
            close = get_close_matches(name, known, n=3, cutoff=0.5)
            hint = (
                f"Did you mean {', '.join(close)}?"
                if close
                else f"Sections: {', '.join(sections())}."
            )
            raise UsageFault(f'No field or section is called "{raw}". {hint}')
        found += [path for path in hits if path not in found]
    return found


def _slug(label: str) -> str:
    return "-".join(label.lower().replace(",", "").split())


def compare(
    base: KnowledgeBase, names: Sequence[str], asked_fields: Sequence[str] = ()
) -> Comparison:
    """The named treatments side by side, in the order given.

    Raises NameNotFound for a name that is not there, UsageFault for an unknown field or for a
    treatment named twice.
    """
    records = tuple(base[name] for name in names)
    if len({record.id for record in records}) < len(records):
        raise UsageFault("A treatment is named twice. Name each once.")
    rows = tuple(
        Row(path, tuple(shown(base, record, path) for record in records))
        for path in field_paths(asked_fields)
    )
    return Comparison(base, records, tuple(names), rows)
