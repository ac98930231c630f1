"""The short way to an answer: plain calls of the reading commands, from a ready snapshot.

Typer and pydantic take longer to import than an answer takes to find. A call is answered here only
if every argument is one that this module knows for certain and the snapshot is there; all else
(help, completion, an unknown or repeated option, a value that is not plain, an overlay) goes to
typer, which has the last word on what the command line means.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Quick(NamedTuple):
    """A command: its function in kb.cli.answers, fewest and most names, own options and flags.

    `many` are the options that may be repeated; they are given as a list.
    """

    answer: str
    fewest: int
    most: int
    options: Mapping[str, str] = {}
    flags: Mapping[str, str] = {}
    many: Mapping[str, str] = {}


MANY = 10**6
COMMANDS: dict[str, Quick] = {
    "compare": Quick(
        "compare_answer", 1, MANY,
        {"--fields": "fields", "--preset": "preset", "--baseline": "baseline"},
        {"--differences": "differences"},
    ),
    "show": Quick("show_answer", 1, MANY),
    "why": Quick("why_answer", 2, 2),
    "switch": Quick("switch_answer", 2, 2),
    "combine": Quick("combine_answer", 1, MANY),
    "timeline": Quick("timeline_answer", 1, MANY),
    "effects": Quick("effects_answer", 1, MANY, {"--baseline": "baseline"}),
    "sources": Quick("sources_answer", 0, 1),
    "list": Quick(
        "list_answer", 0, 0,
        {"--category": "category", "--class": "of_class", "--level": "level",
         "--standing": "standing", "--status": "status"},
    ),
    "find": Quick(
        "find_answer", 0, 0,
        {"--for": "population", "--status": "status", "--category": "category",
         "--class": "of_class", "--level": "level", "--standing": "standing",
         "--onset-within": "onset_within", "--separates-within": "separates_within",
         "--lasts-at-least": "lasts_at_least", "--route": "route", "--setting": "setting",
         "--sort": "sort"},
        {"--pregnancy": "pregnancy", "--breastfeeding": "breastfeeding", "--others": "others",
         "--reasons": "reasons"},
        {"--line": "line", "--avoid": "avoid", "--not-with": "not_with", "--where": "where"},
    ),
    "search": Quick("search_answer", 1, MANY, {}, {"--all": "everything"}),
}  # fmt: skip
OUTPUT_OPTIONS = {
    "--format": "fmt", "-f": "fmt", "--output": "output", "-o": "output", "--width": "width",
}  # fmt: skip
OUTPUT_FLAGS = {"--json": "as_json"}


class Call(NamedTuple):
    """A command line that was understood."""

    command: Quick
    names: tuple[str, ...]
    options: dict[str, Any]
    output: dict[str, Any]


def understood(
    arguments: Sequence[str], environment: Mapping[str, str] = os.environ
) -> Call | None:
    """The call that `arguments` make, or None if any of it is not certain."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None or environment.get("KB_DATA") or "_KB_COMPLETE" in environment:
        return None
    valued = {**OUTPUT_OPTIONS, **command.options, **command.many}
    flags = {**OUTPUT_FLAGS, **command.flags}
    names: list[str] = []
    given: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-"):
            names.append(argument)
            continue
        key = valued.get(argument) or flags.get(argument)
        value = True if argument in flags else next(rest, "-")
        repeated = key in given and argument not in command.many
        if key is None or repeated or str(value).startswith("-"):
            return None
        given[key] = [*given.get(key, ()), value] if argument in command.many else value
    output = _output(given)
    fits = command.fewest <= len(names) <= command.most and all(names)
    return Call(command, tuple(names), given, output) if fits and output is not None else None


def _output(given: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments of `deliver`, taken out of what was given; None if one is not plain."""
    from kb.cli.output import SUFFIXES

    found: dict[str, Any] = {"fmt": None, "as_json": False, "output": None, "width": None}
    found.update({key: given.pop(key) for key in list(given) if key in found})
    if found["fmt"] is not None:
        known = {fmt.value: fmt for fmt in SUFFIXES.values()}
        if found["fmt"] not in known:
            return None
        found["fmt"] = known[found["fmt"]]
    if found["width"] is not None:
        if not (found["width"].isascii() and found["width"].isdigit() and len(found["width"]) < 6):
            return None
        found["width"] = int(found["width"])
    if found["output"] is not None:
        found["output"] = Path(found["output"])
    return found


def quick_answer(arguments: Sequence[str], *, alone: bool) -> bool:
    """Answer a plain call from the snapshot; whether it was answered.

    `alone` says that this process does nothing else: it may then do without pydantic. Raises what
    the long way raises for a name that is not there or a field that is none.
    """
    call = understood(arguments)
    if call is None:
        return False
    from kb.load.snapshot import open_snapshot
    from kb.load.version import data_folder

    store = open_snapshot(data_folder())
    if store is None:
        return False
    if alone and "kb.model.frame" not in sys.modules:
        import kb.model.light  # noqa: F401 - its presence is what kb.model.frame looks for
    import datetime

    from kb.cli import answers
    from kb.cli.output import deliver
    from kb.load.evidence import shipped
    from kb.load.lazy import lazy_base

    base = lazy_base(store, datetime.date.today(), _rebuilt)
    base.computed = shipped(data_folder())
    document = _arranged(call, getattr(answers, call.command.answer))(base)
    deliver(document, **call.output)
    return True


def _rebuilt() -> Any:
    from kb.load.base import read_parsed
    from kb.load.version import data_folder

    return read_parsed(data_folder()).tables


def _arranged(call: Call, answer: Callable[..., Any]) -> Callable[[Any], Any]:
    """`answer` with the names in the places that its command gives them."""
    match call.command.answer:
        case (
            "compare_answer"
            | "combine_answer"
            | "timeline_answer"
            | "effects_answer"
            | "search_answer"
        ):
            return lambda base: answer(base, call.names, **call.options)
        case "show_answer":
            return lambda base: answer(base, call.names[0], call.names[1:])
        case _:
            return lambda base: answer(base, *call.names, **call.options)
