"""From the compact form that curators write to the complete form that the models take.

Section defaults (`cite`, `when`, `for`, `read`, `otherwise`) are pushed down to each claim, bare
strings become claims, `{not-reported: why}` becomes a gap. The place of every part is kept by its
path, so that an error of the model can be shown at the text that caused it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kb.load.nodes import Mapping, Node, Scalar, Sequence
from kb.model.composite import Composite
from kb.model.slot import Section
from kb.model.treatment import FieldInfo, fields, sections
from kb.model.vocab import GAP_STATES
from kb.problems import Place

Path = tuple[str | int, ...]
DEFAULTS = ("cite", "when", "for", "read")
CLAIM_KEYS = frozenset({*DEFAULTS, "value", "not", "sure", "but"})
OURS = frozenset({"origin", "place", "general", "denied", "state"})
"""Keys of the complete form that the loader alone may set."""
GAPS = frozenset(state.value for state in GAP_STATES)


class Fault(NamedTuple):
    """Something that has no complete form: where, which rule, what, and what to do."""

    path: Path
    code: str
    message: str
    remedy: str


class Expander:
    """Expands one record; `places` maps paths of the complete form to the places of their
    values in the file, `keys` to those of their keys. `faults` holds what could not be expanded
    without a guess: nothing that a curator wrote is dropped or overruled in silence."""

    def __init__(self, origin: str = "") -> None:
        self.places: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.origin = origin
        self.faults: list[Fault] = []

    def record(self, node: Mapping) -> dict[str, Any]:
        """The complete form of a record."""
        self.places[()] = node.place
        found: dict[str, Any] = {}
        for key, value in node.entries.items():
            self.places[(key,)] = self.keys[(key,)] = node.keys[key]
            self.reserve(key, (key,))
            model = sections().get(key)
            if model is not None and isinstance(value, Mapping):
                found[key] = self.section(key, model, value)
            else:
                found[key] = self.plain(value, (key,))
        if self.origin:
            found["origin"] = self.origin
        return found

    def reserve(self, key: str, path: Path) -> None:
        """Refuse a key that the loader sets itself."""
        if key in OURS:
            message = f'"{key}" is not a key that is known here'
            self.faults.append(Fault(path, "E102", message, "Leave it out: the loader sets it."))

    def plain(self, node: Node, path: Path) -> Any:
        """The bare data of a node, its places kept; lists become tuples."""
        if isinstance(node, Scalar):
            self.places[path] = node.place
            return node.text
        if isinstance(node, Sequence):
            self.places.setdefault(path, node.place)
            return tuple(self.plain(item, (*path, i)) for i, item in enumerate(node.items))
        self.places.setdefault(path, node.place)
        found: dict[str, Any] = {}
        for key, value in node.entries.items():
            self.places[(*path, key)] = self.keys[(*path, key)] = node.keys[key]
            found[key] = self.plain(value, (*path, key))
        return found

    def relation(self, node: Mapping, info: FieldInfo) -> dict[str, Any]:
        """The complete form of a relation: `info` is its one field of claims."""
        self.places[()] = node.place
        defaults = {name: node.entries[name] for name in DEFAULTS if name in node.entries}
        found: dict[str, Any] = {}
        for key, value in node.entries.items():
            self.places[(key,)] = self.keys[(key,)] = node.keys[key]
            self.reserve(key, (key,))
            if key == info.attribute:
                found[key] = self.answer(info, value, (key,), defaults)
            elif key in info.example.split():
                found[key] = self.ids(value, (key,))
            elif key not in DEFAULTS:
                found[key] = self.plain(value, (key,))
        if self.origin:
            found["origin"] = self.origin
        return found

    def ids(self, node: Node, path: Path) -> Any:
        """One id or a list of them."""
        if isinstance(node, Scalar):
            self.places[path] = node.place
            return (self.plain(node, (*path, 0)),)
        return self.plain(node, path)

    def section(self, key: str, model: type[Section], node: Mapping) -> dict[str, Any]:
        """The complete form of a section, every field of it a list of entries."""
        defaults = {name: node.entries[name] for name in DEFAULTS if name in node.entries}
        otherwise = node.entries.get("otherwise")
        found: dict[str, Any] = {}
        for name, value in node.entries.items():
            if name in DEFAULTS or name == "otherwise":
                continue
            self.places[(key, name)] = self.keys[(key, name)] = node.keys[name]
            info = fields().get(f"{key}.{name}")
            if info is None:
                found[name] = {}
                continue
            found[name] = self.answer(info, value, (key, name), defaults)
        if otherwise is not None and not is_gap(otherwise):
            self.places[(key, "otherwise")] = otherwise.place
            message = "`otherwise` answers with a gap, never with a value"
            remedy = f"Write one of: {', '.join(sorted(GAPS))}."
            self.faults.append(Fault((key, "otherwise"), "E104", message, remedy))
        elif otherwise is not None:
            for attribute in model.model_fields:
                name = attribute.replace("_", "-")
                if name not in found:
                    info = fields()[f"{key}.{name}"]
                    found[name] = self.answer(info, otherwise, (key, name), defaults)
        return found

    def answer(
        self, info: FieldInfo, node: Node, path: Path, defaults: dict[str, Node]
    ) -> dict[str, Any]:
        """The complete form of a field."""
        disagree = isinstance(node, Mapping) and "disagree" in node.entries
        if isinstance(node, Mapping) and disagree:
            for key in node.entries.keys() - {"disagree"}:
                self.places[(*path, key)] = node.keys[key]
                message = f'"{key}" beside `disagree` belongs to no claim'
                remedy = "Write it in each of the claims that disagree."
                self.faults.append(Fault((*path, key), "E102", message, remedy))
            node = node.entries["disagree"]
        items = node.items if isinstance(node, Sequence) else [node]
        if len(items) < (2 if disagree else 1):
            message = (
                "a disagreement needs two claims" if disagree else "an empty list says nothing"
            )
            remedy = "Write the claims, or a gap such as not-reported."
            self.faults.append(Fault(path, "E104", message, remedy))
        entries = []
        for index, item in enumerate(items):
            entries.append(self.entry(info, item, (*path, "entries", index), defaults))
        return {"entries": tuple(entries), "disagree": disagree}

    def entry(
        self, info: FieldInfo, node: Node, path: Path, defaults: dict[str, Node]
    ) -> dict[str, Any]:
        """The complete form of one claim or gap."""
        self.places[path] = node.place
        found: dict[str, Any] = {"origin": self.origin, "place": str(node.place)}
        if isinstance(node, Scalar):
            gap = node.text in GAPS
            self.default(found, defaults, path, gap and node.text == "not-yet-reviewed")
            return found | self.scalar(info, node, path, gap)
        if isinstance(node, Sequence):
            return found | {"value": self.plain(node, (*path, "value"))}
        gap_key = next((key for key in node.entries if key in GAPS), None)
        own = {key for key in node.entries if key in DEFAULTS}
        rest = {key: value for key, value in defaults.items() if key not in own}
        self.default(found, rest, path, gap_key == "not-yet-reviewed")
        return found | (self.gap(node, gap_key, path) if gap_key else self.claim(info, node, path))

    def scalar(self, info: FieldInfo, node: Scalar, path: Path, gap: bool) -> dict[str, Any]:
        if gap:
            return {"state": node.text}
        return {"value": self.value(info, {"value": node}, path)}

    def default(
        self, found: dict[str, Any], defaults: dict[str, Node], path: Path, unread: bool
    ) -> None:
        """Push the section's defaults down; a field nobody has reviewed has no source."""
        for key, node in defaults.items():
            if unread and key in ("cite", "read"):
                continue
            found[key] = self.listed(key, node, (*path, key))
            if key == "when":
                found["general"] = True

    def listed(self, key: str, node: Node, path: Path) -> Any:
        """`cite`, `for` and `read` may be written as one or as a list."""
        self.places.setdefault(path, node.place)
        if key in ("cite", "for", "read", "but") and not isinstance(node, Sequence):
            return (self.plain(node, (*path, 0)),)
        return self.plain(node, path)

    def gap(self, node: Mapping, state: str, path: Path) -> dict[str, Any]:
        self.places[(*path, "why")] = node.entries[state].place
        found: dict[str, Any] = {"state": state}
        why = node.entries[state]
        if not (isinstance(why, Scalar) and why.text == ""):
            found["why"] = self.plain(why, (*path, "why"))
        for key, value in node.entries.items():
            if key != state:
                self.reserve(key, (*path, key))
                self.places[(*path, key)] = self.keys[(*path, key)] = node.keys[key]
                found[key] = self.listed(key, value, (*path, key))
        return found

    def claim(self, info: FieldInfo, node: Mapping, path: Path) -> dict[str, Any]:
        parts: dict[str, Node] = {}
        found: dict[str, Any] = {}
        own = info.kind.model_fields if issubclass(info.kind, Composite) else {}
        for key, value in node.entries.items():
            self.places[(*path, key)] = self.keys[(*path, key)] = node.keys[key]
            self.reserve(key, (*path, key))
            if key == "not":
                found["denied"] = True
                if "value" in node.entries:
                    message = "a claim has a value or a denial, not both"
                    remedy = "Keep `value` or `not`, or write two claims."
                    self.faults.append(Fault((*path, key), "E104", message, remedy))
                parts["value"] = value
            elif key == "value" or key in own:
                parts[key] = value
            else:
                found[key] = self.listed(key, value, (*path, key))
        if parts:
            found["value"] = self.value(info, parts, path)
        return found

    def value(self, info: FieldInfo, parts: dict[str, Node], path: Path) -> Any:
        """A bare string, or for values of several parts a mapping of them."""
        if issubclass(info.kind, Composite):
            return {key: self.plain(node, (*path, "value", key)) for key, node in parts.items()}
        return self.plain(parts["value"], (*path, "value"))


def is_gap(node: Node) -> bool:
    """Whether an entry is written as a gap."""
    if isinstance(node, Mapping):
        return any(key in GAPS for key in node.entries)
    return isinstance(node, Scalar) and node.text in GAPS
