"""Regular expressions that are compiled when they are first used.

Reading a validated record parses nothing, and compiling every grammar of the value types would
take longer than finding the record.
"""

from __future__ import annotations

import re
from functools import cached_property


class Pattern:
    """A regular expression; its methods are those of a compiled one."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        # ASCII: a digit or a letter of another script is no number and no unit.
        return re.compile(self.source, re.ASCII)

    @property
    def pattern(self) -> str:
        """The expression as written."""
        return self.source

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match of the whole text."""
        return self._compiled.fullmatch(text)

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the start of the text."""
        return self._compiled.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text."""
        return self._compiled.search(text)
