"""The base of the value types that are written as one short string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from kb.model.fault import ValueFault

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Parsed:
    """A value with a text form. Subclasses are frozen dataclasses with `parse` and `text`.

    `kind` is the name shown to curators; `syntax` teaches the form in one line; `pattern` is
    a loose regular expression for editors.
    """

    __slots__ = ()
    kind: ClassVar[str]
    syntax: ClassVar[str]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The value written in `text`; raises ValueFault."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The value as it is shown: what the source states, with units spelt for display."""
        raise NotImplementedError

    @classmethod
    def _accept(cls, given: object) -> Self:
        if isinstance(given, cls):
            return given
        if not isinstance(given, str):
            raise ValueFault(f"a {cls.kind} is written as text", cls.syntax)
        return cls.parse(given)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls._accept,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value.text
            ),
        )
