"""Charts of a publication for clinicians: timeline, forest plots, or why there is no such plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kb.ask.compare import compare
from kb.ask.effects import Difference, Finding, difference, findings, head_to_head, outcome_paths
from kb.ask.inherit import shown
from kb.model.claim import Claim
from kb.model.outcome import MEASURES
from kb.model.treatment import fields
from kb.publish.desk import Desk
from kb.publish.grammar import capital, listed
from kb.view.chart import Chart
from kb.view.forest import DRAWN, differing_words, forest, label_of
from kb.view.publication import Line, Picture, Run
from kb.view.timeline import KINDS, TIMES, timeline_document

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plots:
    """Forest plots, and sentences that stand in the place of those that may not be drawn."""

    pictures: tuple[Picture, ...] = ()
    refusals: tuple[Line, ...] = ()


def timeline(desk: Desk) -> tuple[Picture, ...]:
    """Onset and duration on one axis, where two or more treatments are compared."""
    if len(desk.records) < 2:
        return ()
    claims: list[Claim[Any]] = []
    for record in desk.records:
        for kind in KINDS:
            claims += desk.ledger.use(shown(desk.base, record, kind.path)).claims
    document = timeline_document(compare(desk.base, [r.id for r in desk.records], TIMES))
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    heads = zip(chart.groups, desk.subjects, strict=True)
    groups = tuple(replace(group, heading=subject.head) for group, subject in heads)
    chart = _spelled(desk, replace(chart, groups=groups))
    sources = desk.ledger.mark(claims)
    words = _in_full(chart).described()
    return (Picture("timeline", chart.title, f"{chart.axis}.", chart, words, sources),)


def _in_full(chart: Chart) -> Chart:
    """The timeline with its rows labelled by their fields, for those who hear it."""
    labels = {kind.label: capital(fields()[kind.path].label) for kind in KINDS}
    return replace(chart, groups=tuple(
        replace(group, rows=tuple(
            replace(row, label=labels.get(row.label, row.label)) for row in group.rows
        ))
        for group in chart.groups
    ))  # fmt: skip


def _spelled(desk: Desk, chart: Chart) -> Chart:
    """The chart in the spelling of the export."""
    spell = desk.spell
    groups = tuple(
        replace(group, heading=spell(group.heading), rows=tuple(
            replace(row, label=spell(row.label), words=spell(row.words), side=spell(row.side),
                    inside=spell(row.inside))
            for row in group.rows
        ))
        for group in chart.groups
    )  # fmt: skip
    legend = tuple((mark, spell(words)) for mark, words in chart.legend)
    return replace(
        chart, title=spell(chart.title), axis=spell(chart.axis), groups=groups, legend=legend
    )


def forests(desk: Desk) -> Plots:
    """Forest plots of what may share an axis; elsewhere the sentence that says what differs.

    Of several treatments one outcome stands on an axis; of one treatment its outcomes do, since
    there is nothing else to set beside each other.
    """
    paths = outcome_paths(())
    found = [f for f in findings(desk.base, desk.records, paths) if f.effect]
    if len(desk.records) == 1:
        return _of_one(desk, found)
    plots = [_of_outcome(desk, path, [f for f in found if f.outcome == path]) for path in paths]
    told = {_essence(f) for f in found}
    pairs = head_to_head(desk.base, desk.records, paths)
    direct = [f for f in pairs if f.effect and _essence(f) not in told]
    plots += [_of_pairs(desk, inside) for inside in _grouped(direct, 0)]
    whole = Plots(
        _numbered([p for plot in plots for p in plot.pictures]),
        tuple(line for plot in plots for line in plot.refusals),
    )
    return whole if whole.pictures or whole.refusals else Plots((), (_nothing(desk, found),))


def _essence(finding: Finding) -> tuple[str, str, str]:
    """By which a result recorded both of a treatment and of a pair is known again."""
    assert finding.effect is not None
    return (finding.record.id, finding.effect.text, finding.population)


def _grouped(found: Sequence[Finding], skipped: int) -> list[list[Finding]]:
    """Effects by axis; the first `skipped` parts of the key do not count."""
    groups: dict[Key, list[Finding]] = {}
    for finding in found:
        if finding.effect and finding.effect.measure in DRAWN:
            groups.setdefault(finding.axis_key[skipped:], []).append(finding)
    return list(groups.values())


def _of_outcome(desk: Desk, path: str, found: list[Finding]) -> Plots:
    if len({f.record.id for f in found}) < 2:
        return Plots()
    alike = [g for g in _grouped(found, 0) if len({f.record.id for f in g}) > 1]
    if not alike:
        return Plots((), (_refusal(desk, label_of(path), difference(path, found)),))
    drawn = {id(f) for group in alike for f in group}
    others = _names(desk, [f for f in found if id(f) not in drawn])
    more = f" Other effects of {others} do not share this axis." if others else ""
    return Plots(tuple(_plot(desk, group, label_of(path), more) for group in alike))


def _of_pairs(desk: Desk, inside: list[Finding]) -> Plots:
    return Plots((_plot(desk, inside, label_of(inside[0].outcome)),))


def _of_one(desk: Desk, found: list[Finding]) -> Plots:
    if len(found) < 2:
        return Plots()
    alike = [g for g in _grouped(found, 1) if len(g) > 1]
    if not alike:
        name = desk.subjects[0].name
        return Plots((), (_refusal(desk, f"the effects of {name}", difference("", found)),))
    return Plots(_numbered([_plot(desk, group, "") for group in alike]))


def _plot(desk: Desk, inside: list[Finding], outcome: str, more: str = "") -> Picture:
    for finding in inside:
        if finding.against is None:
            desk.ledger.use(shown(desk.base, finding.record, finding.outcome))

    def named(finding: Finding) -> str:
        return _name(desk, finding) if outcome else capital(label_of(finding.outcome))

    def mark(claim: Claim[Any]) -> str:
        words = "".join(run.text for run in desk.ledger.mark((claim,))).strip()
        return f"[{words}]" if words and desk.ledger.raised else words

    chart = forest(inside, mark, named)
    head = outcome or f"outcomes of {desk.subjects[0].name}"
    chart = replace(chart, title=f"{capital(head)}: {chart.title[:1].lower()}{chart.title[1:]}")
    name = f"forest-{(outcome or 'outcomes').partition(',')[0].replace(' ', '-')}"
    chart = _spelled(desk, chart)
    return Picture(name, chart.title, f"{chart.axis}.{more}", chart, chart.described())


def _name(desk: Desk, finding: Finding) -> str:
    names = {subject.record.id: subject.head for subject in desk.subjects}
    if finding.against is None:
        return names[finding.record.id]
    against = next(s.name for s in desk.subjects if s.record.id == finding.against.id)
    return f"{names[finding.record.id]} v {against}"


def _names(desk: Desk, found: Sequence[Finding]) -> str:
    """Whose effects they are, inside a sentence."""
    names = {subject.record.id: subject.name for subject in desk.subjects}
    return listed(dict.fromkeys(names[f.record.id] for f in found))


def _numbered(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """Pictures with ids of their own."""
    seen: dict[str, int] = {}
    found = []
    for picture in pictures:
        seen[picture.id] = seen.get(picture.id, 0) + 1
        count = seen[picture.id]
        found.append(replace(picture, id=f"{picture.id}-{count}") if count > 1 else picture)
    return tuple(found)


def _refusal(desk: Desk, what: str, found: Difference) -> Line:
    measures = tuple(_measure_words(measure) for measure in found.measures)
    words = differing_words(replace(found, measures=measures))
    if not words:
        words = "nothing but a measure that has no axis: the number needed to treat"
    return _sentence(desk, f"No forest plot is drawn of {what}: the results differ in {words}.")


def _measure_words(measure: str) -> str:
    name, _, unit = measure.partition(" ")
    return f"{MEASURES[name]} {unit}".strip()


def _nothing(desk: Desk, found: list[Finding]) -> Line:
    """Where there are not two effects on any outcome."""
    names = _names(desk, found)
    for_whom = f"for {names} on outcomes that the others lack" if names else "for none of them"
    words = "No forest plot is drawn: an effect with its measure is recorded "
    return _sentence(desk, f"{words}{for_whom}.")


def _sentence(desk: Desk, words: str) -> Line:
    return (Run(desk.spell(words)),)
