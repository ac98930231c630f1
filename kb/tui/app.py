"""The browser: a list to pick from on the left, the comparison on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.widgets import DataTable, Footer, OptionList, Static
from textual.widgets.option_list import Option

from kb.problems import UsageFault
from kb.render.gate import visible
from kb.tui.lines import Line, column_width, label_width, table_lines
from kb.tui.screens import Line as AskLine
from kb.tui.screens import Reader
from kb.tui.state import State
from kb.tui.texts import EMPTY, HELP
from kb.view.document import Document, References

Export = Callable[[Document, Path], None]
"""Writes a document to a file; raises UsageFault if it cannot."""

LIST = 33
"""Cells of the list of names with its border."""
NARROW = 110
"""Cells below which list and table do not both fit: the one that has the keys is shown."""


class Browser(App[None]):
    """Pick treatments, read them side by side, ask why, export."""

    CSS = """
    Screen { layout: vertical; }
    #list { width: 32; border: none; border-right: solid $primary; padding: 0; }
    #table { width: 1fr; }
    #empty { width: 1fr; padding: 1 2; }
    #status { height: 1; background: $panel; }
    Reader, Line { align: center middle; background: $background; }
    #reader { width: 100%; height: 1fr; border: round $primary; background: $surface; }
    #hint { margin: 0 1; }
    #question, #line { width: 70; }
    .hidden { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pick", "Pick"),
        Binding("tab", "other_pane", "Table", priority=True),
        Binding("n", "names", "Names", show=False),
        Binding("slash", "rows", "Filter", key_display="/"),
        Binding("d", "differences", "Differ"),
        Binding("t", "task", "Task"),
        Binding("r", "sources", "Sources", show=False),
        Binding("e", "export", "Export"),
        Binding("p", "pane", "List"),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("q", "quit", "Quit"),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, state: State, export: Export) -> None:
        super().__init__()
        self.state = state
        self.export_to = export
        self.rows: list[Line] = []
        self.hidden_for_room = False

    def compose(self) -> ComposeResult:
        """Status, list and table, keys."""
        yield Static(id="status", markup=False)
        with Horizontal():
            yield OptionList(id="list", markup=False)
            yield DataTable[Text](id="table", cursor_type="cell", zebra_stripes=True)
            yield Static(EMPTY, id="empty", markup=False)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Fill the list and the table."""
        self.fill_list()
        self.call_after_refresh(self.fill_table)
        if self.narrow and len(self.state.picked) > 1:
            self._hide_list(True)
            self.table.focus()
        else:
            self.names_list.focus()

    def on_resize(self, event: Resize) -> None:
        """Lay the table out for the room there is; a list hidden for want of room comes back."""
        if event.size.width >= NARROW and self.hidden_for_room:
            self._hide_list(False)
        elif event.size.width < NARROW and self.focused is self.table:
            self._hide_list(True)
        self.call_after_refresh(self.fill_table)

    @property
    def narrow(self) -> bool:
        """Whether there is no room for list and table beside each other."""
        return self.size.width < NARROW

    def _hide_list(self, hidden: bool) -> None:
        self.hidden_for_room = hidden
        self.names_list.set_class(hidden, "hidden")

    @property
    def names_list(self) -> OptionList:
        """The list of treatments."""
        return self.query_one("#list", OptionList)

    @property
    def table(self) -> DataTable[Text]:
        """The comparison."""
        return self.query_one("#table", DataTable)

    def fill_list(self) -> None:
        """Show the names that pass the filter, with a mark on those that are picked."""
        here = self.names_list.highlighted or 0
        self.names_list.clear_options()
        for record in self.state.listed():
            mark = "x" if record.id in self.state.picked else " "
            self.names_list.add_option(Option(Text(f"{mark} {record.id}"), id=record.id))
        count = self.names_list.option_count
        self.names_list.highlighted = min(here, count - 1) if count else None

    def fill_table(self) -> None:
        """Show the comparison of what is picked."""
        grid = self.state.grid()
        self.table.set_class(grid is None, "hidden")
        self.query_one("#empty", Static).set_class(grid is not None, "hidden")
        self.query_one("#status", Static).update(f"kb browse · {self.state.summary()} · ? help")
        self.table.clear(columns=True)
        self.rows = []
        if grid is None:
            return
        list_width = 0 if self.names_list.has_class("hidden") else LIST
        width = column_width(grid, self.size.width - list_width)
        self.rows = table_lines(grid, width)
        self.table.fixed_columns = 1
        self.table.add_column(Text(""), width=label_width(grid))
        for record_id in self.state.picked:
            # The id is what one types, and short enough for a narrow column.
            self.table.add_column(Text(record_id), width=max(width, len(record_id)))
        for row in self.rows:
            self.table.add_row(row.label, *row.cells, height=row.height)

    def action_pick(self) -> None:
        """Pick the name under the cursor, or let it go."""
        at = self.names_list.highlighted
        if self.focused is not self.names_list or at is None:
            return
        self._toggle(self.names_list.get_option_at_index(at).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter in the list picks too."""
        self._toggle(event.option_id)

    def _toggle(self, record_id: str | None) -> None:
        if record_id is not None:
            self.state.toggle(record_id)
            self.fill_list()
            self.fill_table()

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Say why a cell says what it says; on a heading, what the section has no value for."""
        row = self.rows[event.coordinate.row]
        if row.path and event.coordinate.column > 0:
            self.push_screen(Reader(self.state.why(event.coordinate.column - 1, row.path)))
        elif row.note:
            self.push_screen(Reader(Text(f"Without a value\n\n{visible(row.note)}")))

    def action_other_pane(self) -> None:
        """From the list to the table and back; where there is no room for both, one is shown."""
        to_table = self.focused is self.names_list
        if self.narrow and self.state.picked and (to_table or self.hidden_for_room):
            self._hide_list(to_table)
            self.call_after_refresh(self.fill_table)
        if to_table or self.names_list.has_class("hidden"):
            self.table.focus()
        else:
            self.names_list.focus()

    def action_pane(self) -> None:
        """Hide or show the list."""
        self.hidden_for_room = False
        self.names_list.toggle_class("hidden")
        if self.names_list.has_class("hidden"):
            self.table.focus()
        self.call_after_refresh(self.fill_table)

    def action_differences(self) -> None:
        """Only rows that differ, or all."""
        self.state.differences = not self.state.differences
        self.fill_table()

    def action_task(self) -> None:
        """Rows for the next task."""
        self.state.next_task()
        self.fill_table()

    def action_names(self) -> None:
        """Ask for part of a name."""
        self.push_screen(AskLine("Names that hold:", self.state.names), self._set_names)

    def action_rows(self) -> None:
        """Ask for words of rows."""
        self.push_screen(AskLine("Rows that hold:", self.state.words), self._set_words)

    def _set_names(self, words: str | None) -> None:
        if words is not None:
            self.state.names = words
            self.fill_list()

    def _set_words(self, words: str | None) -> None:
        if words is not None:
            self.state.words = words
            self.fill_table()

    def action_sources(self) -> None:
        """The numbered sources of what is on screen."""
        document = self.state.document()
        if document is not None:
            kept = tuple(b for b in document.blocks if isinstance(b, References))
            self.push_screen(Reader(Document("sources", "Sources", kept)))

    def action_export(self) -> None:
        """Ask for a file to write what is on screen to."""
        if self.state.picked:
            self.push_screen(AskLine("Write to (.md .html .json .csv .txt):"), self._export)

    def _export(self, name: str | None) -> None:
        document = self.state.document()
        if not name or document is None:
            return
        try:
            self.export_to(document, Path(name).expanduser())
        except UsageFault as fault:
            self.notify(visible(str(fault)), severity="error", markup=False)
        else:
            self.notify(f"{visible(name)} written.", markup=False)

    def action_help(self) -> None:
        """The keys."""
        self.push_screen(Reader(Text(HELP)))
