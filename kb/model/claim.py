"""Claims and gaps: the two things that a field can hold."""

import datetime
from typing import Annotated, Generic, Self, TypeVar

from kb.model.fault import Impossible, ValueFault
from kb.model.frame import BaseModel, BeforeValidator, ConfigDict, Field
from kb.model.pattern import Pattern
from kb.model.plain import check_plain
from kb.model.vocab import Certainty, Jurisdiction, Route, State, Term

ID = Pattern(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""Ids are lower-case ASCII words joined by hyphens (source ids may use underscores)."""

_DATE = Pattern(r"\d{4}-\d{2}-\d{2}")

T = TypeVar("T")
E = TypeVar("E", bound=Term)


class Frozen(BaseModel):
    """The base of every model: frozen, strict, no unknown keys, no NaN."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, defer_build=True
    )


def plain(text: object) -> str:
    """`text` if it is one line of visible characters; raises ValueFault otherwise."""
    if not isinstance(text, str):
        raise ValueFault("this must be text", "Write one line of text.")
    check_plain(text)
    return text


def term(vocabulary: type[E]) -> BeforeValidator:
    """A validator that reads a member of `vocabulary` and lists the members when it cannot."""

    members = {member.value: member for member in vocabulary}

    def read(given: object) -> E:
        if isinstance(given, vocabulary):
            return given
        found = members.get(given) if isinstance(given, str) else None
        if found is None:
            raise ValueFault(
                f'"{given}" is not one of the values allowed here',
                f"Write one of: {', '.join(members)}.",
            )
        return found

    return BeforeValidator(read)


def read_date(given: object) -> datetime.date:
    """A calendar date written 2026-11-24; raises ValueFault for anything else."""
    if isinstance(given, datetime.date):
        return given
    if not isinstance(given, str) or not _DATE.fullmatch(given):
        raise ValueFault(f'"{given}" is not a date', "Write year-month-day: 2026-11-24.")
    try:
        found = datetime.date.fromisoformat(given)
    except ValueError:
        raise ValueFault(f"there is no day {given}", "Check the month and the day.") from None
    # Not held against the clock, which may be wrong: a year that nobody can mean.
    if not 2000 <= found.year <= 2100:
        raise Impossible(f"nobody read a source on {given}", "Check the year.", 0, len(given))
    return found


Plain = Annotated[str, BeforeValidator(plain)]
Date = Annotated[datetime.date, BeforeValidator(read_date)]
Where = Annotated[Jurisdiction, term(Jurisdiction)]
Sure = Annotated[Certainty, term(Certainty)]
RouteTerm = Annotated[Route, term(Route)]


class Citation(Frozen):
    """A source and the place in it: "smith2020 table 2"."""

    source: str
    locator: str = ""

    @classmethod
    def parse(cls, given: object) -> Self:
        """The citation written in `given`; raises ValueFault."""
        if isinstance(given, cls):
            return given
        source, _, locator = str(given).partition(" ")
        if not isinstance(given, str) or not ID.fullmatch(source):
            raise ValueFault(
                f'"{given}" is not a citation', "Write source-id and locator: smith2020 table 2."
            )
        return cls(source=source, locator=plain(locator) if locator else "")


Cite = Annotated[Citation, BeforeValidator(Citation.parse)]


class Objection(Frozen):
    """A finding that speaks against a claim, with its citations."""

    value: Plain
    cite: tuple[Cite, ...] = ()


class Basis(Frozen):
    """What claims and gaps share: citations, conditions, dates of reading, origin."""

    cite: tuple[Cite, ...] = Field((), description="Sources, each with its locator.")
    jurisdictions: tuple[Where, ...] = Field((), alias="for", description="Whose claim it is.")
    when: Plain | None = Field(None, description="Population, indication, dose, comparator.")
    read: tuple[Date, ...] = Field((), description="Days on which the source was read.")
    general: bool = Field(False, description="True when `when` is that of the whole section.")
    origin: str = Field("", description="Name of the overlay that it comes from, if any.")
    place: str = Field("", description="file:line:column, for messages.", exclude=True)

    @property
    def last_read(self) -> datetime.date | None:
        """The latest day on which the source was read, or None."""
        return max(self.read, default=None)


class Claim(Basis, Generic[T]):
    """A value with what carries it."""

    value: T
    denied: bool = Field(False, description="True when the record says that this is false.")
    sure: Sure | None = Field(None, description="How sure the claim is.")
    but: tuple[Objection, ...] = Field((), description="Findings against it.")

    @property
    def unread(self) -> bool:
        """Whether nobody has read the source for this claim yet."""
        return not self.read


class Gap(Basis):
    """A field without a value, and why."""

    state: Annotated[State, term(State)]
    why: Plain | None = None


class Answer(Frozen, Generic[T]):
    """What a field holds: claims, gaps, or several of them for different conditions."""

    entries: tuple[Claim[T] | Gap, ...] = ()
    disagree: bool = False

    @property
    def claims(self) -> tuple[Claim[T], ...]:
        """The claims, in the order of the record."""
        return tuple(entry for entry in self.entries if isinstance(entry, Claim))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps, in the order of the record."""
        return tuple(entry for entry in self.entries if isinstance(entry, Gap))

    @property
    def state(self) -> State:
        """The state of the field as a whole."""
        if self.claims:
            return State.SOURCES_DISAGREE if self.disagree else State.VALUE
        return self.gaps[0].state if self.gaps else State.NOT_YET_REVIEWED

    @property
    def values(self) -> tuple[T, ...]:
        """The bare values of the claims that are not denied."""
        return tuple(claim.value for claim in self.claims if not claim.denied)
