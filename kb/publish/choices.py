"""What a writer may ask for. Imports nothing heavy: the command line reads these on every call."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """For whom a text is written."""

    CLINICIAN = "clinician"
    PATIENT = "patient"


class Length(StrEnum):
    """How much of each field is told."""

    SHORT = "short"
    FULL = "full"


class Locale(StrEnum):
    """Spelling and names of an export, and whose approval stands first."""

    US = "en-US"
    UK = "en-GB"


class Style(StrEnum):
    """House styles of references."""

    AMA = "ama"
    VANCOUVER = "vancouver"
    APA = "apa"
