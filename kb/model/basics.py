"""Identity, regulation and warnings (fields 1 to 3)."""

from typing import ClassVar

from kb.model.claim import Answer
from kb.model.composite import Approval
from kb.model.slot import Section, slot
from kb.model.text import Text


class Identity(Section):
    """What the treatment is called and coded as."""

    key: ClassVar[str] = "identity"
    label: ClassVar[str] = "Identity"
    number: ClassVar[int] = 1

    description: Answer[Text] = slot(
        "Description",
        "What the treatment is, in one line.",
        "A selective serotonin reuptake inhibitor.",
    )
    brands: Answer[Text] = slot("Brand names", "Brand names, by jurisdiction.", "Zoloft")
    atc: Answer[Text] = slot("ATC code", "Anatomical Therapeutic Chemical code.", "N06AB06")
    rxnorm: Answer[Text] = slot("RxNorm code", "RxNorm concept id.", "36437")
    unii: Answer[Text] = slot("UNII code", "Unique ingredient identifier.", "QUC7NX6WMB")


class Regulatory(Section):
    """What regulators have decided, by jurisdiction."""

    key: ClassVar[str] = "regulatory"
    label: ClassVar[str] = "Regulatory status"
    number: ClassVar[int] = 2

    us: Answer[Approval] = slot(
        "US", "Regulatory status in the United States, with indication, use and year.", "approved"
    )
    eu: Answer[Approval] = slot(
        "EU", "Regulatory status in the European Union, with indication, use and year.", "approved"
    )
    uk: Answer[Approval] = slot(
        "UK", "Regulatory status in the United Kingdom, with indication, use and year.", "approved"
    )
    ca: Answer[Approval] = slot(
        "Canada", "Regulatory status in Canada, with indication, use and year.", "approved"
    )
    schedule: Answer[Text] = slot(
        "Controlled-substance schedule", "Schedule, by jurisdiction.", "schedule III"
    )


class Warnings(Section):
    """Boxed warnings, contraindications, restricted distribution."""

    key: ClassVar[str] = "warnings"
    label: ClassVar[str] = "Warnings"
    number: ClassVar[int] = 3

    boxed: Answer[Text] = slot(
        "Boxed warning",
        "Topics of the boxed warning, one each.",
        "suicidal thoughts and behaviours in young people",
    )
    contraindications: Answer[Text] = slot(
        "Contraindications", "Contraindications, one each, with whose they are.", "use with an MAOI"
    )
    restricted: Answer[Text] = slot(
        "Restricted distribution", "REMS or other limits on supply.", "REMS with certified settings"
    )
