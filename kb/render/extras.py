"""Optional libraries, imported on use."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class NotInstalled(ImportError):
    """A format needs a library that is not there; the message says how to install it."""


def needed(module: str, extra: str, what: str) -> Any:
    """The module, or NotInstalled with the extra that brings it."""
    try:
        return import_module(module)
    except (ImportError, OSError) as error:
        raise NotInstalled(
            f"{what} needs the extra “{extra}”, which is not installed ({error}). "
            f"Install it with: pip install 'treatment-kb[{extra}]'"
        ) from error
