"""Words of the `--where` language resolved to fields, parts, relations and typed values."""

from __future__ import annotations

import types
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Union, get_args, get_origin

from kb.ask.base import KnowledgeBase
from kb.ask.criteria import (
    Criterion,
    FieldTest,
    Limit,
    Member,
    RecordTest,
    Says,
    StateTest,
)
from kb.ask.literal import is_measured, read_limit, read_term
from kb.ask.span import Order
from kb.model.composite import Approval, Composite, CostValue, Named, RouteValue, SettingValue
from kb.model.fault import ValueFault
from kb.model.treatment import FieldInfo, fields, sections
from kb.model.vocab import Category, Certainty, Level, Standing, State, Term
from kb.problems import NameNotFound, UsageFault

ATTRIBUTES: dict[str, type[Term] | None] = {
    "category": Category, "level": Level, "standing": Standing,
    "class": None, "id": None, "name": None,
}  # fmt: skip
"""Facts of the record itself; where no vocabulary stands, the value is the name of a record."""


class WhereFault(UsageFault):
    """A fault in the text of a condition: what, where and what to write.

    `start` and `width` count characters of `text`, for the caret line.
    """

    def __init__(self, text: str, what: str, remedy: str, start: int, width: int) -> None:
        self.text, self.what, self.remedy = text, what, remedy
        self.start, self.width = start, max(width, 1)
        super().__init__(
            f"    {text}\n    {' ' * start}{'^' * self.width} {what}\n{remedy} Nothing was shown."
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the text, with their place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldSubject:
    """A field, or one part of its values ("predictors.replicated")."""

    info: FieldInfo
    part: str = ""


@dataclass(frozen=True, slots=True)
class RecordSubject:
    """A fact of the record itself."""

    attribute: str


def subject(text: str, name: Phrase) -> FieldSubject | RecordSubject:
    """What `name` means: a record's attribute, a field, a bare field key, or a part of a field.

    Raises WhereFault for a word that means none of these, or more than one field.
    """
    word = name.text.lower().replace("_", "-")
    if word in ATTRIBUTES:
        return RecordSubject(word)
    hits = [info for info in fields().values() if word in (info.path, info.key)]
    if len(hits) == 1:
        return FieldSubject(hits[0])
    head, _, tail = word.rpartition(".")
    owners = [info for info in fields().values() if head and head in (info.path, info.key)]
    if len(owners) == 1 and tail in parts_of(owners[0]):
        return FieldSubject(owners[0], tail)
    raise _no_subject(text, name, word, hits, owners)


CLAIM_PARTS: dict[str, type[Any]] = {"when": str, "sure": Certainty}
"""Parts that every claim has: its conditions, and how sure it is."""


def parts_of(info: FieldInfo) -> dict[str, Any]:
    """Parts of a field's claims beside the value itself, with their types."""
    if not issubclass(info.kind, Composite):
        return dict(CLAIM_PARTS)
    model = info.kind.model_fields
    own = {key: _bare(field.annotation) for key, field in model.items() if key != "value"}
    return own | CLAIM_PARTS


def _bare(annotation: Any) -> Any:
    """The type itself, without None and annotations."""
    while get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def _no_subject(
    text: str, name: Phrase, word: str, hits: list[FieldInfo], owners: list[FieldInfo]
) -> WhereFault:
    place = name.start, name.end - name.start
    if hits:
        paths = " or ".join(info.path for info in hits)
        return WhereFault(text, f'"{name.text}" is in several sections', f"Write {paths}.", *place)
    if word in sections():
        inside = ", ".join(path for path in fields() if path.startswith(f"{word}."))
        return WhereFault(text, f'"{name.text}" is a section', f"Write one of: {inside}.", *place)
    close = _near(word, owners)
    remedy = f"Did you mean {' or '.join(close)}?" if close else "`kb glossary` lists every field."
    return WhereFault(text, f'no field is called "{name.text}"', remedy, *place)


def _near(word: str, owners: list[FieldInfo]) -> list[str]:
    """Fields, parts or attributes that `word` may be a slip for, nearest first."""
    keys = [info.key for info in fields().values()]
    known = [*fields(), *(key for key in keys if keys.count(key) == 1), *ATTRIBUTES]
    if len(owners) == 1:
        known += [f"{owner}.{part}" for owner in (owners[0].path, owners[0].key)
                  for part in parts_of(owners[0])]  # fmt: skip
    score = {name: SequenceMatcher(None, word, name).ratio() for name in known}
    best = max(score.values())
    near = [name for name in known if score[name] >= max(0.6, best - 0.05)]
    return sorted(dict.fromkeys(near), key=lambda name: -score[name])[:3]


def state_test(text: str, found: object, value: Phrase) -> Criterion:
    """ "populations.pregnancy is not-studied"; raises WhereFault."""
    if not isinstance(found, FieldSubject) or found.part:
        what = "only a field has a state"
        raise WhereFault(text, what, "Write = here.", value.start, value.end - value.start)
    try:
        state = read_term(State, value.text)
    except ValueFault as fault:
        place = value.start, value.end - value.start
        raise WhereFault(text, fault.what, fault.remedy, *place) from None
    return StateTest(found.info.path, state)


def test(base: KnowledgeBase, found: object, relation: str, value: Phrase) -> Criterion:
    """The test that a subject stands in `relation` to `value`; raises ValueFault."""
    if isinstance(found, RecordSubject):
        return _record_test(base, found.attribute, relation, value.text)
    assert isinstance(found, FieldSubject)
    path, part = found.info.path, found.part
    kind: Any = parts_of(found.info)[part] if part else found.info.kind
    if relation == "~":
        return FieldTest(path, Says(value.text), part)
    vocabulary = vocabulary_of(kind)
    if vocabulary is not None:
        _only_equal(relation, "a term is named, not measured")
        return FieldTest(path, Member(read_term(vocabulary, value.text)), part)
    if not part and is_measured(kind):
        order = Order(relation)
        limit = read_limit(kind, value.text, single=order is not Order.EQUAL)
        return FieldTest(path, Limit(order, limit), part)
    _only_equal(relation, "this field holds sentences, which have no order")
    return FieldTest(path, Says(value.text, whole=True), part)


def vocabulary_of(kind: Any) -> type[Term] | None:
    """The vocabulary that values of `kind` come from, or None."""
    if isinstance(kind, type) and issubclass(kind, Term):
        return kind
    named = (Approval, Named, RouteValue, SettingValue, CostValue)
    if isinstance(kind, type) and issubclass(kind, named):
        found = kind.model_fields["value"].annotation
        return found if isinstance(found, type) and issubclass(found, Term) else None
    return None


def _record_test(base: KnowledgeBase, attribute: str, relation: str, value: str) -> Criterion:
    vocabulary = ATTRIBUTES[attribute]
    if relation == "~":
        return RecordTest(attribute, value, mentions=True)
    _only_equal(relation, "this is named, not measured")
    if vocabulary is not None:
        return RecordTest(attribute, read_term(vocabulary, value).value)
    try:
        return RecordTest(attribute, base[value].id)
    except NameNotFound as error:
        near = " or ".join(candidate.id for candidate in error.candidates)
        remedy = f"Did you mean {near}?" if near else "`kb list` shows every name."
        raise ValueFault(str(error).rstrip("."), remedy) from None


def _only_equal(relation: str, why: str) -> None:
    if relation != "=":
        raise ValueFault(why, "Use =, != or mentions.")
