"""The last line of every screen: the keys that work now."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

DISPENSABLE = ("go('help')", "leave")
"""Actions that are left out first where there is no room: the palette has them too."""


class KeyBar(Footer):
    """A footer that shows whole keys only."""

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__(compact=True, show_command_palette=show_command_palette)
        self._width = 0

    def compose(self) -> ComposeResult:
        self._width = self.app.size.width
        shown: list[Widget] = list(super().compose())
        for action in DISPENSABLE:
            if _cells(shown) > self._width:
                shown = [one for one in shown if not (isinstance(one, FooterKey) and one.action == action)]
        yield from shown

    async def on_resize(self, event: events.Resize) -> None:
        if self.app.size.width != self._width:
            self.call_after_refresh(self.recompose)


def _cells(shown: Iterable[Widget]) -> int:
    keys = [one for one in shown if isinstance(one, FooterKey)]
    return sum(cell_len(key.key_display) + cell_len(key.description) + 2 for key in keys)
