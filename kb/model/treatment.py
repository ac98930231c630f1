"""One modality: its names, its place in the scheme, and the twenty-one fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Annotated, Any, cast

from kb.model.basics import Identity, Regulatory, Warnings
from kb.model.care import (
    Cost,
    Guidelines,
    Individual,
    Kinetics,
    Monitoring,
    PlainLanguage,
    Populations,
    Stopping,
    Switching,
)
from kb.model.claim import Answer, Frozen, Plain, term
from kb.model.course import Dosing, DurationOfEffect, Mechanism, Onset, SettingOfCare
from kb.model.frame import ConfigDict, Field, kind_within
from kb.model.outcomes import (
    Acceptability,
    AdverseEffects,
    Efficacy,
    Interactions,
    Safety,
)
from kb.model.slot import Section, empty
from kb.model.source import SourceId
from kb.model.vocab import Category, Level, Standing


class Treatment(Frozen):
    """A record of the knowledge base."""

    model_config = ConfigDict(alias_generator=None)

    id: SourceId = Field(description="Unique id in kebab-case.", examples=["sertraline"])
    name: Plain = Field(description="INN or name of the procedure.", examples=["sertraline"])
    aliases: tuple[Plain, ...] = Field((), description="Other names it is looked up by.")
    abbreviations: tuple[Plain, ...] = Field((), description="Abbreviations it is looked up by.")
    category: Annotated[Category, term(Category)] = Field(description="Kind of treatment.")
    level: Annotated[Level, term(Level)] = Field(description="Class, agent, formulation, protocol.")
    class_id: SourceId | None = Field(None, alias="class", description="Id of its class record.")
    standing: Annotated[Standing, term(Standing)] = Field(
        Standing.MARKETED, description="Whether it can be had."
    )
    origin: str = Field("", description="Overlay that the record comes from, if any.")

    identity: Identity = Field(default_factory=partial(empty, Identity))
    regulatory: Regulatory = Field(default_factory=partial(empty, Regulatory))
    warnings: Warnings = Field(default_factory=partial(empty, Warnings))
    onset: Onset = Field(default_factory=partial(empty, Onset))
    duration: DurationOfEffect = Field(default_factory=partial(empty, DurationOfEffect))
    dosing: Dosing = Field(default_factory=partial(empty, Dosing))
    mechanism: Mechanism = Field(default_factory=partial(empty, Mechanism))
    setting: SettingOfCare = Field(default_factory=partial(empty, SettingOfCare))
    efficacy: Efficacy = Field(default_factory=partial(empty, Efficacy))
    acceptability: Acceptability = Field(default_factory=partial(empty, Acceptability))
    adverse: AdverseEffects = Field(default_factory=partial(empty, AdverseEffects))
    safety: Safety = Field(default_factory=partial(empty, Safety))
    interactions: Interactions = Field(default_factory=partial(empty, Interactions))
    switching: Switching = Field(default_factory=partial(empty, Switching))
    stopping: Stopping = Field(default_factory=partial(empty, Stopping))
    monitoring: Monitoring = Field(default_factory=partial(empty, Monitoring))
    populations: Populations = Field(default_factory=partial(empty, Populations))
    individual: Individual = Field(default_factory=partial(empty, Individual))
    guidelines: Guidelines = Field(default_factory=partial(empty, Guidelines))
    kinetics: Kinetics = Field(default_factory=partial(empty, Kinetics))
    cost: Cost = Field(default_factory=partial(empty, Cost))
    plain: PlainLanguage = Field(default_factory=partial(empty, PlainLanguage))

    def answer(self, path: str) -> Answer[Any]:
        """What this record itself says at `path` ("onset.response"); KeyError if no such field."""
        field = fields()[path]
        section = getattr(self, field.section.replace("-", "_"))
        return cast(Answer[Any], getattr(section, field.attribute))

    @property
    def brands(self) -> tuple[str, ...]:
        """Brand names in the order of the record, each once however many countries use it."""
        return tuple(dict.fromkeys(value.text for value in self.identity.brands.values))


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field of the scheme: where it stands, what it is called, what it holds."""

    path: str
    section: str
    section_label: str
    attribute: str
    label: str
    description: str
    example: str
    inherits: bool
    kind: type[Any]
    """The type of its values: a Parsed or a Composite."""

    @property
    def key(self) -> str:
        """The key in the record: "first-separation"."""
        return self.path.partition(".")[2]


@cache
def sections() -> dict[str, type[Section]]:
    """The sections by key, in the order clinicians ask for them."""
    found: dict[str, type[Section]] = {}
    for name, info in Treatment.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section):
            found[name] = info.annotation
    return found


@cache
def fields() -> dict[str, FieldInfo]:
    """Every field by path, in order."""
    return {info.path: info for info in _walk()}


def _walk() -> Iterator[FieldInfo]:
    for section, model in sections().items():
        for attribute, info in model.model_fields.items():
            extra = cast(dict[str, Any], info.json_schema_extra)
            yield FieldInfo(
                path=f"{section}.{attribute.replace('_', '-')}",
                section=section,
                section_label=model.label,
                attribute=attribute,
                label=info.title or attribute,
                description=info.description or "",
                example=str((info.examples or [""])[0]),
                inherits=bool(extra["inherits"]),
                kind=kind_within(info.annotation),
            )
