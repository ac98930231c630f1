"""Facts that belong to no single record: switches, combinations and head-to-head results."""

from typing import Annotated, Any, ClassVar, get_args

from kb.model.claim import Answer, Frozen, Plain, term
from kb.model.composite import Composite, Outcome
from kb.model.duration import Duration
from kb.model.fault import ValueFault
from kb.model.frame import BeforeValidator, ConfigDict, Field
from kb.model.source import SourceId
from kb.model.treatment import FieldInfo
from kb.model.vocab import Method, OutcomeKind, Verdict


def _yes_no(given: object) -> bool:
    if isinstance(given, bool):
        return given
    if given not in ("yes", "no"):
        raise ValueFault(f'"{given}" is neither yes nor no', "Write yes or no.")
    return given == "yes"


YesNo = Annotated[bool, BeforeValidator(_yes_no)]


class SwitchRule(Composite):
    """How to go from one treatment to another: method, interval, danger, reason."""

    value: Annotated[Method, term(Method)]
    interval: Duration | None = None
    danger: Plain | None = None
    reason: Plain | None = None

    @property
    def text(self) -> str:
        """As shown: "drug-free interval of 5 weeks: danger of …; because …"."""
        words = self.value.label
        if self.interval:
            words += f": {self.interval.text}"
        parts = (words, self.danger and f"danger: {self.danger}", self.reason)
        return "; ".join(part.rstrip(".") for part in parts if part)


class CombinationRule(Composite):
    """What is said of using treatments together, and why."""

    value: Annotated[Verdict, term(Verdict)]
    reason: Plain | None = None

    @property
    def text(self) -> str:
        """As shown: "contraindicated: serotonin syndrome"."""
        return f"{self.value.label}: {self.reason.rstrip('.')}" if self.reason else self.value.label


class Relation(Frozen):
    """The base of every relation. `members` says whether a class's rule covers its members."""

    model_config = ConfigDict(alias_generator=None)
    kind: ClassVar[str]
    answer_key: ClassVar[str]
    value_type: ClassVar[type[Composite]]

    id: SourceId = Field(description="Unique id in kebab-case.", examples=["fluoxetine-to-maoi"])
    members: YesNo = Field(False, description="Whether the rule of a class covers its members.")
    excepted: tuple[SourceId, ...] = Field(
        (), alias="except", description="Members that the rule does not cover."
    )
    origin: str = Field("", description="Overlay that it comes from, if any.")

    @property
    def answer(self) -> Answer[Any]:
        """The claims and gaps of the relation."""
        found: Answer[Any] = getattr(self, self.answer_key)
        return found

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The records on either side."""
        raise NotImplementedError

    @property
    def ids(self) -> tuple[str, ...]:
        """Every record that it is about: both sides."""
        first, second = self.sides
        return first + second

    @classmethod
    def field_info(cls) -> FieldInfo:
        """The field that holds the claims, described as the fields of treatments are.

        `example` lists the keys that hold ids, so that one id may be written without brackets.
        """
        lists = [
            info.alias or name
            for name, info in cls.model_fields.items()
            if get_args(info.annotation)[1:] == (...,)
        ]
        return FieldInfo(
            path=f"{cls.kind}.{cls.answer_key}",
            section=cls.kind,
            section_label=cls.kind,
            attribute=cls.answer_key,
            label=cls.answer_key,
            description=cls.model_fields[cls.answer_key].description or "",
            example=" ".join(lists),
            inherits=False,
            kind=cls.value_type,
        )


class Switch(Relation):
    """A rule for going from any of some treatments to any of others, in this direction only."""

    kind: ClassVar[str] = "switch"
    answer_key: ClassVar[str] = "rule"
    value_type: ClassVar[type[Composite]] = SwitchRule

    from_ids: tuple[SourceId, ...] = Field(alias="from", description="Treatments left.")
    to_ids: tuple[SourceId, ...] = Field(alias="to", description="Treatments begun.")
    rule: Answer[SwitchRule] = Field(description="The rule, one claim for each source.")

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is left, and what is begun."""
        return self.from_ids, self.to_ids


class Combination(Relation):
    """A rule for two treatments, or a treatment and a concomitant, used together."""

    kind: ClassVar[str] = "combination"
    answer_key: ClassVar[str] = "rule"
    value_type: ClassVar[type[Composite]] = CombinationRule

    of: tuple[SourceId, ...] = Field(description="One of these …", examples=[["ect"]])
    with_ids: tuple[SourceId, ...] = Field(alias="with", description="… with one of these.")
    rule: Answer[CombinationRule] = Field(description="The rule, one claim for each source.")

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is used together."""
        return self.of, self.with_ids


class HeadToHead(Relation):
    """What trials found of one treatment against another; the estimate is for `of` v `against`."""

    kind: ClassVar[str] = "comparison"
    answer_key: ClassVar[str] = "result"
    value_type: ClassVar[type[Composite]] = Outcome

    of: SourceId = Field(description="The treatment that the estimate is for.")
    against: SourceId = Field(description="Its comparator.")
    outcome: Annotated[OutcomeKind, term(OutcomeKind)] = Field(description="What was measured.")
    result: Answer[Outcome] = Field(description="The result, one claim for each source.")

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The treatment, and its comparator."""
        return (self.of,), (self.against,)


class Concomitant(Frozen):
    """A drug or group of drugs that is no treatment of depression here, for combinations."""

    id: SourceId = Field(description="Unique id in kebab-case.", examples=["benzodiazepines"])
    name: Plain = Field(description="Name of the group or drug.")
    aliases: tuple[Plain, ...] = Field((), description="Drugs of the group, brands, other names.")
    origin: str = Field("", description="Overlay that it comes from, if any.")


RELATIONS: dict[str, type[Relation]] = {
    "switching": Switch,
    "combinations": Combination,
    "comparisons": HeadToHead,
}
"""File name in data/relations to the kind of relation that it holds."""
KIND_LABELS = {"switch": "switching", "combination": "use together", "comparison": "head to head"}
"""What a kind of relation is about, in words."""
