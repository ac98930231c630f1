"""What the reading commands answer, however their arguments were parsed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.ask.base import KnowledgeBase
from kb.problems import UsageFault
from kb.view.document import Document


def list_answer(base: KnowledgeBase, **filters: str) -> Document:
    """Treatments that fit the filters of kb.ask.listing.listed."""
    from kb.ask.listing import listed
    from kb.view.lists import list_document

    return list_document(base, listed(base, **filters))


def find_answer(
    base: KnowledgeBase,
    *,
    sort: str = "",
    others: bool = False,
    reasons: bool = False,
    line: Sequence[str] = (),
    avoid: Sequence[str] = (),
    not_with: Sequence[str] = (),
    where: Sequence[str] = (),
    **facets: Any,
) -> Document:
    """Treatments that fit, and those that could not be judged; the rest as kb.ask.facet_list."""
    from kb.ask.facet_list import Facets
    from kb.ask.find import find
    from kb.ask.order import in_order
    from kb.view.find import find_document

    asked = Facets(
        lines=tuple(line), avoid=tuple(avoid), not_with=tuple(not_with), where=tuple(where),
        **facets,
    )  # fmt: skip
    found = find(base, asked.criteria(base))
    order = in_order(base, found.matches, sort)
    return find_document(found, order, others=others, reasons=reasons)


def search_answer(base: KnowledgeBase, asked: Sequence[str], everything: bool = False) -> Document:
    """Statements and sources that hold all the words."""
    from kb.ask.search import search
    from kb.view.search import search_document

    return search_document(base, search(base, asked), everything=everything)


def show_answer(base: KnowledgeBase, name: str, sections: Sequence[str] = ()) -> Document:
    """One treatment, whole or by section."""
    from kb.ask.compare import compare
    from kb.view.compare import compare_document

    return compare_document(compare(base, [name], sections))


def compare_answer(
    base: KnowledgeBase,
    names: Sequence[str],
    fields: str = "",
    differences: bool = False,
    preset: str = "",
    baseline: str = "",
) -> Document:
    """Treatments side by side; `fields` have commas. Raises UsageFault for fewer than two.

    Computed evidence joins the sections on effects; `baseline` is a risk with the reference.
    """
    from kb.ask.compare import compare
    from kb.cli.computed import belongs, with_computed
    from kb.view.compare import compare_document

    if len(names) < 2:
        raise UsageFault("Name at least two treatments; `kb show NAME` shows one.")
    if preset:
        return _preset_answer(base, names, fields, differences, preset, baseline)
    wanted = [part for part in fields.split(",") if part.strip()]
    comparison = compare(base, names, wanted)
    document = compare_document(comparison, differences=differences)
    if not belongs(wanted):
        return document
    return with_computed(document, base, [r.id for r in comparison.treatments], baseline)


def _preset_answer(
    base: KnowledgeBase,
    names: Sequence[str],
    fields: str,
    differences: bool,
    name: str,
    baseline: str,
) -> Document:
    """A comparison with the rows of a preset. Raises UsageFault beside --fields."""
    from kb.ask.compare import compare
    from kb.cli.computed import belongs, with_computed
    from kb.view.compare import compare_document
    from kb.view.presets import expanded, preset

    found = preset(name)
    if fields:
        raise UsageFault("A preset picks its own rows. Use --preset or --fields, not both.")
    rows = expanded(found.rows)
    comparison = compare(base, names, rows)
    document = compare_document(comparison, differences=differences, task=found.task)
    if not belongs(rows):
        return document
    return with_computed(document, base, [r.id for r in comparison.treatments], baseline)


def why_answer(base: KnowledgeBase, name: str, field: str) -> Document:
    """What a statement rests on."""
    from kb.ask.compare import field_paths
    from kb.view.why import why_document

    return why_document(base, base[name], field_paths([field]))


def sources_answer(base: KnowledgeBase, source_id: str = "") -> Document:
    """Every source, or one."""
    from kb.view.lists import sources_document

    return sources_document(base, base.source(source_id) if source_id else None)


def switch_answer(base: KnowledgeBase, left: str, begun: str) -> Document:
    """From one treatment to another."""
    from kb.ask.switching import switching
    from kb.view.related import switch_document

    return switch_document(switching(base, left, begun))


def combine_answer(base: KnowledgeBase, names: Sequence[str]) -> Document:
    """Treatments used together, pair by pair; a name alone stands with whatever a rule names."""
    if len(names) == 1:
        from kb.ask.combining_any import with_anything
        from kb.view.alone import alone_document

        return alone_document(base, with_anything(base, names[0]))
    from kb.ask.combining import combined
    from kb.view.related import combine_document

    return combine_document(base, combined(base, names))


def timeline_answer(base: KnowledgeBase, names: Sequence[str]) -> Document:
    """Onset and duration on one axis."""
    from kb.ask.compare import compare
    from kb.view.timeline import TIMES, timeline_document

    return timeline_document(compare(base, names, TIMES))


def effects_answer(
    base: KnowledgeBase,
    names: Sequence[str],
    outcomes: Sequence[str] = (),
    baseline: str = "",
) -> Document:
    """Benefit and harm against the comparator, as published and as computed from trials."""
    from kb.ask.effects import findings, head_to_head, outcome_paths
    from kb.cli.computed import with_computed
    from kb.view.effects import effects_document

    records = list({base[name].id: base[name] for name in names}.values())
    paths = outcome_paths(outcomes)
    found = findings(base, records, paths)
    direct = list(head_to_head(base, records, paths if outcomes else ()))
    document = effects_document(base, records, paths, found, direct)
    return with_computed(document, base, [r.id for r in records], baseline)
