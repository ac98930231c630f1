"""Reading data/populations.yaml: kinds of population with the wordings that belong to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from kb.load.build import validated
from kb.load.expand import Expander
from kb.load.files import is_there, read_records
from kb.load.nodes import Mapping, Scalar
from kb.model.population import PopulationKind
from kb.model.treatment import Treatment, fields
from kb.problems import Place, Problem, shortened

FILE = "populations.yaml"


@dataclass(slots=True)
class LoadedPopulations:
    """The kinds by id, and every problem."""

    kinds: dict[str, PopulationKind] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_populations(
    folder: Path, shown: str, origin: str, treatments: Iterable[Treatment], into: LoadedPopulations
) -> None:
    """Add the kinds in `folder`, if it has any; every wording must be one of `treatments`."""
    path = folder / FILE
    if is_there(path):
        read_population_file(path, f"{shown}/{FILE}", origin, treatments, into)


def read_population_file(
    path: Path, shown: str, origin: str, treatments: Iterable[Treatment], into: LoadedPopulations
) -> None:
    """Add the kinds of one file."""
    nodes, problems = read_records(path, shown, "populations")
    into.problems += problems
    used = wordings_of(treatments)
    for node in nodes:
        if not isinstance(node, Mapping):
            message = "a kind of population must be a mapping"
            into.problems.append(Problem("E101", message, "Start it with `- id: …`.", node.place))
            continue
        _read_kind(node, origin, used, into)


def wordings_of(treatments: Iterable[Treatment]) -> set[str]:
    """Every condition under which a claim is recorded, as worded."""
    return {
        claim.when
        for record in treatments
        for path in fields()
        for claim in record.answer(path).claims
        if claim.when
    }


def _read_kind(node: Mapping, origin: str, used: set[str], into: LoadedPopulations) -> None:
    owner = node.entries.get("id")
    name = owner.text if isinstance(owner, Scalar) else ""
    expander = Expander(origin)
    data = expander.plain(node, ()) | ({"origin": origin} if origin else {})
    kind, faults = validated(PopulationKind, data, expander, name, node)
    into.problems += faults
    if kind is None:
        return
    if kind.id in into.kinds:
        message = f'a second kind of population is called "{kind.id}"'
        into.problems.append(Problem("E203", message, "Merge the two.", node.place, kind.id))
    owners = {wording: known.id for known in into.kinds.values() for wording in known.wordings}
    into.kinds[kind.id] = kind
    for index, wording in enumerate(kind.wordings):
        place = expander.places["wordings", index]
        if wording not in used:
            into.problems.append(_unused(kind, wording, used, place))
        if wording in owners:
            into.problems.append(_twice(kind, wording, owners[wording], place))
        owners[wording] = kind.id


def _unused(kind: PopulationKind, wording: str, used: set[str], place: Place) -> Problem:
    near = get_close_matches(wording, used, n=1, cutoff=0.8)
    hint = f' Did you mean "{shortened(near[0])}"?' if near else ""
    return Problem(
        "E212",
        f'no claim is worded "{shortened(wording)}"',
        f"Copy the `when` of a record word for word, or take the line out.{hint}",
        place,
        kind.id,
        "wordings",
    )


def _twice(kind: PopulationKind, wording: str, owner: str, place: Place) -> Problem:
    return Problem(
        "E213",
        f'"{shortened(wording)}" already belongs to {owner}',
        "A wording belongs to one kind, once: take one of the two out.",
        place,
        kind.id,
        "wordings",
    )
