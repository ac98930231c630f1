"""The windows over the table: one to read in, one to ask for a line of text."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from kb.tui.lines import document_text
from kb.view.document import Document


class Reader(ModalScreen[None]):
    """A document to scroll through; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", "Close"),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown,space", "scroll(15)", "Page down", show=False),
        Binding("pageup", "scroll(-15)", "Page up", show=False),
    ]

    def __init__(self, document: Document | Text, hint: str = "Esc closes, arrows scroll") -> None:
        super().__init__()
        self.document = document
        self.hint = hint

    def compose(self) -> ComposeResult:
        """The text, and how to leave it."""
        with VerticalScroll(id="reader"):
            yield Static(id="text", markup=False)
        yield Label(self.hint, id="hint", markup=False)

    def on_mount(self) -> None:
        """Lay the text out for the room there is."""
        self.on_resize()

    def on_resize(self) -> None:
        """Lay it out anew when the room changes."""
        room = max(40, self.app.size.width - 8)
        body = self.document
        text = body if isinstance(body, Text) else document_text(body, room)
        self.query_one("#text", Static).update(text)

    def action_scroll(self, by: int) -> None:
        """Move the text."""
        self.query_one("#reader", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        """Back to the table."""
        self.dismiss(None)


class Line(ModalScreen[str | None]):
    """Asks for a line of text; Escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close")]

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self.question = question
        self.value = value

    def compose(self) -> ComposeResult:
        """The question and the line."""
        yield Label(self.question, id="question", markup=False)
        yield Input(self.value, id="line")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back what was written."""
        self.dismiss(event.value)

    def action_close(self) -> None:
        """Give back nothing."""
        self.dismiss(None)
