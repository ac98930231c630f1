"""A second, naive implementation of the `--where` language, written from docs/where.md alone.

Records are plain dictionaries, values are looked up in tables, a limit is judged by trying points
of the interval, and the text of a condition is printed from a tree: no code is shared with the
program. `disagreements` builds random knowledge bases and compares the answer for every record.
"""

from __future__ import annotations

import datetime
import random
from fractions import Fraction
from typing import Any

from tests.code.naive import plain

DAY = Fraction(1)
ENDLESS = Fraction(10**6)
TIMES: dict[str, tuple[str, Fraction, Fraction]] = {
    "12 hours": ("time", DAY / 2, DAY / 2), "1 day": ("time", DAY, DAY), "7 days": ("time", 7 * DAY, 7 * DAY),
    "1 week": ("time", 7 * DAY, 7 * DAY), "2-4 weeks": ("time", 14 * DAY, 28 * DAY),
    "about 3 weeks": ("time", 21 * DAY, 21 * DAY), "within 5 days": ("time", Fraction(1, 1000), 5 * DAY),
    "at least 2 weeks": ("time", 14 * DAY, ENDLESS), "3-6 months": ("time", 91 * DAY, 183 * DAY),
    "6 sessions": ("sessions", 6 * DAY, 6 * DAY), "6-12 sessions": ("sessions", 6 * DAY, 12 * DAY),
}  # fmt: skip
"""Durations as written: their scale and ends in days. "Within" begins after nothing."""
POINTS = {"12h": DAY / 2, "24 hours": DAY, "7d": 7 * DAY, "1 week": 7 * DAY, "14 days": 14 * DAY, "3w": 21 * DAY,
          "4 weeks": 28 * DAY, "5 days": 5 * DAY, "6 sessions": 6 * DAY, "9 sessions": 9 * DAY}  # fmt: skip
ROUTES = ("oral", "nasal", "intravenous")
WARNINGS = ("Suicidal thoughts in young people", "Liver injury", "Not for children")
WHENS = (None, "adults", "treatment-resistant depression", "older people")
SURE = (None, "high", "moderate", "low")
GAPS = ("not-reported", "not-studied", "none-found", "not-applicable", "withdrawn")
OPEN = ("not-reported", "not-studied", "not-yet-reviewed")
FIELDS = {"onset.response": tuple(TIMES), "dosing.route": ROUTES, "warnings.boxed": WARNINGS}
BORROWED = ("onset.response",)
YES, NO, UNKNOWN = "yes", "no", "unknown"


def answer(chance: random.Random, values: tuple[str, ...]) -> dict[str, Any]:
    """What one record holds at one field."""
    entries = []
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        if chance.random() < 0.3:
            entries.append({"gap": chance.choice(GAPS)})
        else:
            entries.append({"value": chance.choice(values), "denied": chance.random() < 0.15,
                            "when": chance.choice(WHENS), "sure": chance.choice(SURE)})  # fmt: skip
    claims = [entry for entry in entries if "value" in entry]
    return {"entries": entries, "disagree": len(claims) > 1 and chance.random() < 0.4}


def generated(chance: random.Random) -> list[dict[str, Any]]:
    """A few records, classes first."""
    found: list[dict[str, Any]] = []
    for number in range(chance.randrange(1, 6)):
        classes = [record["id"] for record in found if record["level"] == "class"]
        level = chance.choice(["class", "agent", "agent"])
        found.append({
            "id": f"r{number}", "name": f"name {number}", "level": level,
            "category": chance.choice(["pharmacotherapy", "supplement"]),
            "class": chance.choice([None, *classes]) if level == "agent" else None,
            "fields": {path: answer(chance, values) for path, values in FIELDS.items()},
        })  # fmt: skip
    return found


def tree(chance: random.Random, depth: int = 0) -> tuple[Any, ...]:
    """A condition as nested tuples."""
    kind = chance.choice(("test", "test", "and", "or", "not")) if depth < 3 else "test"
    if kind == "not":
        return "not", tree(chance, depth + 1)
    if kind in ("and", "or"):
        return kind, *(tree(chance, depth + 1) for _ in range(chance.choice((2, 2, 3))))
    return chance.choice((_limit, _limit, _route, _warning, _part, _state, _record))(chance)


def _limit(chance: random.Random) -> tuple[Any, ...]:
    return "limit", chance.choice(("<", "<=", ">", ">=", "=", "!=")), chance.choice(list(POINTS))


