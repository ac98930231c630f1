"""Which treatments there are."""

from __future__ import annotations

from kb.ask.base import KnowledgeBase
from kb.model.treatment import Treatment
from kb.model.vocab import Category, Level, RegulatoryStatus, Standing
from kb.problems import UsageFault


def listed(
    base: KnowledgeBase,
    *,
    category: str = "",
    of_class: str = "",
    level: str = "",
    standing: str = "",
    status: str = "",
) -> list[Treatment]:
    """Treatments that fit every filter, in alphabetical order.

    `status` is a jurisdiction and a regulatory status, such as "US:approved". Raises UsageFault
    for a value that is not in the vocabulary, NameNotFound for an unknown class.
    """
    _known(category, [c.value for c in Category], "category")
    _known(level, [v.value for v in Level], "level")
    _known(standing, [s.value for s in Standing], "standing")
    found = list(base)
    if of_class:
        parent = base[of_class].id
        found = [record for record in found if record.class_id == parent]
    if status:
        found = [record for record in found if _has_status(record, status)]
    return [
        record
        for record in found
        if (not category or record.category.value == category)
        and (not level or record.level.value == level)
        and (not standing or record.standing.value == standing)
    ]


def _known(value: str, members: list[str], what: str) -> None:
    if value and value not in members:
        raise UsageFault(f'"{value}" is no {what}. Use one of: {", ".join(members)}.')


def _has_status(record: Treatment, status: str) -> bool:
    where, _, wanted = status.partition(":")
    _known(where.lower(), ["us", "eu", "uk", "ca"], "jurisdiction")
    _known(wanted, [member.value for member in RegulatoryStatus], "regulatory status")
    answer = record.answer(f"regulatory.{where.lower()}")
    return any(value.value.value == wanted for value in answer.values)
