"""What may be read about the question."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from coach.reporting.words import printable
from coach.tui.widgets.pane import Pane


class QuestionPane(Pane):
    """Grows with what the candidate finds out."""

    TITLE = "Question"
    LOADING = "*Opening the interview …*"

    def content(self) -> ComposeResult:
        with VerticalScroll():
            # Links in it are text: a question may come from anywhere.
            yield Markdown(self.LOADING, open_links=False)

    def on_mount(self) -> None:
        self._shown = self.LOADING

    async def show(self, text: str) -> None:
        """Markdown; nothing is drawn anew for the same text."""
        text = printable(text.replace("\r\n", "\n"))
        if text != self._shown:
            self._shown = text
            await self.query_one(Markdown).update(text)
