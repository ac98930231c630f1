"""Compare treatments of depression from sourced records.

>>> import kb
>>> base = kb.load()
>>> base["Zoloft"].id
'sertraline'
"""

from __future__ import annotations

TYPE_CHECKING = False
# As typing's, without importing it: `kb --version` needs nothing of it.

if TYPE_CHECKING:
    from typing import Any

    from kb.ask.base import KnowledgeBase
    from kb.load.base import load
    from kb.problems import Problem

__version__ = "0.1.0"
__all__ = ["KnowledgeBase", "Problem", "__version__", "load"]

_HOMES = {"KnowledgeBase": "kb.ask.base", "load": "kb.load.base", "Problem": "kb.problems"}


def __getattr__(name: str) -> Any:
    # Imported on first use: `kb --version` must not load pydantic.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kb' has no attribute {name!r}")