def _route(chance: random.Random) -> tuple[Any, ...]:
    return "route", chance.choice(("=", "!=")), chance.choice(ROUTES)


def _warning(chance: random.Random) -> tuple[Any, ...]:
    words = chance.choice(
        (
            "suicidal",
            "SUICIDAL thou",
            "iver",
            "liver-injury",
            "not for",
            "young people",
            "people in",
        )
    )
    if chance.random() < 0.3:
        return "whole", "=", chance.choice((*(w.upper() for w in WARNINGS), "injury"))
    return "mentions", chance.choice(("mentions", "~")), words


def _part(chance: random.Random) -> tuple[Any, ...]:
    if chance.random() < 0.5:
        return "sure", "=", chance.choice([word for word in SURE if word])
    return "when", "mentions", chance.choice(("adult", "resistant", "people", "old"))


def _state(chance: random.Random) -> tuple[Any, ...]:
    states = (*GAPS, "not-yet-reviewed", "sources-disagree", "value")
    return (
        "state",
        chance.choice(("is", "is not")),
        chance.choice(list(FIELDS)),
        chance.choice(states),
    )


def _record(chance: random.Random) -> tuple[Any, ...]:
    attribute = chance.choice(("category", "level", "class", "id"))
    value = {"category": ("pharmacotherapy", "supplement"), "level": ("class", "agent")}.get(
        attribute, ("r0",)
    )
    return "record", chance.choice(("=", "!=")), attribute, chance.choice(value)


def written(node: tuple[Any, ...], chance: random.Random, within: str = "or") -> str:
    """The text of a condition, with brackets only where or, and, not bind otherwise."""
    kind, *rest = node
    if kind in ("and", "or", "not"):
        parts = [written(part, chance, kind) for part in rest]
        word = kind.upper() if chance.random() < 0.1 else kind
        text = f"{word} {parts[0]}" if kind == "not" else f" {word} ".join(parts)
        ranks = {"or": 0, "and": 1, "not": 2}
        same = kind == within and kind != "not"
        return f"({text})" if ranks[kind] < ranks[within] or same else text
    quote = '"' if kind in ("mentions", "whole", "when") else chance.choice(("", "'"))
    *head, value = rest
    if kind == "state":
        return f"{head[1]} {head[0]} {value}"
    if kind == "record":
        return f"{head[1]} {head[0]} {value}"
    names = {"limit": "onset.response", "route": chance.choice(("route", "dosing.route")), "sure": "onset.response.sure",
             "when": "onset.response.when", "mentions": "boxed", "whole": "warnings.boxed"}  # fmt: skip
    return f"{names[kind]} {head[0]} {quote}{value}{quote}"


def judged(node: tuple[Any, ...], record: dict[str, Any], records: list[dict[str, Any]]) -> str:
    """Yes, no or unknown, as docs/where.md says."""
    kind, *rest = node
    if kind == "not":
        return turned(judged(rest[0], record, records))
    if kind in ("and", "or"):
        answers = [judged(part, record, records) for part in rest]
        decisive, other = (NO, YES) if kind == "and" else (YES, NO)
        return decisive if decisive in answers else UNKNOWN if UNKNOWN in answers else other
    if kind == "record":
        relation, attribute, value = rest
        held = [record["id"], record["class"]] if attribute == "class" else [record[attribute]]
        fits = YES if value in held else NO
        return turned(fits) if relation == "!=" else fits
    if kind == "state":
        relation, path, value = rest
        fits = YES if state_of(shown(record, records, path)) == value else NO
        return turned(fits) if relation == "is not" else fits
    path = {"route": "dosing.route", "mentions": "warnings.boxed", "whole": "warnings.boxed"}.get(
        kind, "onset.response"
    )
    relation, value = rest
    held = shown(record, records, path)
    answers = [weighed(kind, relation, value, entry) for entry in held["entries"]] or [UNKNOWN]
    if held["disagree"] and YES in answers and NO in answers:
        found = UNKNOWN
    else:
        found = YES if YES in answers else UNKNOWN if UNKNOWN in answers else NO
    return turned(found) if relation == "!=" else found


def turned(truth: str) -> str:
    """What "not" makes of an answer."""
    return {YES: NO, NO: YES}.get(truth, UNKNOWN)


