"""The first place: what can be gone on with, and what can be begun."""

from textual.app import ComposeResult
from textual.widgets import Footer, Static

from coach.tui.base import CoachScreen


class HomeScreen(CoachScreen):
    """Where the app begins."""

    def compose(self) -> ComposeResult:
        yield Static(" coach", classes="bar", markup=False)
        yield Footer()
