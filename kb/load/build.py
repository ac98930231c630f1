"""Complete form to models; errors of the models to Problems with places and remedies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kb.load.expand import CLAIM_KEYS, GAPS, Expander, Fault, Path
from kb.load.nodes import Mapping, Node, Scalar, Sequence
from kb.model.composite import Composite
from kb.model.fault import ValueFault
from kb.model.source import Source
from kb.model.treatment import Treatment, fields, sections
from kb.problems import Place, Problem

M = TypeVar("M", bound=BaseModel)
MOST = 100
"""Errors shown for one record; more would not help."""
SECTION_KEYS = frozenset({"cite", "when", "for", "read", "otherwise"})


def build_treatment(node: Node, origin: str = "") -> tuple[Treatment | None, list[Problem]]:
    """The treatment in `node`, or None and every problem in it."""
    if not isinstance(node, Mapping):
        return None, [_not_record(node, "treatment")]
    expander = Expander(origin)
    data = expander.record(node)
    return validated(Treatment, data, expander, _record_id(node), node)


def build_source(node: Node) -> tuple[Source | None, list[Problem]]:
    """The source in `node`, or None and every problem in it."""
    if not isinstance(node, Mapping):
        return None, [_not_record(node, "source")]
    expander = Expander()
    data = expander.plain(node, ())
    return validated(Source, data, expander, _record_id(node), node)


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """At most two known names like a mistyped one: of those as long that begin or end alike."""
    alike = [
        other
        for other in known
        if abs(len(other) - len(name)) <= 5
        and (other[:1] == name[:1] or other[-3:] == name[-3:] or other[1:3] == name[1:3])
    ]
    return get_close_matches(name, alike, n=2, cutoff=0.6) if alike else []


def _record_id(node: Mapping) -> str:
    found = node.entries.get("id")
    return found.text if isinstance(found, Scalar) else ""


def _not_record(node: Node, kind: str) -> Problem:
    return Problem("E101", f"a {kind} must be a mapping", "Start it with `- id: …`.", node.place)


def validated(
    model: type[M], data: dict[str, Any], expander: Expander, record: str, node: Node
) -> tuple[M | None, list[Problem]]:
    """The model of `data`, or None and every problem, each at its text in `node`."""
    unclear = [_placed(fault, expander, record) for fault in expander.faults[:MOST]]
    if unclear:
        return None, unclear
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        details = [dict(d) for d in error.errors(include_input=False, include_url=False)[:MOST]]
        meant = [d for d in details if _is_meant(d, expander, node)]
        found: dict[tuple[Place, str], Problem] = {}
        # Never refuse silently: if no branch can be told apart, every error is shown.
        for detail in meant or details:
            problem = _translate(detail, expander, record)
            if model is not Treatment:
                problem = replace(problem, remedy=_other_remedy(model, detail, problem.remedy))
            found.setdefault((problem.place, problem.message), problem)
        return None, list(found.values())


def _placed(fault: Fault, expander: Expander, record: str) -> Problem:
    place = expander.places[_known(fault.path, expander.places)]
    field = ".".join(str(p) for p in fault.path if isinstance(p, str) and p != "entries")
    return Problem(fault.code, fault.message, fault.remedy, place, record, field)


def _is_meant(detail: dict[str, Any], expander: Expander, node: Node) -> bool:
    """A union of claim and gap reports a fault once for either branch: whether this is meant."""
    loc: Path = tuple(detail["loc"])
    is_gap = _is_gap(_known(loc, expander.places), node)
    if "Gap" in loc:
        return is_gap
    return not (is_gap and any(str(part).startswith("Claim") for part in loc))


def _translate(detail: dict[str, Any], expander: Expander, record: str) -> Problem:
    loc: Path = tuple(detail["loc"])
    known = _known(loc, expander.places)
    place = expander.places[known]
    if detail["type"] == "extra_forbidden":
        place = expander.keys.get(known, place)
    field = ".".join(str(part) for part in known if isinstance(part, str) and part != "entries")
    code, message, remedy = _words(detail, loc, known)
    fault = detail.get("ctx", {}).get("error")
    if isinstance(fault, ValueFault) and fault.width:
        quoted = place.snippet[place.column - 1 : place.column] in "\"'"
        place = place.shifted(fault.start + int(quoted), fault.width)
    return Problem(code, message, remedy, place, record, field)


def _known(loc: Path, places: dict[Path, Place]) -> Path:
    """The deepest path with a known place that `loc` passes through."""
    known: Path = ()
    for part in loc:
        for step in (part, str(part).replace("_", "-"), "for" if part == "jurisdictions" else part):
            if (*known, step) in places:
                known = (*known, step)
                break
        else:
            if part == "entries":
                known = (*known, part)
    while known not in places:
        known = known[:-1]
    return known


def _is_gap(known: Path, node: Node) -> bool:
    """Whether the entry at `known` was written as a gap."""
    current: Node | None = node
    for part in known:
        if part == "entries":
            if isinstance(current, Mapping) and "disagree" in current.entries:
                current = current.entries["disagree"]
            continue
        if isinstance(part, int) and isinstance(current, Sequence):
            current = current.items[part] if part < len(current.items) else None
        elif isinstance(part, str) and isinstance(current, Mapping):
            following = current.entries.get(part)
            if following is None:
                break
            current = following
        if isinstance(current, Mapping) and any(key in GAPS for key in current.entries):
            return True
    return isinstance(current, Scalar) and current.text in GAPS


def _words(detail: dict[str, Any], loc: Path, known: Path) -> tuple[str, str, str]:
    """Code, message and remedy for one error of the models."""
    fault = detail.get("ctx", {}).get("error")
    if isinstance(fault, ValueFault):
        return fault.code, fault.what, fault.remedy
    if detail["type"] == "extra_forbidden":
        key = str(loc[-1])
        return "E102", f'"{key}" is not a key that is known here', _did_you_mean(key, loc)
    if detail["type"] == "missing":
        return "E103", f'the key "{loc[-1]}" is missing', f"Add `{loc[-1]}: …`."
    return "E104", f"this is not valid: {detail['msg'].lower()}", "See `kb schema` for the form."


def _did_you_mean(key: str, loc: Path) -> str:
    known = _keys_at(loc)
    close = near_names(key, known)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Known here: {', '.join(sorted(known)[:24])}."


def _keys_at(loc: Path) -> list[str]:
    if len(loc) == 1:
        return [info.alias or name for name, info in Treatment.model_fields.items()]
    if len(loc) == 2 and loc[0] in sections():
        keys = [path.partition(".")[2] for path in fields() if path.startswith(f"{loc[0]}.")]
        return [*keys, *SECTION_KEYS]
    info = fields().get(f"{loc[0]}.{str(loc[1]).replace('_', '-')}") if len(loc) > 1 else None
    own = info.kind.model_fields if info and issubclass(info.kind, Composite) else {}
    return [*CLAIM_KEYS, *own, *GAPS]


def _other_remedy(model: type[BaseModel], detail: dict[str, Any], remedy: str) -> str:
    """The remedy for an unknown key of a record that is no treatment."""
    if detail["type"] != "extra_forbidden":
        return remedy
    known = [info.alias or name for name, info in model.model_fields.items() if name != "origin"]
    inner: type[Composite] | None = getattr(model, "value_type", None)
    if inner is not None:
        known = [*known, "cite", "when", "for", "read"]
    if inner is not None and len(detail["loc"]) > 1:
        known = [*CLAIM_KEYS, *inner.model_fields, *GAPS]
    close = near_names(str(detail["loc"][-1]), known)
    return f"Did you mean {' or '.join(close)}?" if close else f"Known here: {', '.join(known)}."
