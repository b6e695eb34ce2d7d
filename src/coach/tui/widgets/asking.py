"""A question that one key answers."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.reporting.visible import shown
from coach.tui.widgets.key_bar import KeyBar

UNANSWERED = ""


class Asking(ModalScreen[str]):
    """Returns the key that was pressed; UNANSWERED for escape. The keys stand in the footer."""

    CSS = """
    Asking { align: center middle; background: $background 60%; }
    Asking > Vertical {
        width: 72; max-width: 96%; height: auto; max-height: 90%;
        border: round $accent; border-title-color: $accent; background: $surface; padding: 1 2;
    }
    Asking VerticalScroll { height: auto; max-height: 14; }
    Asking .keys { margin-top: 1; color: $text-muted; }
    """

    def __init__(self, title: str, text: str, keys: Mapping[str, str], leave: str = "Back") -> None:
        """`keys`: key → what it does; `leave`: what escape does."""
        super().__init__()
        self._heading, self._text = title, text
        self._keys = {**keys, "escape": leave}
        for key, label in self._keys.items():
            self._bindings.bind(key, f"answer('{key}')", label)

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = self._heading
            with VerticalScroll(can_focus=False):
                yield Static(shown(self._text), markup=False)
            yield Static(self._told(), classes="keys", markup=False)
        yield KeyBar(show_command_palette=False)

    def _told(self) -> str:
        return "\n".join(f"{self.app.get_key_display(one):>6}  {one.description}" for one in self._listed())

    def _listed(self) -> list[Binding]:
        return [binding for key in self._keys for binding in self._bindings.get_bindings_for_key(key)]

    def action_answer(self, key: str) -> None:
        self.dismiss(UNANSWERED if key == "escape" else key)