def shown(record: dict[str, Any], records: list[dict[str, Any]], path: str) -> dict[str, Any]:
    """The answer that a record shows: its own, or its class's where it has an open gap."""
    own: dict[str, Any] = record["fields"][path]
    parent = next((r for r in records if r["id"] == record["class"]), None)
    if parent is None or path not in BORROWED or state_of(own) not in OPEN:
        return own
    lent: dict[str, Any] = parent["fields"][path]
    return lent if any("value" in entry for entry in lent["entries"]) else own


def state_of(held: dict[str, Any]) -> str:
    """The state of a field as a whole."""
    if any("value" in entry for entry in held["entries"]):
        return "sources-disagree" if held["disagree"] else "value"
    return str(held["entries"][0]["gap"]) if held["entries"] else "not-yet-reviewed"


def weighed(kind: str, relation: str, wanted: str, entry: dict[str, Any]) -> str:
    """What one claim or gap says to one test."""
    if "gap" in entry:
        closed = (
            ("none-found", "withdrawn")
            if kind == "limit"
            else ("none-found", "withdrawn", "not-applicable")
        )
        return NO if entry["gap"] in closed else UNKNOWN
    if kind == "limit":
        return UNKNOWN if entry["denied"] else tried(TIMES[entry["value"]], relation, wanted)
    if kind in ("sure", "when"):
        if entry[kind] is None:
            return UNKNOWN
        fits = entry["sure"] == wanted if kind == "sure" else mentioned(wanted, entry["when"])
    elif kind == "mentions":
        fits = mentioned(wanted, entry["value"])
    else:
        fits = plain(wanted) == plain(entry["value"])
    if entry["denied"]:
        return NO if fits else UNKNOWN
    return YES if fits else NO


def mentioned(wanted: str, text: str) -> bool:
    """Whether the words stand in a row in the text; the last may be the start of a word."""
    *whole, last = plain(wanted).split()
    words = plain(text).split()
    return any(words[at : at + len(whole)] == whole and words[at + len(whole)].startswith(last)
               for at in range(len(words) - len(whole)))  # fmt: skip


def tried(held: tuple[str, Fraction, Fraction], relation: str, wanted: str) -> str:
    """A limit judged by trying the ends, the middle and the neighbourhood of the limit."""
    scale, low, high = held
    if scale != ("sessions" if "session" in wanted else "time"):
        return UNKNOWN
    point = POINTS[wanted]
    near = [point, point - Fraction(1, 10_000), point + Fraction(1, 10_000)]
    points = [low, high, (low + high) / 2, *(p for p in near if low <= p <= high)]
    tests = {"<": lambda x: x < point, "<=": lambda x: x <= point, ">": lambda x: x > point,
             ">=": lambda x: x >= point, "=": lambda x: x == point, "!=": lambda x: x == point}  # fmt: skip
    answers = {tests[relation](x) for x in points}
    return UNKNOWN if len(answers) == 2 else YES if answers == {True} else NO


def built(records: list[dict[str, Any]]) -> Any:
    """The same records in the program's own form."""
    from kb.ask.base import KnowledgeBase
    from kb.model.treatment import Treatment

    def entry(path: str, found: dict[str, Any]) -> dict[str, Any]:
        if "gap" in found:
            return {"state": found["gap"]}
        value = {"value": found["value"]} if path == "dosing.route" else found["value"]
        return {**found, "value": value}

    models = {}
    for r in records:
        data = {key: r[key] for key in ("id", "name", "category", "level", "class")}
        for path, held in r["fields"].items():
            section, _, key = path.partition(".")
            data[section] = {
                key: {**held, "entries": tuple(entry(path, e) for e in held["entries"])}
            }
        models[r["id"]] = Treatment.model_validate(data)
    return KnowledgeBase(models, {}, datetime.date(2026, 11, 24))


def disagreements(number: int, seed: int, conditions: int = 6) -> list[str]:
    """Where the two implementations differ over `number` generated knowledge bases."""
    from kb.ask.where import parse_where

    chance, found = random.Random(seed), []
    for turn in range(number):
        records = generated(chance)
        base = built(records)
        for _ in range(conditions):
            node = tree(chance)
            text = written(node, chance)
            criterion = parse_where(text, base)
            for record in records:
                ours = judged(node, record, records)
                theirs = criterion.judge(base, base.treatments[record["id"]]).truth.value
                if ours != theirs:
                    found.append(f"{turn}: {text} is {theirs}, not {ours}, for {record}")
    return found
