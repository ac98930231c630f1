"""The stand-in for pydantic in a process that only reads validated records.

It offers as much of pydantic's face as the questions and views use, and validates nothing: its
instances come from the snapshot, which pydantic validated when it was made. What it cannot do it
does not have, so that the attempt fails and the command line starts anew with pydantic.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Self, get_origin

_MISSING: Any = object()


class FieldInfo:
    """What a model says of one of its fields; the attributes are named as in pydantic."""

    __slots__ = (
        "alias", "annotation", "default", "default_factory", "description", "examples",
        "json_schema_extra", "title",
    )  # fmt: skip

    def __init__(
        self, default: Any, default_factory: Callable[[], Any] | None, **words: Any
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.annotation: Any = None
        self.alias = words.get("alias")
        self.title = words.get("title")
        self.description = words.get("description")
        self.examples = words.get("examples")
        self.json_schema_extra = words.get("json_schema_extra")

    def is_required(self) -> bool:
        """Whether the field has no default."""
        return self.default_factory is None and (self.default is _MISSING or self.default is ...)

    def initial(self) -> Any:
        """The value of a field that was not given; raises LookupError where one is required."""
        if self.default_factory is not None:
            return self.default_factory()
        if self.is_required():
            raise LookupError("a field without a default was not given")
        return self.default


def Field(  # noqa: N802
    default: Any = _MISSING, *, default_factory: Callable[[], Any] | None = None, **words: Any
) -> Any:
    """A field with its default and its words, as pydantic's `Field`."""
    return FieldInfo(default, default_factory, **words)


class BeforeValidator:
    """Keeps the place of pydantic's; nothing is validated here."""

    def __init__(self, func: Callable[[Any], Any]) -> None:
        self.func = func


def ConfigDict(**settings: Any) -> dict[str, Any]:  # noqa: N802
    """Settings are of no consequence here."""
    return settings


class BaseModel:
    """A frozen record of named values."""

    model_fields: ClassVar[dict[str, FieldInfo]] = {}

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__(**settings)
        found = dict(cls.model_fields)
        generator = getattr(cls, "model_config", {}).get("alias_generator")
        for name, annotation in cls.__dict__.get("__annotations__", {}).items():  # noqa: RUF063
            if _is_class_variable(annotation):
                continue
            given = cls.__dict__.get(name, _MISSING)
            info = given if hasattr(given, "default_factory") else FieldInfo(given, None)
            # As in pydantic: what validates the type is no part of it.
            bare = get_origin(annotation) is Annotated
            info.annotation = annotation.__origin__ if bare else annotation
            if info.alias is None and generator is not None:
                info.alias = generator(name)
            found[name] = info
            if name in cls.__dict__:
                delattr(cls, name)
        cls.model_fields = found

    def __init__(self, **values: Any) -> None:
        own: dict[str, Any] = {}
        for name, info in type(self).model_fields.items():
            if name in values:
                own[name] = values[name]
            elif info.alias in values:
                own[name] = values[info.alias]
            else:
                own[name] = info.initial()
        self.__dict__.update(own)

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """An instance with these values; the same as calling the class, which validates nothing."""
        return cls(**values)

    def model_copy(self, *, update: dict[str, Any]) -> Self:
        """A copy with some values changed."""
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**own, **update})

    def __getattr__(self, name: str) -> Any:
        """A part that the snapshot holds as text until somebody looks at it."""
        late = self.__dict__.get("_late", {})
        if name not in late:
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        self.__dict__[name] = value = late.pop(name)()
        return value

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in type(self).model_fields)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BaseModel):
            return NotImplemented
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *self._values()))


def _is_class_variable(annotation: object) -> bool:
    if isinstance(annotation, str):
        return annotation.startswith("ClassVar")
    return annotation is ClassVar or get_origin(annotation) is ClassVar
