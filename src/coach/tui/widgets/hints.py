"""The hint ladder: what there is, what it costs, what was taken."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.tui.leading import Rung
from coach.tui.widgets.pane import Pane


class Hints(Pane):
    """Says the words of no hint: those stand in the conversation once they are given."""

    TITLE = "Hints"

    _shown: tuple[tuple[Rung, ...], bool] | None = None

    def content(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("…", markup=False)

    def show(self, ladder: Sequence[Rung], *, allowed: bool) -> None:
        """`allowed`: hints are switched on in this interview."""
        if (tuple(ladder), allowed) == self._shown:
            return
        self._shown = tuple(ladder), allowed
        taken = sum(rung.given for rung in ladder)
        self.border_title = f"Hints · {taken} of {len(ladder)} taken" if ladder else "Hints"
        self.query_one("VerticalScroll > Static", Static).update(self._told(ladder, taken, allowed=allowed))

    def _told(self, ladder: Sequence[Rung], taken: int, *, allowed: bool) -> Content:
        if not allowed:
            return Content("Hints are switched off in this interview.")
        if not ladder:
            return Content("This question has no hints.")
        lines = [
            Content.styled(
                f"{'✓' if rung.given else '▸' if rung.number == taken + 1 else ' '} {rung.number}  {rung.name}"
                f" – {'taken' if rung.given else rung.cost}",
                "bold" if rung.number == taken + 1 else "$text-muted",
            )
            for rung in ladder
        ]
        end = "All are taken." if taken == len(ladder) else "ctrl+t takes the next; it asks first."
        return Content("\n").join([*lines, Content(end)])
