"""Something to read in peace, on top of the place it belongs to."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.tui.base import CoachScreen
from coach.tui.widgets.key_bar import KeyBar


class ReadingScreen(CoachScreen):
    """A text to scroll through. What is given is shown as it is."""

    DEFAULT_CSS = """
    ReadingScreen VerticalScroll { padding: 1 2; }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        yield Static(f" {self._title}", classes="bar", markup=False)
        with VerticalScroll(can_focus=True):
            yield Static(Content(self._text), markup=False)
        yield KeyBar()
