"""What a pane shows while it has nothing of its own: that it is loading, empty, or failed."""

from textual.content import Content
from textual.widgets import Static

from coach.errors import CoachError
from coach.reporting.visible import shown


class State(Static):
    """Takes the place of a pane's content until there is some."""

    DEFAULT_CSS = """
    State { padding: 1 2; width: 1fr; }
    """

    def __init__(self, loading: str, *, id: str | None = None) -> None:
        super().__init__(Content.styled(loading, "$foreground 60%"), id=id, markup=False)

    def load(self, what: str) -> None:
        self._show(Content.styled(what, "$foreground 60%"))

    def tell(self, what: str) -> None:
        """Nothing is there, and what can be done about it."""
        self._show(Content(shown(what)))

    def fail(self, error: CoachError) -> None:
        """What happened, why, and how to mend it."""
        lines = [error.why, error.fix and f"Mend it: {error.fix}", "r tries again."]
        rest = "".join(f"\n  {shown(line)}" for line in lines if line)
        self._show(Content.assemble((f"✗ {shown(error.message)}", "bold $text-error"), rest))

    def _show(self, content: Content) -> None:
        self.display = True
        self.update(content)
