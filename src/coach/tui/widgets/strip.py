"""The names of a screen's panes, where there is room for one of them at a time."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

Named = tuple[str, str, str]
"""Key, name, and id of a pane."""


class Strip(Static):
    """Shown on narrow screens that have something to show, like this: F2 Scores  [F3 Findings]."""

    DEFAULT_CSS = """
    Strip { display: none; height: 1; padding: 0 1; }
    Screen.-narrow.-ready Strip { display: block; }
    """
    SCOPED_CSS = False

    def __init__(self, panes: Sequence[Named]) -> None:
        super().__init__(id="strip", markup=False)
        self._panes = panes

    def choose(self, pane_id: str) -> None:
        """Bring one pane to the front; where all have room nothing is hidden."""
        for _, _, each in self._panes:
            self.screen.query_one(f"#{each}").set_class(each == pane_id, "-active")
        names = []
        for key, name, each in self._panes:
            chosen = each == pane_id
            names.append((f"[{key} {name}]" if chosen else f" {key} {name} ", "bold" if chosen else "$foreground 60%"))
        self.update(Content.assemble(*names))
