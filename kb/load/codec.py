"""Models as JSON and back, without validation: for the snapshot, whose records are valid already.

An object is written with the name of its class under the key "" ("duration:Duration"), a tuple as
a list, a value equal to its default not at all. A section of a record stands as JSON in a string,
or apart from it as a text of its own, so that a list of names need not read what it does not show.
Only classes of kb.model are ever made, and of the standard library only Decimal, Fraction and date:
reading runs nothing that the text names.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from importlib import import_module
from typing import Any

from kb.model.frame import BaseModel
from kb.model.slot import Section

_PLAIN: dict[type, str] = {Decimal: "decimal", Fraction: "fraction", datetime.date: "date"}
_READERS: dict[str, Callable[[str], Any]] = {
    "decimal": Decimal, "fraction": Fraction, "date": datetime.date.fromisoformat,
}  # fmt: skip
_PACKAGE = "kb.model."
_LATE = "~"
"""The key under which a section stands as text, to be decoded only if somebody looks at it."""
_APART = "~~"
"""The key that names a section whose text stands apart from its record."""
Elsewhere = Callable[[str], str | None]
"""Gives the text of a section that stands apart, by its name; None if there is none."""


class _Late:
    """A section that is not decoded yet, and maybe not read."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], str | None]) -> None:
        self._read = read

    def decoded(self) -> Any:
        """The section; raises Undecodable."""
        text = self._read()
        if text is None:
            raise Undecodable("a section is missing")
        return decode(text)


class Undecodable(Exception):
    """Text of a snapshot that is not what this program writes."""


def encode(value: object) -> str:
    """The record as one line of JSON; raises TypeError for what has no form here."""
    if isinstance(value, BaseModel):
        whole = _plain(value)
        parts = {name: part for name, part in whole.items() if isinstance(part, dict)}
        return _json(whole | {name: {_LATE: _json(part)} for name, part in parts.items()})
    return _json(_plain(value))


def encode_head(record: BaseModel) -> str:
    """The record without what its sections say, as one line of JSON."""
    parts = _stated(record)
    found = {
        name: {_APART: name} if isinstance(part, Section) else _plain(part)
        for name, part in parts.items()
    }
    return _json({"": _tag(type(record))} | found)


def encode_section(record: BaseModel, name: str) -> str | None:
    """One section of the record as one line of JSON; None if it says nothing."""
    part = getattr(record, name)
    return None if part == _defaults(type(record))[name] else _json(_plain(part))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def decode(text: str, elsewhere: Elsewhere = lambda _: None) -> Any:
    """The record written in `text`, its sections from `elsewhere`; raises Undecodable."""

    def made(found: dict[str, Any]) -> Any:
        return _object(found) if "" in found else _unread(found, elsewhere)

    try:
        return json.loads(text, object_hook=made)
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        ImportError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise Undecodable(str(error)) from error


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return {"": _tag(type(value)), "v": value.value}
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if type(value) in _PLAIN:
        return {"": _PLAIN[type(value)], "v": str(value)}
    if isinstance(value, BaseModel):
        parts = {name: _plain(part) for name, part in _stated(value).items()}
        return {"": _tag(type(value))} | parts
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {"": _tag(type(value))} | {name: _plain(getattr(value, name)) for name in names}
    raise TypeError(f"a {type(value).__name__} cannot be written in a snapshot")


def _stated(record: BaseModel) -> dict[str, Any]:
    """The fields that hold more than their default."""
    empty = _defaults(type(record))
    pairs = [(name, getattr(record, name)) for name in type(record).model_fields]
    return {name: part for name, part in pairs if name not in empty or empty[name] != part}


def _tag(kind: type) -> str:
    """ "claim:Claim[duration:Duration]"; raises TypeError for a class from elsewhere."""
    generic = getattr(kind, "__pydantic_generic_metadata__", None)
    origin = (generic and generic["origin"]) or kind
    if not origin.__module__.startswith(_PACKAGE):
        raise TypeError(f"{origin.__module__}.{origin.__name__} is no model")
    name = f"{origin.__module__.removeprefix(_PACKAGE)}:{origin.__name__}"
    if generic and generic["args"]:
        name += f"[{','.join(_tag(argument) for argument in generic['args'])}]"
    return name


def _unread(found: dict[str, Any], elsewhere: Elsewhere) -> Any:
    if _LATE in found:
        return _Late(partial(str, found[_LATE]))
    return _Late(partial(elsewhere, found[_APART])) if _APART in found else found


def _object(found: dict[str, Any]) -> Any:
    tag = found.pop("")
    reader = _READERS.get(tag)
    if reader is not None:
        return reader(found["v"])
    for name, value in found.items():
        if type(value) is list:
            found[name] = tuple(value)
    return _maker(tag)(found)


@cache
def _maker(tag: str) -> Callable[[dict[str, Any]], Any]:
    kind = _kind(tag)
    if issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return lambda found: members[found["v"]]
    if issubclass(kind, BaseModel):
        return lambda found: _built(kind, found)
    if dataclasses.is_dataclass(kind):
        return lambda found: kind(**found)
    raise LookupError(f"{tag} is no model")


def _kind(tag: str) -> type[Any]:
    head, _, argument = tag.partition("[")
    module, _, name = head.partition(":")
    if not module.isidentifier():
        raise LookupError(f"{tag} is no model")
    kind = getattr(import_module(_PACKAGE + module), name)
    if not isinstance(kind, type) or kind.__module__ != _PACKAGE + module:
        raise LookupError(f"{tag} is no model")
    if argument and hasattr(kind, "__pydantic_generic_metadata__"):
        return kind[_kind(argument.removesuffix("]"))]  # type: ignore[index, no-any-return]
    return kind


@cache
def _defaults(kind: type[BaseModel]) -> dict[str, Any]:
    """The values of fields that need not be given; they are frozen, so that all may share them."""
    found: dict[str, Any] = {}
    for name, info in kind.model_fields.items():
        factory: Any = info.default_factory
        if factory is not None:
            found[name] = factory()
        elif not info.is_required():
            found[name] = info.default
    return found


@cache
def _blank(kind: type[BaseModel]) -> tuple[dict[str, Any], frozenset[str]]:
    """All fields in order with their defaults, and those that must be given."""
    known = _defaults(kind)
    fields = {name: known.get(name) for name in kind.model_fields}
    return fields, frozenset(fields) - frozenset(known)


def _built(kind: type[BaseModel], values: dict[str, Any]) -> BaseModel:
    """An instance with these values and defaults; what pydantic's model_construct does, quicker."""
    blank, required = _blank(kind)
    if not required <= values.keys() <= blank.keys():
        raise LookupError(f"not the fields of {kind.__name__}")
    late = {name: part for name, part in values.items() if type(part) is _Late}
    made = kind.__new__(kind)
    if not hasattr(kind, "__pydantic_fields__"):
        known = {name: value for name, value in (blank | values).items() if name not in late}
        made.__dict__.update(known, _late={name: late[name].decoded for name in late})
        return made
    values |= {name: part.decoded() for name, part in late.items()}
    object.__setattr__(made, "__dict__", blank | values)
    object.__setattr__(made, "__pydantic_fields_set__", set(values))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made
