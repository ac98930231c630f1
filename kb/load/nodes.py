"""YAML text to a tree of scalars with places.

Built from the parser's events and not from its loader: every scalar stays text (no NO → False,
no 1:30 → 90), duplicate keys are found, and anchors, aliases, merges, tags and deep nesting,
which crash or stall the stock loader, are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kb.problems import Place, Problem

DEEPEST = 64
"""Levels of nesting that a data file may have. The C parser crashes at about 20,000."""

_LOADER: type = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(slots=True)
class Scalar:
    """A piece of text."""

    text: str
    place: Place


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    place: Place


@dataclass(slots=True)
class Mapping:
    """Keys with values; `keys` holds the place of each key."""

    entries: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Builder:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def place(self, mark: Any, width: int = 1) -> Place:
        snippet = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return Place(self.file, mark.line + 1, mark.column + 1, snippet, max(width, 1))

    def refuse(self, mark: Any, code: str, message: str, remedy: str) -> _Refused:
        return _Refused(Problem(code, message, remedy, self.place(mark)))

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise self.refuse(
                        event.start_mark, "E006", "a second document", "Keep one document a file."
                    )
                node = self.node(next(self.events), 0)
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        mark: Any = event.start_mark
        if depth > DEEPEST:
            raise self.refuse(
                mark, "E005", f"nesting deeper than {DEEPEST} levels", "Flatten the data."
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(
                mark, "E003", "an anchor or alias", "Write the value out where it is needed."
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise self.refuse(mark, "E004", f"a tag ({tag})", "Remove the tag.")
        if isinstance(event, yaml.ScalarEvent):
            end: Any = event.end_mark
            width = end.column - mark.column if end.line == mark.line else 1
            return Scalar(event.value, self.place(mark, width))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(mark, depth)
        return self.mapping(mark, depth)

    def sequence(self, mark: Any, depth: int) -> Sequence:
        found = Sequence([], self.place(mark))
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.items.append(self.node(event, depth + 1))
        return found

    def mapping(self, mark: Any, depth: int) -> Mapping:
        found = Mapping({}, {}, self.place(mark))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.problem("E007", "a key that is not text", "Use a plain word.", key.place)
            elif key.text == "<<":
                self.problem("E003", "a merge key", "Write the values out.", key.place)
            elif key.text in found.entries:
                first = found.keys[key.text].line
                self.problem(
                    "E002",
                    f'the key "{key.text}" stands here twice (first in line {first})',
                    "Remove one of the two, or make the value a list.",
                    key.place,
                )
            else:
                found.entries[key.text] = value
                found.keys[key.text] = key.place
        return found

    def problem(self, code: str, message: str, remedy: str, place: Place) -> None:
        self.problems.append(Problem(code, message, remedy, place))


def parse_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree in `text`, and the problems found on the way; the tree is None if it is unusable."""
    builder = _Builder(file, text)
    try:
        return builder.document(), builder.problems
    except _Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = builder.place(mark) if mark else Place(file)
        message = f"this is not YAML: {error.problem or error.context}"
    except yaml.reader.ReaderError as error:
        # The C parser gives the code point as a number, the Python one as a character.
        char = chr(error.character) if isinstance(error.character, int) else str(error.character)
        place = _place_of(text, char, file)
        message = f"this is not YAML: character U+{ord(char[0]):04X} is not allowed"
    remedy = "Check indentation, quotes and brackets near here; use spaces, never tabs."
    return None, [*builder.problems, Problem("E001", message, remedy, place)]


def _place_of(text: str, char: str, file: str) -> Place:
    at = text.find(char)
    if at < 0:
        return Place(file)
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].split("\n", 1)[0]
    return Place(file, text.count("\n", 0, at) + 1, at - start + 1, line)
