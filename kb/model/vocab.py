"""Closed vocabularies. Every member has a label (shown) and a definition (glossary)."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A member of a closed vocabulary: its value is what a record says."""

    label: str
    definition: str

    def __new__(cls, value: str, label: str, definition: str) -> Self:
        """A member with its shown label and its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.definition = definition
        return member


class State(Term):
    """The eight states of a field. None of them is ever shown as a blank."""

    VALUE = "value", "value", "A sourced statement is recorded."
    NONE_FOUND = "none-found", "none found", "Somebody looked in the source named and found none."
    NOT_STUDIED = "not-studied", "not studied", "No study that looked at this is known."
    NOT_REPORTED = "not-reported", "not reported", "The sources read do not report it."
    NOT_YET_REVIEWED = (
        "not-yet-reviewed",
        "not yet reviewed",
        "Nobody has looked yet. It says nothing about safety or effect.",
    )
    NOT_APPLICABLE = "not-applicable", "not applicable", "The question does not arise here."
    SOURCES_DISAGREE = (
        "sources-disagree",
        "sources disagree",
        "Good sources state different things; all are shown and none is averaged.",
    )
    WITHDRAWN = "withdrawn", "withdrawn", "It was so once and no longer is."


GAP_STATES = frozenset(State) - {State.VALUE, State.SOURCES_DISAGREE}
"""States that a curator writes in place of a value."""


class Certainty(Term):
    """How sure a claim is: GRADE levels, or for mechanisms how well established."""

    HIGH = "high", "high certainty", "Further research is very unlikely to change the estimate."
    MODERATE = "moderate", "moderate certainty", "Further research may change the estimate."
    LOW = "low", "low certainty", "Further research is likely to change the estimate."
    VERY_LOW = "very-low", "very low certainty", "Any estimate is very uncertain."
    ESTABLISHED = "established", "established", "Shown repeatedly and not disputed."
    PROBABLE = "probable", "probable", "Supported by several lines of evidence, not settled."
    HYPOTHESIS = "hypothesis", "hypothesis", "Proposed; evidence is thin or indirect."
    CONTESTED = "contested", "contested", "Good evidence and good authors stand on both sides."


class Jurisdiction(Term):
    """Whose rule or market a claim is about."""

    US = "US", "US", "United States (FDA)"
    EU = "EU", "EU", "European Union (EMA and national agencies)"
    UK = "UK", "UK", "United Kingdom (MHRA, NICE)"
    CA = "CA", "Canada", "Canada (Health Canada, CANMAT)"
    AU = "AU", "Australia", "Australia (TGA)"
    INTERNATIONAL = "international", "international", "Not bound to one country"


class Category(Term):
    """The kind of treatment."""

    PHARMACOTHERAPY = "pharmacotherapy", "pharmacotherapy", "Treatment with a medicine."
    NEUROMODULATION = (
        "neuromodulation",
        "neuromodulation",
        "Treatment that stimulates the brain or a nerve by current or magnetic field.",
    )
    PSYCHOTHERAPY = "psychotherapy", "psychotherapy", "Treatment by structured conversation."
    LIGHT_AND_LIFESTYLE = (
        "light-and-lifestyle",
        "light and lifestyle",
        "Light, exercise, sleep and similar measures.",
    )
    SUPPLEMENT = "supplement", "supplement", "A product sold as a food supplement or herbal remedy."


class Level(Term):
    """What kind of thing a record describes."""

    CLASS = "class", "class", "A group of agents; members may show some of its values."
    AGENT = "agent", "agent", "One drug or one procedure."
    FORMULATION = (
        "formulation",
        "formulation",
        "A form or route of an agent with dosing or approval of its own.",
    )
    PROTOCOL = "protocol", "protocol", "A way of giving a procedure with parameters of its own."


class Standing(Term):
    """Whether a treatment can be had."""

    MARKETED = "marketed", "in use", "Available in at least one jurisdiction covered."
    NOT_MARKETED_US = "not-marketed-us", "not marketed in the US", "Available elsewhere only."
    INVESTIGATIONAL = "investigational", "investigational", "In trials; approved nowhere covered."
    WITHDRAWN = "withdrawn", "withdrawn", "No longer sold or approved."


class RegulatoryStatus(Term):
    """What a regulator has decided."""

    APPROVED = "approved", "approved", "Licensed by the regulator for the indication stated."
    CLEARED = "cleared", "cleared", "A device cleared for the indication stated."
    OFF_LABEL = "off-label", "off-label", "Licensed for another use; used here without a licence."
    INVESTIGATIONAL = "investigational", "investigational", "In trials; not licensed."
    WITHDRAWN = "withdrawn", "withdrawn", "The licence or the product has been withdrawn."
    NOT_AUTHORISED = "not-authorised", "not authorised", "No licence for the indication stated."


class Use(Term):
    """Alone or with another treatment."""

    ALONE = "alone", "alone", "Monotherapy."
    ADDED = "added", "added to another treatment", "Adjunctive."
    EITHER = "either", "alone or added", "Monotherapy or adjunctive."


class Action(Term):
    """What a treatment does at a target."""

    BLOCKS = "blocks", "blocks", "Stops a transporter or channel from working."
    INHIBITS = "inhibits", "inhibits", "Reduces an enzyme's activity."
    AGONIST = "agonist", "agonist at", "Activates a receptor."
    PARTIAL_AGONIST = "partial-agonist", "partial agonist at", "Activates a receptor in part."
    ANTAGONIST = "antagonist", "antagonist at", "Keeps a receptor from being activated."
    INVERSE_AGONIST = (
        "inverse-agonist",
        "inverse agonist at",
        "Lowers a receptor's resting activity.",
    )
    POSITIVE_MODULATOR = (
        "positive-modulator",
        "positive modulator of",
        "Strengthens a receptor's response.",
    )
    RELEASES = "releases", "releases", "Makes nerve endings release a transmitter."
    STIMULATES = "stimulates", "stimulates", "Raises activity in a circuit or nerve."
    SUPPRESSES = "suppresses", "suppresses", "Lowers activity in a circuit or nerve."
    MODULATES = "modulates", "modulates", "Changes activity; the direction is not settled."


class Species(Term):
    """What the evidence for a mechanism was seen in."""

    HUMAN = "human", "in people", "Seen in people."
    ANIMAL = "animal", "in animals", "Seen in animals."
    IN_VITRO = "in-vitro", "in vitro", "Seen in cells or tissue."


class Route(Term):
    """How a treatment is given."""

    ORAL = "oral", "by mouth", "Swallowed."
    NASAL = "nasal", "nasal", "Sprayed into the nose."
    INTRAVENOUS = "intravenous", "intravenous", "Into a vein."
    INTRAMUSCULAR = "intramuscular", "intramuscular", "Into a muscle."
    SUBCUTANEOUS = "subcutaneous", "subcutaneous", "Under the skin."
    SUBLINGUAL = "sublingual", "under the tongue", "Dissolved under the tongue."
    TRANSDERMAL = "transdermal", "through the skin", "From a patch."
    SCALP = "scalp", "through the scalp", "Electrodes or a coil on the head."
    IMPLANTED = "implanted", "implanted", "From an implanted device."
    NONE = "none", "no route", "Nothing is given into or through the body."


class Setting(Term):
    """Where a treatment takes place."""

    HOME = "home", "home", "At home, without supervision."
    CLINIC = "clinic", "clinic", "In an outpatient clinic or practice."
    CERTIFIED_CLINIC = "certified-clinic", "certified clinic", "In a clinic certified for it."
    HOSPITAL = "hospital", "hospital", "In a hospital."


class Direction(Term):
    """What a predictor foretells."""

    BETTER = "better", "predicts a better response", "Linked to a better outcome."
    WORSE = "worse", "predicts a worse response", "Linked to a worse outcome."
    NONE = "none", "does not predict response", "Looked for and not linked."
    MIXED = "mixed", "findings differ", "Studies point different ways."


class Replicated(Term):
    """Whether a finding was seen again in other people."""

    YES = "yes", "replicated", "Seen again in independent samples."
    NO = "no", "not replicated", "Not seen again, or not tried."
    UNCLEAR = "unclear", "replication unclear", "Attempts differ or are few."


class CostBand(Term):
    """A rough cost, from a named source."""

    LOW = "low", "low", "At the cheap end of its jurisdiction."
    MEDIUM = "medium", "medium", "In the middle of its jurisdiction."
    HIGH = "high", "high", "At the dear end of its jurisdiction."
    VERY_HIGH = "very-high", "very high", "Far above the rest of its jurisdiction."


class Method(Term):
    """How one treatment follows another."""

    WASHOUT = "washout", "drug-free interval", "The first is stopped and has to leave the body."
    TAPER = "taper", "taper, then start", "The first is lowered and stopped before the next."
    CROSS_TAPER = "cross-taper", "cross-taper", "The first is lowered while the next is raised."
    DIRECT = "direct", "direct switch", "The next begins when the next dose would be due."
    OVERLAP = "overlap", "overlap", "Both are given for a time."
    AVOID = "avoid", "not to follow directly", "A source advises against this order."


class Verdict(Term):
    """What a source says of two treatments used together."""

    RECOMMENDED = "recommended", "recommended", "A guideline or label names the combination."
    USED = "used", "used", "Sources describe it without recommending it."
    CAUTION = "caution", "caution", "Allowed with care: a risk or a loss of effect is named."
    CONTRAINDICATED = "contraindicated", "contraindicated", "A label or guideline forbids it."
    UNKNOWN = "unknown", "unknown", "Sources say that too little is known."


class OutcomeKind(Term):
    """What a head-to-head result measures."""

    RESPONSE = "response", "response", "Usually half off the score."
    REMISSION = "remission", "remission", "Few or no symptoms."
    SCORE = "score", "score", "Change on a symptom scale."
    RELAPSE = "relapse", "relapse", "Return of symptoms after benefit."
    DROPOUT_ANY = "dropout-any", "dropout for any reason", "All-cause dropout."
    DROPOUT_ADVERSE = (
        "dropout-adverse",
        "dropout for adverse events",
        "Stopping because of adverse events.",
    )
    COGNITION = "cognition", "cognition", "Memory and other cognitive tests."
    OTHER = "other", "other", "Another outcome, named in the condition."


class SourceType(Term):
    """The kind of a source, best first for a fact of regulation."""

    LABEL = "label", "product label", "The label or product information of a regulator."
    REGULATOR_NOTICE = (
        "regulator-notice",
        "regulator notice",
        "A decision or warning of a regulator.",
    )
    GUIDELINE = "guideline", "guideline", "A clinical guideline."
    NETWORK_META_ANALYSIS = (
        "network-meta-analysis",
        "network meta-analysis",
        "Many treatments compared directly and indirectly.",
    )
    META_ANALYSIS = "meta-analysis", "meta-analysis", "Trials pooled pairwise."
    TRIAL = "trial", "trial", "A randomised or open trial."
    OBSERVATIONAL = "observational", "observational study", "People followed without allocation."
    REVIEW = "review", "review", "A narrative or systematic review without pooling."
    DATABASE = "database", "database", "A curated database, monograph or register."
    REPORT = "report", "secondary report", "A page or news item that reports on a document."


PAPERS = frozenset(
    {
        SourceType.NETWORK_META_ANALYSIS,
        SourceType.META_ANALYSIS,
        SourceType.TRIAL,
        SourceType.OBSERVATIONAL,
        SourceType.REVIEW,
    }
)
"""Types of source that are published papers: each must carry a DOI or a PMID."""


VOCABULARIES: tuple[type[Term], ...] = (
    State, Certainty, Jurisdiction, Category, Level, Standing, RegulatoryStatus, Use, Action,
    Species, Route, Setting, Direction, Replicated, CostBand, Method, Verdict, OutcomeKind,
    SourceType,
)  # fmt: skip
"""Every closed vocabulary, in the order of the glossary."""
