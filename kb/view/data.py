"""The same answers as plain data, for JSON and CSV. Keys are stable and documented."""

from __future__ import annotations

from typing import Any

from kb.ask.inherit import Shown
from kb.model.claim import Claim, Gap
from kb.model.treatment import Treatment
from kb.view.words import gap_words, unglued, value_words


def treatment_data(record: Treatment) -> dict[str, Any]:
    """What a record is, without its fields."""
    return {
        "id": record.id,
        "name": record.name,
        "category": record.category.value,
        "level": record.level.value,
        "class": record.class_id,
        "standing": record.standing.value,
        "aliases": list(record.aliases),
        "abbreviations": list(record.abbreviations),
        "brands": list(record.brands),
        "overlay": record.origin or None,
    }


def shown_data(shown: Shown) -> dict[str, Any]:
    """A field of a record: its state, and each claim or gap with all that carries it."""
    entries = [entry_data(entry, None) for entry in shown.own.entries]
    if shown.inherited and shown.parent:
        entries += [entry_data(entry, shown.parent.id) for entry in shown.inherited.entries]
    return {
        "field": shown.field.path,
        "label": shown.field.label,
        "state": shown.state.value,
        "own_state": shown.own.state.value,
        "entries": entries,
    }


def entry_data(entry: Claim[Any] | Gap, inherited: str | None) -> dict[str, Any]:
    """A claim or gap as data. `value` is its text form; `parts` its parts where it has several."""
    found: dict[str, Any] = {
        "state": "value" if isinstance(entry, Claim) else entry.state.value,
        "text": unglued(value_words(entry) if isinstance(entry, Claim) else gap_words(entry)),
        "value": None,
        "when": entry.when,
        "for": [j.value for j in entry.jurisdictions],
        "citations": [{"source": c.source, "locator": c.locator} for c in entry.cite],
        "read": [day.isoformat() for day in entry.read],
        "inherited_from": inherited,
        "overlay": entry.origin or None,
    }
    if isinstance(entry, Claim):
        found["value"] = entry.value.text
        found["denied"] = entry.denied
        found["sure"] = entry.sure.value if entry.sure else None
        found["but"] = [
            {
                "text": o.value,
                "citations": [{"source": c.source, "locator": c.locator} for c in o.cite],
            }
            for o in entry.but
        ]
    return found


CSV_HEADER = (
    "treatment", "field", "state", "text", "when", "for", "sure",
    "citations", "read", "inherited_from", "overlay",
)  # fmt: skip


def csv_rows(shown: Shown) -> list[tuple[str, ...]]:
    """One row for each claim or gap of a field."""
    data = shown_data(shown)
    rows: list[tuple[str, ...]] = []
    for entry in data["entries"] or [
        {"state": data["state"], "text": "not yet reviewed", "citations": [], "for": [], "read": []}
    ]:
        cites = "; ".join(f"{c['source']} {c['locator']}".strip() for c in entry["citations"])
        rows.append(
            (
                shown.record.id,
                shown.field.path,
                entry["state"],
                entry["text"],
                entry.get("when") or "",
                " ".join(entry["for"]),
                entry.get("sure") or "",
                cites,
                " ".join(entry["read"]),
                entry.get("inherited_from") or "",
                entry.get("overlay") or "",
            )
        )
    return rows
