"""YAML text to a tree of scalars with places.

Built from the parser's events and not from its loader: every scalar stays text (no NO → False,
no 1:30 → 90), duplicate keys are found, and anchors, aliases, merges, tags and deep nesting,
which crash or stall the stock loader, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kb.problems import Place, Problem, shortened

DEEPEST = 64
"""Levels of nesting that a data file may have. The C parser crashes at about 20,000."""

LONGEST = 10_000
"""Characters in one scalar: far more than any value may have, far less than stalls a parser."""
LONGEST_KEY = 200
MOST_ENTRIES = 1_000
"""Keys of a mapping, or items of a list within a record."""
MOST_NODES = 150_000
"""Values in one file; one that is larger takes more memory and time than a file is worth."""
MOST_PROBLEMS = 200
"""Problems of one file that are kept; more would not help."""

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
        self.count = 0
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
                if event.version or event.tags:
                    raise self.refuse(
                        event.start_mark, "E008", "a directive", "Remove the line with %."
                    )
                if node is not None:
                    raise self.refuse(
                        event.start_mark, "E006", "a second document", "Keep one document a file."
                    )
                node = self.node(next(self.events), 0)
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        mark: Any = event.start_mark
        self.count += 1
        if depth > DEEPEST:
            raise self.refuse(
                mark, "E005", f"nesting deeper than {DEEPEST} levels", "Flatten the data."
            )
        if self.count > MOST_NODES:
            message = f"more than {MOST_NODES:,} values in one file"
            raise self.refuse(mark, "E009", message, "Split it into several files.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(
                mark, "E003", "an anchor or alias", "Write the value out where it is needed."
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise self.refuse(mark, "E004", f"a tag ({shortened(tag)})", "Remove the tag.")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(mark, depth)
        return self.mapping(mark, depth)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        mark: Any = event.start_mark
        end: Any = event.end_mark
        if len(event.value) > LONGEST:
            message = f"a text of {len(event.value):,} characters; {LONGEST:,} is the most"
            raise self.refuse(mark, "E009", message, "Shorten it, or check quotes and brackets.")
        width = end.column - mark.column if end.line == mark.line else 1
        return Scalar(event.value, self.place(mark, width))

    def sequence(self, mark: Any, depth: int) -> Sequence:
        found = Sequence([], self.place(mark))
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.items.append(self.node(event, depth + 1))
            # Only the outer lists, of records, may be long.
            if depth > 1 and len(found.items) > MOST_ENTRIES:
                raise self.too_many(event.start_mark)
        return found

    def too_many(self, mark: Any) -> _Refused:
        message = f"more than {MOST_ENTRIES:,} entries in one place"
        return self.refuse(mark, "E009", message, "Check indentation and brackets.")

    def mapping(self, mark: Any, depth: int) -> Mapping:
        found = Mapping({}, {}, self.place(mark))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if len(found.entries) >= MOST_ENTRIES:
                raise self.too_many(event.start_mark)
            if not isinstance(key, Scalar):
                self.problem("E007", "a key that is not text", "Use a plain word.", key.place)
            elif len(key.text) > LONGEST_KEY:
                message = f"a key of {len(key.text):,} characters"
                self.problem("E009", message, "Use one of the known keys.", key.place)
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
        if len(self.problems) >= MOST_PROBLEMS:
            more = f"more than {MOST_PROBLEMS} problems; the rest of the file was not read"
            raise _Refused(Problem("E009", more, "Mend these first.", place))


def parse_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree in `text`, and the problems found on the way; the tree is None if it is unusable."""
    strange = _STRANGE_BREAK.search(text)
    if strange:
        # YAML takes them for line breaks and editors do not: lines would be counted in two ways.
        return None, [_not_allowed(_place_of(text, strange[0], file), strange[0])]
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
        return None, [*builder.problems, _not_allowed(_place_of(text, char, file), char[0])]
    remedy = "Check indentation, quotes and brackets near here; use spaces, never tabs."
    return None, [*builder.problems, Problem("E001", message, remedy, place)]


_STRANGE_BREAK = re.compile("[\x85\u2028\u2029]")


def _not_allowed(place: Place, char: str) -> Problem:
    message = f"this is not YAML: character U+{ord(char):04X} is not allowed"
    return Problem("E001", message, "Remove it.", place)


def _place_of(text: str, char: str, file: str) -> Place:
    at = text.find(char)
    if at < 0:
        return Place(file)
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].split("\n", 1)[0]
    return Place(file, text.count("\n", 0, at) + 1, at - start + 1, line)
