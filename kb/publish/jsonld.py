"""The knowledge base in the words of schema.org: Drug, MedicalTherapy, MedicalWebPage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope
from kb.model.claim import Claim
from kb.model.source import Source
from kb.model.treatment import Treatment, fields
from kb.model.vocab import Category, Level
from kb.publish.data_stamp import full_stamp, last_reading
from kb.publish.jsonld_relations import Partner, dangers, interacting
from kb.publish.people import authors_of
from kb.view.words import unglued

TYPES = {
    Category.PHARMACOTHERAPY: "Drug", Category.SUPPLEMENT: "DietarySupplement",
    Category.NEUROMODULATION: "TherapeuticProcedure",
    Category.PSYCHOTHERAPY: "PsychologicalTreatment",
    Category.LIGHT_AND_LIFESTYLE: "MedicalTherapy",
}  # fmt: skip
CODES = {"identity.atc": "ATC", "identity.rxnorm": "RxNorm", "identity.unii": "UNII"}


def graph(base: KnowledgeBase, records: Sequence[Treatment], data_version: str) -> dict[str, Any]:
    """A page about the records, the records, drugs that interact, and the works that they cite."""
    risks = {r.id: dangers(base, r) for r in records if _type(r) == "Drug"}
    pairs = [pair for found in risks.values() for pair in found]
    cited = sorted(_cited(records) | {c.source for _, claim in pairs for c in claim.cite})
    things = [_thing(record) | _interactions(risks.get(record.id, [])) for record in records]
    ids = {record.id for record in records}
    others = {partner.id: partner for partner, _ in pairs if partner.id not in ids}
    page = web_page(
        "Treatments of depression", last_reading(records), [f"#{r.id}" for r in records],
        [f"#source-{key}" for key in cited],
    )  # fmt: skip
    page["version"] = data_version
    stamp = full_stamp(base, records, data_version, Scope.TOUCHING)
    page["identifier"] = {"@type": "PropertyValue", "propertyID": "kb-stamp", "value": stamp}
    strangers = [_stranger(others[key]) for key in sorted(others)]
    works = [_work(base.sources[key]) for key in cited if key in base.sources]
    return {"@context": "https://schema.org", "@graph": [page, *things, *strangers, *works]}


def web_page(
    title: str, reviewed: str, about: Iterable[str], cites: Iterable[Any]
) -> dict[str, Any]:
    """A MedicalWebPage with what it is about, when it was last reviewed, what it cites."""
    page: dict[str, Any] = {"@type": "MedicalWebPage", "name": unglued(title)}
    if reviewed:
        page["lastReviewed"] = reviewed
    page["about"] = [{"@id": key} for key in about]
    page["citation"] = [{"@id": key} if isinstance(key, str) else key for key in cites]
    return page


def _claims(record: Treatment, path: str) -> list[str]:
    return [c.value.text.rstrip(".") for c in record.answer(path).claims if not c.denied]


def _thing(record: Treatment) -> dict[str, Any]:
    kind = _type(record)
    names = dict.fromkeys((*record.aliases, *record.abbreviations, *record.brands))
    found: dict[str, Any] = {"@type": kind, "@id": f"#{record.id}", "name": record.name}
    if names:
        found["alternateName"] = list(names)
    if record.class_id:
        key = "drugClass" if kind == "Drug" else "isRelatedTo"
        found[key] = {"@id": f"#{record.class_id}"}
    codes = [
        {"@type": "MedicalCode", "codingSystem": system, "codeValue": code}
        for path, system in CODES.items()
        for code in _claims(record, path)
    ]
    if codes:
        found["code"] = codes
    for key, paths in _PROPERTIES[kind in ("Drug", "DrugClass")].items():
        words = [text for path in paths for text in _claims(record, path)]
        if words:
            found[key] = words
    return found | _status(record)


def _type(record: Treatment) -> str:
    drug = record.category is Category.PHARMACOTHERAPY
    return "DrugClass" if drug and record.level is Level.CLASS else TYPES[record.category]


def _interactions(found: list[tuple[Partner, Claim[Any]]]) -> dict[str, Any]:
    return {"interactingDrug": interacting(found)} if found else {}


def _stranger(partner: Partner) -> dict[str, Any]:
    """A drug that is not among the records: no more than its names."""
    kind = _type(partner) if isinstance(partner, Treatment) else "Drug"
    node = {"@type": kind, "@id": f"#{partner.id}", "name": partner.name}
    return node | ({"alternateName": list(partner.aliases)} if partner.aliases else {})


_PROPERTIES: dict[bool, dict[str, tuple[str, ...]]] = {
    True: {
        "description": ("identity.description",),
        "mechanismOfAction": ("mechanism.targets",),
        "dosageForm": ("dosing.form",), "administrationRoute": ("dosing.route",),
        "warning": ("warnings.boxed",), "contraindication": ("warnings.contraindications",),
        "pregnancyWarning": ("populations.pregnancy",),
        "breastfeedingWarning": ("populations.lactation",),
        "overdosage": ("safety.overdose",),
    },
    False: {
        "description": ("identity.description",),
        "contraindication": ("warnings.contraindications",),
        "seriousAdverseOutcome": ("adverse.serious",), "howPerformed": ("setting.supervision",),
    },
}  # fmt: skip


def _status(record: Treatment) -> dict[str, Any]:
    found = [
        {"@type": "DrugLegalStatus", "applicableLocation": place, "name": text}
        for place, path in (("US", "regulatory.us"), ("EU", "regulatory.eu"),
                            ("GB", "regulatory.uk"), ("CA", "regulatory.ca"))
        for text in _claims(record, path)
    ]  # fmt: skip
    return {"legalStatus": found} if found else {}


def _work(source: Source) -> dict[str, Any]:
    people = authors_of(source)
    paper = bool(source.journal)
    found: dict[str, Any] = {
        "@type": "MedicalScholarlyArticle" if paper else "CreativeWork",
        "@id": f"#source-{source.id}", "name": source.title,
    }  # fmt: skip
    if people.names:
        found["author"] = [
            {"@type": "Person" if n.initials else "Organization",
             "name": f"{n.family} {n.initials}".strip()} for n in people.names
        ]  # fmt: skip
    if source.year:
        found["datePublished"] = source.year
    if source.journal:
        found["isPartOf"] = {"@type": "Periodical", "name": source.journal}
    if source.address:
        found["url"] = source.address
    return found


def _cited(records: Iterable[Treatment]) -> set[str]:
    return {
        c.source
        for record in records
        for path in fields()
        for entry in record.answer(path).entries
        for c in entry.cite
    }
