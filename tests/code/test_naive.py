"""Two implementations of lookup, inheritance and filter agree; `make naive` compares 10,000."""

from __future__ import annotations

from tests.code.naive import disagreements, plain


def test_two_implementations_agree() -> None:
    assert disagreements(150, seed=7) == []


def test_the_naive_one_folds_for_itself() -> None:
    assert [plain(name) for name in ("ALFÁ", "al-fa", "delta®", "a  b")] == [
        "alfa",
        "al fa",
        "delta",
        "a b",
    ]
