"""Writing answers to files: whole or not at all."""

from __future__ import annotations

from kb.load.writing import write_atomically, write_bytes_atomically

__all__ = ["write_atomically", "write_bytes_atomically"]
