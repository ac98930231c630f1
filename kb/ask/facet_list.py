"""Every option of `kb find`, gathered, and turned into criteria in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.ask.facets import (
    Asked,
    avoid_facet,
    duration_facet,
    member_facet,
    not_with_facet,
    record_facet,
    recorded_facet,
)
from kb.ask.indication import (
    indication_facets,
    line_facet,
    population_phrases,
    refuse_unmentioned,
)
from kb.ask.phrases import INDICATIONS
from kb.ask.span import Order
from kb.ask.where import parse_where

_RESPONSE_NOTE = (
    "Onset is judged on clinically meaningful response; --separates-within asks for the first "
    "difference from the control group, which comes earlier."
)
_LASTING = ("duration.one-dose", "duration.course")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The options as the reader wrote them; an empty one asks nothing."""

    population: str = ""
    status: str = ""
    category: str = ""
    of_class: str = ""
    level: str = ""
    standing: str = ""
    onset_within: str = ""
    separates_within: str = ""
    lasts_at_least: str = ""
    route: str = ""
    setting: str = ""
    lines: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    pregnancy: bool = False
    breastfeeding: bool = False
    where: tuple[str, ...] = ()

    def criteria(self, base: KnowledgeBase) -> list[Asked]:
        """The criteria, all of which a record must fit.

        Raises UsageFault for a value that is not read and for a population of which nobody speaks,
        NameNotFound for an unknown class.
        """
        refuse_unmentioned(base, self.population)
        # Depression in general needs no mention in a guideline on depression.
        bound = population_phrases(self.population) != INDICATIONS["depression"] and self.lines
        whom = self.population if self.status or not bound else ""
        found = indication_facets(self.status, whom)
        record = {"category": self.category, "class": self.of_class, "level": self.level,
                  "standing": self.standing}  # fmt: skip
        found += [record_facet(base, key, value) for key, value in record.items() if value]
        found += self._times()
        members = (("--route", "dosing.route", self.route),
                   ("--setting", "setting.place", self.setting))  # fmt: skip
        found += [member_facet(option, path, value) for option, path, value in members if value]
        found += [line_facet(text, self.population if bound else "") for text in self.lines]
        found += [avoid_facet(effect) for effect in self.avoid]
        found += [not_with_facet(partner) for partner in self.not_with]
        if self.pregnancy:
            found.append(recorded_facet("--pregnancy", "populations.pregnancy"))
        if self.breastfeeding:
            found.append(recorded_facet("--breastfeeding", "populations.lactation"))
        return found + [Asked("--where", text, parse_where(text, base)) for text in self.where]

    def _times(self) -> list[Asked]:
        within, least = Order.AT_MOST, Order.AT_LEAST
        asked = (
            ("--onset-within", self.onset_within, ("onset.response",), within, _RESPONSE_NOTE),
            ("--separates-within", self.separates_within, ("onset.first-separation",), within, ""),
            ("--lasts-at-least", self.lasts_at_least, _LASTING, least, ""),
        )
        return [duration_facet(*parts) for parts in asked if parts[1]]
