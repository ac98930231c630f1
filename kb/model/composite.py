"""Values with more than one part. Each has `value` and the keys beside it in the record."""

import re
from typing import Annotated

from kb.model.claim import Frozen, Plain, term
from kb.model.fault import Impossible, ValueFault
from kb.model.frame import BeforeValidator
from kb.model.outcome import Result
from kb.model.text import Course
from kb.model.vocab import (
    Action,
    CostBand,
    Direction,
    RegulatoryStatus,
    Replicated,
    Route,
    Setting,
    Species,
    Term,
    Use,
)


def _year(given: object) -> str:
    if not isinstance(given, str) or not re.fullmatch(r"(?:19|20)[0-9]{2}(?:-[0-9]{2})?", given):
        raise ValueFault(f'"{given}" is not a year', "Write 1991 or 1991-12.")
    return given


def _count(given: object) -> int:
    text = str(given).replace(",", "")
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise ValueFault(f'"{given}" is not a count', "Write a whole number.")
    if not int(text):
        raise Impossible("a count of nothing", "Leave it out, or write how many.")
    return int(text)


Year = Annotated[str, BeforeValidator(_year)]
Count = Annotated[int, BeforeValidator(_count)]


class Composite(Frozen):
    """A value of several parts; the record writes them beside `value`."""

    @property
    def text(self) -> str:
        """The whole value in words."""
        raise NotImplementedError


class Approval(Composite):
    """A regulator's decision: status, indication, alone or added, year."""

    value: Annotated[RegulatoryStatus, term(RegulatoryStatus)]
    indication: Plain | None = None
    use: Annotated[Use, term(Use)] | None = None
    year: Year | None = None

    @property
    def text(self) -> str:
        """As shown: "approved 2019, alone or added: treatment-resistant depression".

        The use stands before the indication, whose last clause it would seem to belong to.
        """
        head = self.value.label + (f" {self.year}" if self.year else "")
        if self.use:
            head += f", {self.use.label}"
        return f"{head}: {self.indication}" if self.indication else head


class Target(Composite):
    """A receptor, transporter, enzyme or circuit, and the action there."""

    value: Plain
    action: Annotated[Action, term(Action)] | None = None
    species: Annotated[Species, term(Species)] | None = None

    @property
    def text(self) -> str:
        """As shown: "blocks the serotonin transporter (in vitro)"."""
        words = f"{self.action.label} {self.value}" if self.action else self.value
        return f"{words} ({self.species.label})" if self.species else words


class Account(Composite):
    """A statement on mechanism, with the species that it was seen in."""

    value: Plain
    species: Annotated[Species, term(Species)] | None = None

    @property
    def text(self) -> str:
        """As shown."""
        return f"{self.value.rstrip('.')} ({self.species.label})" if self.species else self.value


class Sized(Composite):
    """A result with its scale and the size of the evidence."""

    value: Result | Course
    scale: Plain | None = None
    trials: Count | None = None
    participants: Count | None = None

    @property
    def text(self) -> str:
        """As shown: "OR 1.67 (95% CI 1.55 to 1.82) v placebo; MADRS; 12 trials, 3,000 people"."""
        size = ", ".join(
            f"{number:,} {noun if number != 1 else one}"
            for number, noun, one in (
                (self.trials, "trials", "trial"),
                (self.participants, "people", "person"),
            )
            if number is not None
        )
        return "; ".join(part for part in (self.value.text, self.scale, size) if part)


class Outcome(Sized):
    """A result of trials."""

    value: Result


class Trajectory(Sized):
    """How benefit holds over time: a result of trials, or a sentence."""

    value: Course


class Check(Composite):
    """Something to monitor: what, when and why."""

    value: Plain
    timing: Plain | None = None
    reason: Plain | None = None

    @property
    def text(self) -> str:
        """As shown: "blood pressure: before each dose, because it rises"."""
        words = f"{self.value}: {self.timing}" if self.timing else self.value
        return f"{words} ({self.reason})" if self.reason else words


class Predictor(Composite):
    """A finding on who responds, and whether it was replicated."""

    value: Plain
    effect: Annotated[Direction, term(Direction)] | None = None
    replicated: Annotated[Replicated, term(Replicated)] | None = None

    @property
    def text(self) -> str:
        """As shown: "higher baseline severity: predicts a better response, replicated"."""
        marks = ", ".join(mark.label for mark in (self.effect, self.replicated) if mark)
        return f"{self.value.rstrip('.')}: {marks}" if marks else self.value


class Line(Composite):
    """A guideline's place for a treatment, in the words of that guideline for its levels."""

    value: Plain
    evidence: Plain | None = None

    @property
    def text(self) -> str:
        """As shown: "first line, level 1 evidence"."""
        return (
            f"{self.value.rstrip('.')} (evidence: {self.evidence})" if self.evidence else self.value
        )


class Named(Composite):
    """One member of a vocabulary, as a value."""

    value: Term

    @property
    def text(self) -> str:
        """The label of the member."""
        return self.value.label


class RouteValue(Named):
    """A route of administration."""

    value: Annotated[Route, term(Route)]


class SettingValue(Named):
    """A place of treatment."""

    value: Annotated[Setting, term(Setting)]


class CostValue(Named):
    """A cost band."""

    value: Annotated[CostBand, term(CostBand)]
