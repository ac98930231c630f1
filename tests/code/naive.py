"""A second, naive implementation of lookup, inheritance and filter, written from the rules alone.

It reads plain dictionaries and shares no code with the program. `disagreements` builds random
knowledge bases of invented records and compares every answer.
"""

from __future__ import annotations

import datetime
import random
import unicodedata
from typing import Any

NAMES = ["Alfa", "alfa", "ALFÁ", "al-fa", "Beta", "beta x", "Béta_X", "gamma", "Gam ma", "delta®"]
OPEN = ("not-reported", "not-studied", "not-yet-reviewed")
PATHS = {"onset.response": True, "switching.to-maoi": False}
"""A field that passes from class to member, and one that must not."""


def plain(name: str) -> str:
    """Letters and digits without case and accents, in words."""
    words, word = [], ""
    for char in unicodedata.normalize("NFKD", name).casefold() + " ":
        if char.isalnum():
            word += char
        elif not unicodedata.combining(char) and word:
            words.append(word)
            word = ""
    return " ".join(words)


def generated(chance: random.Random) -> list[dict[str, Any]]:
    """A few records: some classes, some members, with names that may clash."""
    found: list[dict[str, Any]] = []
    for number in range(chance.randrange(1, 7)):
        classes = [record["id"] for record in found if record["level"] == "class"]
        level = chance.choice(["class", "agent", "agent"])
        found.append({
            "id": f"r{number}", "name": chance.choice(NAMES), "level": level,
            "aliases": tuple(chance.sample(NAMES, chance.randrange(3))),
            "category": chance.choice(["pharmacotherapy", "supplement"]),
            "class": chance.choice([None, *classes]) if level == "agent" else None,
            "fields": {path: chance.choice([None, "1 week", "not 2 weeks", "none-found", "not-applicable", *OPEN])
                       for path in PATHS},
        })  # fmt: skip
    return found


def looked_up(records: list[dict[str, Any]], asked: str) -> str:
    """The id found, "ambiguous" or "none"."""
    by_id = [r["id"] for r in records if plain(r["id"]) == plain(asked)]
    names = [
        r["id"]
        for r in records
        if plain(asked) in [plain(n) for n in (r["id"], r["name"], *r["aliases"])]
    ]
    hits = by_id or names
    return "none" if not hits else str(hits[0]) if len(hits) == 1 else "ambiguous"


def shows(records: list[dict[str, Any]], record: dict[str, Any], path: str) -> tuple[Any, Any]:
    """What a record says itself, and what it borrows."""
    own = record["fields"][path]
    parent = next((r for r in records if r["id"] == record["class"]), None)
    borrowed = parent["fields"][path] if parent else None
    is_value = borrowed is not None and borrowed in ("1 week", "not 2 weeks")
    may = PATHS[path] and is_value and (own is None or own in OPEN)
    return own, borrowed if may else None


def built(records: list[dict[str, Any]]) -> Any:
    """The same records in the program's own form."""
    from kb.ask.base import KnowledgeBase
    from kb.model.treatment import Treatment

    def section(words: str | None) -> dict[str, Any]:
        if words is None:
            return {}
        if words[0] == "1" or words.startswith("not 2"):
            entry: dict[str, Any] = {"value": words.removeprefix("not "), "denied": words[0] == "n"}
        else:
            entry = {"state": words}
        return {"entries": (entry,)}

    models = {}
    for r in records:
        data = {key: r[key] for key in ("id", "name", "aliases", "category", "level", "class")}
        for path in PATHS:
            key, _, name = path.partition(".")
            data[key] = {name: section(r["fields"][path])}
        models[r["id"]] = Treatment.model_validate(data)
    return KnowledgeBase(models, {}, datetime.date(2026, 11, 24))


def said(answer: Any) -> str | None:
    """The program's answer in the naive form."""
    if answer is None or not answer.entries:
        return None
    (entry,) = answer.entries
    if hasattr(entry, "value"):
        return f"not {entry.value.text}" if entry.denied else str(entry.value.text)
    return str(entry.state.value)


def disagreements(number: int, seed: int) -> list[str]:
    """Where the two implementations differ over `number` generated knowledge bases."""
    from kb.ask.inherit import shown
    from kb.ask.listing import listed
    from kb.problems import NameAmbiguous, NameNotFound

    chance, found = random.Random(seed), []
    for turn in range(number):
        records = generated(chance)
        base = built(records)
        for asked in [*NAMES, "r0", "R 1", "nothing", "alf"]:
            try:
                answer = base[asked].id
            except NameAmbiguous:
                answer = "ambiguous"
            except NameNotFound:
                answer = "none"
            if answer != looked_up(records, asked):
                found.append(f"{turn}: {asked!r} gives {answer}, not {looked_up(records, asked)}")
        for record in records:
            for path in PATHS:
                view = shown(base, base.treatments[record["id"]], path)
                pair = said(view.own), said(view.inherited)
                if pair != shows(records, record, path):
                    found.append(f"{turn}: {record['id']} {path} shows {pair}")
        for category in ("pharmacotherapy", "supplement"):
            for level in ("", "class", "agent"):
                ids = [
                    r["id"]
                    for r in records
                    if r["category"] == category and level in ("", r["level"])
                ]
                if [r.id for r in listed(base, category=category, level=level)] != sorted(ids):
                    found.append(f"{turn}: list {category} {level}")
    return found
