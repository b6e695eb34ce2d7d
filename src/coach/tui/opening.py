"""What is painted at once, while everything else is read in."""

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class OpeningScreen(Screen[None]):
    """Keeps what is typed meanwhile for the screen that follows. Imports nothing heavy."""

    DEFAULT_CSS = """
    OpeningScreen #opening { padding: 1 2; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.typed: list[events.Key | events.Paste] = []

    def compose(self) -> ComposeResult:
        yield Static(" coach", classes="bar", markup=False)
        yield Static("Opening …", id="opening", markup=False)

    def on_key(self, event: events.Key) -> None:
        self.typed.append(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        self.typed.append(events.Paste(event.text))
