"""The error that value types raise when text does not parse."""

from __future__ import annotations


class ValueFault(ValueError):
    """Text that is not a value of the expected type.

    `what` says what is wrong, `remedy` what to write. `start` and `width` mark the faulty
    part, in characters from the start of the text that was parsed. `code` is the code of the
    problem that it becomes.
    """

    code = "E104"

    def __init__(self, what: str, remedy: str, start: int = 0, width: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.start = start
        self.width = width


class Impossible(ValueFault):
    """Text that has the form of a value and says what cannot be: no time, no dose, a ratio of 0."""

    code = "E105"
