"""A publication as plain data: what templates and `--format json` see. See docs/templates.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kb.publish.desk import Desk
from kb.publish.jsonld import web_page
from kb.publish.stamp import NETWORK, RELATION, Key
from kb.view.document import NBSP
from kb.view.publication import (
    Figure,
    Head,
    Line,
    Notice,
    Para,
    Part,
    Points,
    Publication,
    Sheet,
)


def publication_data(publication: Publication, desk: Desk) -> Publication:
    """The publication with its `data` filled in."""
    data: dict[str, Any] = {
        "kind": publication.kind,
        "title": flat(publication.title),
        "standfirst": text(publication.standfirst),
        "language": publication.language,
        "treatments": [
            {
                "id": s.record.id,
                "name": s.name,
                "full_name": s.first,
                "category": s.record.category.value,
            }
            for s in desk.subjects
        ],
        "sections": _sections(publication.parts),
        "tables": [_table(p) for p in publication.parts if isinstance(p, Sheet)],
        "notices": [
            {"title": p.title, "items": [text(i) for i in p.items]}
            for p in publication.parts
            if isinstance(p, Notice)
        ],
        "pictures": [
            {
                "id": p.id,
                "title": p.title,
                "description": flat(p.description),
                "words": flat(p.spoken),
            }
            for p in publication.pictures
        ],
        "references": [
            {"id": e.id, "number": e.number, "text": text(e.line)} for e in publication.references
        ],
        "imprint": [flat(line) for line in publication.imprint],
        "stamp": publication.stamp,
        "json_ld": _json_ld(publication, desk),
        **_facts(desk.ledger.facts),
    }
    return replace(publication, data=data)


def _facts(keys: Iterable[Key]) -> dict[str, Any]:
    """Every fact that the text may state, by kind."""
    found: dict[str, Any] = {"facts": [], "relations": [], "estimates": []}
    for name, path in sorted(keys):
        if path == RELATION:
            found["relations"].append(name)
        elif path.startswith(NETWORK):
            found["estimates"].append({"network": path.removeprefix(NETWORK), "pair": name})
        else:
            found["facts"].append({"treatment": name, "field": path})
    return found


def _json_ld(publication: Publication, desk: Desk) -> dict[str, Any]:
    """The publication as a schema.org MedicalWebPage."""
    about = [subject.record.id for subject in desk.subjects]
    works = [
        {"@type": "CreativeWork", "name": text(e.line).strip()} for e in publication.references
    ]
    page = web_page(publication.title, publication.date, (f"#{key}" for key in about), works)
    things = [{"@type": "MedicalTherapy", "@id": f"#{s.record.id}", "name": s.name}
              for s in desk.subjects]  # fmt: skip
    return {"@context": "https://schema.org", "@graph": [page, *things]}


def flat(words: str) -> str:
    """Words with ordinary blanks."""
    return words.replace(NBSP, " ")


def text(line: Line) -> str:
    """A line with its citations, as plain text."""
    return flat("".join(run.text for run in line))


def _sections(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in parts:
        match part:
            case Head():
                found.append({"heading": part.text, "paragraphs": []})
            case Para() if found:
                found[-1]["paragraphs"].append(text(part.line))
            case Points() if found:
                found[-1]["paragraphs"] += [text(item) for item in part.items]
            case Para() | Points() | Sheet() | Notice() | Figure():
                continue
    return [section for section in found if section["paragraphs"]]


def _table(sheet: Sheet) -> dict[str, Any]:
    return {
        "caption": flat(sheet.caption),
        "columns": list(sheet.columns),
        "rows": [
            {"label": row.label, "cells": [[text(line) for line in cell] for cell in row.cells]}
            for row in sheet.rows
        ],
    }
