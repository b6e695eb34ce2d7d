"""Every key of the place below, in words."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach.tui.base import CoachScreen
from coach.tui.widgets.key_bar import KeyBar


class HelpScreen(CoachScreen):
    """Lists the keys that work there."""

    DEFAULT_CSS = """
    HelpScreen VerticalScroll { padding: 1 2; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True):
            yield Static(id="keys", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        below = self.app.screen_stack[-2]
        lines = [
            f"  {self.app.get_key_display(active.binding):<12} {active.binding.description}"
            for active in below.active_bindings.values()
            if active.binding.description and active.binding.system is False
        ]
        self.query_one("#keys", Static).update("\n".join(["Keys here", "", *dict.fromkeys(lines)]))
