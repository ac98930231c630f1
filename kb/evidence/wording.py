"""Counts in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """ "1 trial", "2 trials"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def verb(number: int, one: str, many: str) -> str:
    """The form of a verb that goes with a number."""
    return one if number == 1 else many
