"""A short run of the fuzz target; `make fuzz` does 1,000,000 mutations."""

from __future__ import annotations

from bench.fuzz import run


def test_mutated_files_give_records_or_problems() -> None:
    number, _, _, found = run(1_500, seed=3)
    assert number == 1_500
    assert found == []
