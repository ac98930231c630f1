"""Trials from a CSV file, every faulty cell at its place."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.evidence.columns import Form, form_of, located
from kb.evidence.faults import fault, require_none
from kb.evidence.trials import Arm, Pair
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

    def __init__(self, path: Path, asked: Mapping[str, str]) -> None:
        try:
            raw = path.read_bytes()
        except OSError as error:
            reason = (error.strerror or "it cannot be read").lower()
            raise UsageFault(f"{path} cannot be read: {reason}.") from error
        self.digest = hashlib.sha256(raw).hexdigest()
        text = raw.decode("utf-8-sig", "replace")
        self.lines = text.splitlines()
        self.shown = str(path)
        self._reader = csv.DictReader(io.StringIO(text, newline=""))
        self.columns = located(self._reader.fieldnames or (), asked)
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[dict[str, str]]:
        for row in self._reader:
            self.line = self._reader.line_num
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


def read_trials(path: Path, asked: Mapping[str, str] | None = None) -> TrialFile:
    """The trials of a file. `asked` maps columns to their names in it; see kb.evidence.columns.

    Rows without an outcome are left out and counted. Raises UsageFault where the columns make up no
    trials, DataInvalid with every faulty cell.
    """
    rows = _Rows(path, asked or {})
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
    kept, alone = _without_lonely(arms, empty > 0)
    return TrialFile(
        path.name, rows.digest, form, tuple(kept), tuple(pairs), _notes(empty, alone),
        tuple(changes),
    )  # fmt: skip


def _notes(empty: int, alone: list[str]) -> tuple[str, ...]:
    found = []
    if empty:
        found.append(f"{empty} row{'s' * (empty > 1)} without this outcome left out")
    if alone:
        noun = "trial" if len(alone) == 1 else "trials"
        found.append(f"{len(alone)} {noun} left with one arm by that and left out")
    return tuple(found)


def _without_lonely(arms: list[Arm], some_empty: bool) -> tuple[list[Arm], list[str]]:
    """Arms whose trial lost its other arms to missing outcomes are left out too."""
    if not some_empty:
        return arms, []
    counts = Counter(arm.trial for arm in arms)
    alone = sorted(name for name, count in counts.items() if count == 1)
    return [arm for arm in arms if counts[arm.trial] > 1], alone


def _arm(rows: _Rows, row: Mapping[str, str]) -> list[Arm]:
    n, events = rows.number(row, "n"), rows.number(row, "events")
    mean, sd = rows.number(row, "mean"), rows.number(row, "sd")
    if n is None or (events is None and (mean is None or sd is None)):
        return []
    return [Arm(row["study"], row["treatment"], n, events, mean, sd, rows.place())]


def _two_arms(rows: _Rows, row: Mapping[str, str]) -> list[Arm]:
    found = []
    for side, name in (("1", "experimental"), ("2", "control")):
        values = [rows.number(row, f"{key}{side}") for key in ("n", "events", "mean", "sd")]
        n, events, mean, sd = values
        if n is None or (events is None and (mean is None or sd is None)):
            return []
        treatment = row.get(f"treatment{side}") or name
        found.append(Arm(row["study"], treatment, n, events, mean, sd, rows.place()))
    return found


def _pair(rows: _Rows, row: Mapping[str, str]) -> list[Pair]:
    effect, se = rows.number(row, "effect"), rows.number(row, "se")
    if effect is None or se is None:
        return []
    first = row.get("treatment1") or "experimental"
    second = row.get("treatment2") or "control"
    people = rows.number(row, "n1"), rows.number(row, "n2")
    return [Pair(row["study"], first, second, effect, se, *people, rows.place())]
