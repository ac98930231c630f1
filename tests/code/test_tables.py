"""Tables in a terminal: halves beside each other where a tall one leaves room."""

from __future__ import annotations

from kb.render.table import TALL
from kb.render.terminal import text
from kb.view.document import Document, Grid, GridPart, GridRow, Span, Table


def drawn(count: int, width: int, *, wide: int = 10) -> list[str]:
    rows = tuple((f"row{number}", "w" * wide) for number in range(count))
    table = Table(("name", "what it is"), rows)
    return text(Document("list", "", (table,), {}), width).splitlines()


def test_a_tall_table_stands_in_two_halves() -> None:
    lines = drawn(51, 60)
    assert lines[0] == "name   what it is    name   what it is"
    assert lines[1] == f"{'─' * 17}    {'─' * 17}"
    assert lines[2].split() == ["row0", "w" * 10, "row26", "w" * 10]
    assert lines[-1].split() == ["row25", "w" * 10]
    assert len(lines) == 28


def test_a_table_that_fits_a_screen_or_has_no_room_stays_whole() -> None:
    assert len(drawn(TALL - 3, 200)) == TALL - 1
    assert len(drawn(51, 37)) == 53
    assert len(drawn(51, 60, wide=40)) == 53


def test_halves_that_would_wrap_much_are_not_worth_it() -> None:
    rows = tuple(
        (f"row{number}", "several words that wrap in half the width") for number in range(60)
    )
    table = Table(("name", "what it is"), rows)
    lines = text(Document("list", "", (table,), {}), 60).splitlines()
    assert lines[2] == "row0   several words that wrap in half the width"
    assert len(lines) == 62


def test_every_word_is_there_at_every_width() -> None:
    whole = {word for line in drawn(60, 40) for word in line.split() if "─" not in word}
    for width in (60, 80, 200):
        found = {word for line in drawn(60, width) for word in line.split() if "─" not in word}
        assert found == whole


def grid(words: int, width: int) -> list[str]:
    cell = ((Span("word " * words),),)
    part = GridPart("part", (GridRow("row", (cell, cell)),))
    document = Document(
        "compare", "", (Grid(("one", "two"), ("one", "two"), ("", ""), (part,)),), {}
    )
    return text(document, width).splitlines()


def test_a_wide_column_holds_more_lines_before_it_becomes_a_paragraph() -> None:
    # Ten lines of 28 cells are a tower at 80; ten lines of 53 stand side by side at 140.
    assert "    one: word" in "\n".join(grid(60, 80))
    wide = grid(100, 140)
    assert wide[3].startswith("  row")
    assert wide[3].count("word") == 22
    assert "    one: word" in "\n".join(grid(150, 140))


def test_what_is_too_narrow_for_columns_is_written_a_line_a_cell() -> None:
    rows = (("one", "", "unbreakableunbreakable"),)
    table = Table(("name", "nothing", "what it is"), rows)
    lines = text(Document("list", "", (table,), {}), 30).splitlines()
    assert lines == ["one", "  what it is:", "  unbreakableunbreakable"]
