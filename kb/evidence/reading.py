"""Trials from a CSV file, every faulty cell at its place."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.evidence.columns import Form, form_of, located
from kb.evidence.faults import fault, require_none
from kb.evidence.trials import Arm, Pair
from kb.evidence.wording import counted
from kb.problems import Place, Problem, UsageFault

MISSING = frozenset({"", "na", "nan", "n/a", "null", "."})


@dataclass(frozen=True, slots=True)
class TrialFile:
    """What a file holds. `digest` is the SHA-256 of its bytes; `notes` say what was left out."""

    name: str
    digest: str
    form: Form
    arms: tuple[Arm, ...]
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    """Trials whose means are change scores."""


class _Rows:
    """Rows of the file with their lines, and the problems found in them."""

    def __init__(self, path: Path, asked: Mapping[str, str], where: Mapping[str, str]) -> None:
        try:
            raw = path.read_bytes()
        except OSError as error:
            reason = (error.strerror or "it cannot be read").lower()
            raise UsageFault(f"{path} cannot be read: {reason}.") from error
        self.digest = hashlib.sha256(raw).hexdigest()
        text = raw.decode("utf-8-sig", "replace")
        self.lines = text.splitlines()
        self.shown = str(path)
        mark = _separator(self.lines[0] if self.lines else "")
        self._reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
        self.columns = located(self._reader.fieldnames or (), asked)
        self._where = where
        self.passed_over = 0
        missing = sorted(set(where) - set(self._reader.fieldnames or ()))
        if missing:
            raise UsageFault(f'The file has no column "{missing[0]}" to choose rows by.')
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[dict[str, str]]:
        for row in self._reader:
            self.line = self._reader.line_num
            if any((row.get(key) or "").strip() != value for key, value in self._where.items()):
                self.passed_over += 1
                continue
            yield {key: (row.get(name) or "").strip() for key, name in self.columns.items()}

    def place(self, cell: str = "") -> Place:
        """The current line, at the cell's text where it can be found."""
        text = self.lines[self.line - 1] if self.line <= len(self.lines) else ""
        at = max(text.find(cell), 0) if cell else 0
        return Place(self.shown, self.line, at + 1, text, max(len(cell), 1))

    def number(self, row: Mapping[str, str], key: str) -> float | None:
        """A number, or None where the cell is missing; anything else is a problem."""
        cell = row.get(key, "")
        if cell.lower() in MISSING:
            return None
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            place = self.place(cell)
            words = f'"{cell}" is not a number'
            remedy = f"Write {self.columns[key]} with digits and a point, or leave it empty."
            self.problems.append(fault("E409", words, remedy, place, row.get("study", "")))
            return None
        return value


def _separator(header: str) -> str:
    """Comma, semicolon or tab: whichever the header has most of."""
    return max(",;\t", key=header.count)


def read_trials(
    path: Path, asked: Mapping[str, str] | None = None, where: Mapping[str, str] | None = None
) -> TrialFile:
    """The trials of a file. `asked` maps columns to their names in it; see kb.evidence.columns.

    `where` keeps the rows whose cells have these values.

    Contrasts without an effect are left out and counted; arms without an outcome are kept, see
    `with_outcome`. Raises UsageFault where the columns make up no trials, DataInvalid with every
    faulty cell.
    """
    rows = _Rows(path, asked or {}, where or {})
    form = form_of(rows.columns)
    arms: list[Arm] = []
    pairs: list[Pair] = []
    changes: dict[str, None] = {}
    empty = 0
    for row in rows:
        before = len(arms) + len(pairs)
        if form is Form.ARMS:
            arms += _arm(rows, row)
            if row.get("change") in ("1", "1.0", "true", "TRUE"):
                changes[row["study"]] = None
        elif form is Form.PAIRS:
            arms += _two_arms(rows, row)
        else:
            pairs += _pair(rows, row)
        empty += len(arms) + len(pairs) == before
    require_none(rows.problems)
    notes: tuple[str, ...] = (
        (f"{counted(empty, 'row')} without an effect left out",) if empty else ()
    )
    if where:
        chosen = ", ".join(f"{key} is {value}" for key, value in where.items())
        notes += (f"rows where {chosen}; {counted(rows.passed_over, 'row')} passed over",)
    return TrialFile(path.name, rows.digest, form, tuple(arms), tuple(pairs), notes, tuple(changes))


def has_outcome(arm: Arm, *, binary: bool) -> bool:
    """Whether the arm has events, or a mean with its standard deviation."""
    if binary:
        return arm.events is not None
    return arm.mean is not None and arm.sd is not None


def with_outcome(arms: Sequence[Arm], *, binary: bool) -> tuple[list[Arm], list[str]]:
    """Arms that have the outcome; a trial that loses its other arms by that goes too.

    Also what was left out, in words. A trial that has a single arm from the start is kept, for it
    is a fault in the data.
    """
    have = [arm for arm in arms if has_outcome(arm, binary=binary)]
    before, after = (Counter(arm.trial for arm in found) for found in (arms, have))
    alone = {name for name, count in after.items() if count == 1 and before[name] > 1}
    kept = [arm for arm in have if arm.trial not in alone]
    words = []
    if len(have) < len(arms):
        words.append(f"{counted(len(arms) - len(have), 'arm')} without this outcome left out")
    if alone:
        words.append(f"{counted(len(alone), 'trial')} left with one arm by that and left out")
    return kept, words


def _arm(rows: _Rows, row: Mapping[str, str]) -> list[Arm]:
    n, *outcome = (rows.number(row, key) for key in ("n", "events", "mean", "sd"))
    return [_made(row["study"], row["treatment"], n, outcome, rows.place())]


def _made(
    trial: str, treatment: str, n: float | None, outcome: Sequence[float | None], place: Place
) -> Arm:
    """An arm; without people it has no outcome either."""
    if n is None:
        return Arm(trial, treatment, math.nan, place=place)
    events, mean, sd = outcome
    return Arm(trial, treatment, n, events, mean, sd, place)


def _two_arms(rows: _Rows, row: Mapping[str, str]) -> list[Arm]:
    found = []
    for side, name in (("1", "experimental"), ("2", "control")):
        n, *outcome = (rows.number(row, f"{key}{side}") for key in ("n", "events", "mean", "sd"))
        treatment = row.get(f"treatment{side}") or name
        found.append(_made(row["study"], treatment, n, outcome, rows.place()))
    return found


def _pair(rows: _Rows, row: Mapping[str, str]) -> list[Pair]:
    effect, se = rows.number(row, "effect"), rows.number(row, "se")
    if effect is None or se is None:
        return []
    first = row.get("treatment1") or "experimental"
    second = row.get("treatment2") or "control"
    people = rows.number(row, "n1"), rows.number(row, "n2")
    return [Pair(row["study"], first, second, effect, se, *people, rows.place())]
