"""One bad file, and the record that most of them begin with."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """One bad file."""

    name: str
    content: bytes
    code: str
    line: int = 0


HEAD = "- id: x\n  name: x\n  category: supplement\n  level: agent\n"
"""A record that is good as it stands: 4 lines."""
GOOD_SOURCE = "label-us-2025"


def field(section: str, key: str, value: str) -> str:
    """A record with one field."""
    return f"{HEAD}  {section}:\n    {key}: {value}\n"
