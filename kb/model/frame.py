"""Where the models get their base class from: pydantic, or in a reading process a stand-in.

Data is validated once, by pydantic, when it is read from YAML. A process of the command line that
only reads the validated snapshot builds no validators, and importing pydantic alone would cost it
more than everything else it does; such a process calls `only_read()` before it imports a model,
and gets `kb.model.light` instead. Everything else, and every other program, gets pydantic.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

__all__ = ["BaseModel", "BeforeValidator", "ConfigDict", "Field", "kind_within"]

if TYPE_CHECKING or "kb.model.light" not in sys.modules:
    from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
else:
    from kb.model.light import BaseModel, BeforeValidator, ConfigDict, Field


def kind_within(annotation: object) -> type:
    """`T` of an annotation `Answer[T]`, in either kind of process."""
    generic = getattr(annotation, "__pydantic_generic_metadata__", None)
    arguments = generic["args"] if generic and generic["args"] else annotation.__args__  # type: ignore[attr-defined]
    kind: type = arguments[0]
    return kind
