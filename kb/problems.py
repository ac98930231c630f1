"""The one currency for errors: a `Problem` says what is wrong, where, and what to do.

Nothing in the program reports bad input in any other way. Loading and checking collect
problems and return them all; only the command line turns them into words on a screen and
an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The data cannot be used as it stands."""
    WARNING = "warning"
    """The data can be used; somebody should look."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a text file.

    `line` and `column` count from 1; 0 means the whole file. `snippet` is the text of the
    line and `width` the number of characters that the fault covers, for the caret line.
    """

    file: str
    line: int = 0
    column: int = 0
    snippet: str = ""
    width: int = 1

    def __str__(self) -> str:
        if self.line == 0:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"

    def shifted(self, offset: int, width: int) -> Place:
        """The same line, `offset` characters further right, `width` characters wide."""
        return Place(self.file, self.line, self.column + offset, self.snippet, max(width, 1))


LONGEST_MESSAGE = 400
"""Characters of a message or a remedy; what it quotes may be longer."""


def shortened(text: str, most: int = 60) -> str:
    """`text`, or its beginning with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, which rule it breaks, in which record and field, what to do.

    `code` is stable (`E104`) and listed in docs/problems.md; `record` and `field` are empty
    where the fault belongs to the file as a whole.
    """

    code: str
    message: str
    remedy: str
    place: Place
    record: str = ""
    field: str = ""
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        for name, most in (("message", LONGEST_MESSAGE), ("remedy", LONGEST_MESSAGE)):
            object.__setattr__(self, name, shortened(getattr(self, name), most))

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Files in order of name, then by position, so that output never depends on chance."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)


class DataInvalid(Exception):
    """The data holds errors. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        first = self.problems[0] if self.problems else None
        text = f"{first.place}: {first.message}" if first else "no problem given"
        more = len(self.problems) - 1
        super().__init__(text + (f" (and {more} more)" if more > 0 else ""))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a mistyped name may have meant."""

    id: str
    name: str
    note: str = ""


class NameNotFound(LookupError):
    """No record has this name, or more than one has. Carries candidates and nothing else."""

    def __init__(self, asked: str, kind: str, candidates: Iterable[Candidate] = ()) -> None:
        self.asked = asked
        self.kind = kind
        self.candidates = tuple(candidates)
        self.ambiguous = False
        super().__init__(f'No {kind} is called "{asked}".')


class NameAmbiguous(NameNotFound):
    """Several records carry this name: the reader must choose."""

    def __init__(self, asked: str, kind: str, candidates: Iterable[Candidate]) -> None:
        super().__init__(asked, kind, candidates)
        self.ambiguous = True
        self.args = (f'"{asked}" names more than one {kind}.',)


class UsageFault(ValueError):
    """The command was called in a way that cannot be answered; the message says what to do."""
