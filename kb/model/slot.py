"""How sections declare their fields, and the value that is a dose or a count of sessions."""

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from kb.model.claim import Answer, Frozen
from kb.model.dose import Dose
from kb.model.duration import Duration
from kb.model.frame import ConfigDict, Field
from kb.model.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Amount(Parsed):
    """A dose, or a number of sessions: what an adequate trial needs at least."""

    kind: ClassVar[str] = "dose or sessions"
    syntax: ClassVar[str] = "Write a dose or a number of sessions: 50 mg/day, 20 sessions."

    value: Dose | Duration

    @classmethod
    def parse(cls, text: str) -> Self:
        """The dose or the number of sessions; raises ValueFault."""
        if text.endswith(("sessions", "session")):
            return cls(Duration.parse(text))
        return cls(Dose.parse(text))

    @property
    def text(self) -> str:
        """As shown."""
        return self.value.text


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Section(Frozen):
    """A group of fields under one heading. Keys in a record are written in kebab-case."""

    model_config = ConfigDict(alias_generator=_kebab)

    key: ClassVar[str]
    label: ClassVar[str]
    number: ClassVar[int]


S = TypeVar("S", bound=Section)


# What a record leaves out is one object for all records, as it is frozen: most fields of most
# records are such, and each on its own they took three quarters of the memory.


@cache
def nothing() -> Answer[Any]:
    """What a field holds that is left out."""
    return Answer()


@cache
def empty(section: type[S]) -> S:
    """A section that is left out."""
    return section()


def slot(label: str, description: str, example: str, *, inherits: bool = False) -> Any:
    """A field of a section.

    `inherits` lets a member show its class's value, labelled as the class's. It is false
    wherever a borrowed value could harm: dose, warnings, pregnancy, interactions.
    """
    return Field(
        default_factory=nothing,
        title=label,
        description=description,
        examples=[example],
        json_schema_extra={"inherits": inherits},
    )
