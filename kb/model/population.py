"""Kinds of population: wordings of conditions that curators judge to mean the same people."""

from typing import Annotated

from kb.model.claim import Frozen, Plain
from kb.model.fault import ValueFault
from kb.model.frame import BeforeValidator, Field
from kb.model.source import SourceId


def _filled(given: object) -> object:
    if not isinstance(given, tuple) or not given:
        raise ValueFault("a kind without wordings", "List at least one exact wording of a record.")
    return given


class PopulationKind(Frozen):
    """Conditions under which numbers may stand in one order, however the records word them.

    A wording belongs to one kind at most; one that belongs to none is comparable with itself only.
    """

    id: SourceId = Field(description="Unique id in kebab-case.", examples=["adults-mdd"])
    name: Plain = Field(
        description="The people, as shown.", examples=["adults with treatment-resistant depression"]
    )
    sense: Plain | None = Field(
        None,
        description="What the number states, where the wording makes it another than the field's.",
        examples=["earliest time at which an effect may be seen"],
    )
    definition: Plain = Field(description="What belongs here and what does not.")
    wordings: Annotated[tuple[Plain, ...], BeforeValidator(_filled)] = Field(
        description="Conditions of claims, word for word as in `when`."
    )
    origin: str = Field("", description="Overlay that it comes from, if any.")

    @property
    def label(self) -> str:
        """ "adults with depression in general; earliest time at which an effect may be seen"."""
        return f"{self.name}; {self.sense}" if self.sense else self.name
