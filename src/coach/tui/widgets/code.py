"""The candidate's file as it is at this moment, to read."""

from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.highlight import highlight
from textual.widgets import Static

from coach.reporting.words import printable
from coach.tui.widgets.pane import Pane

MOST_LINES = 2000
MOST_HIGHLIGHTED = 100_000
"""Characters; longer files are shown without colours."""
EMPTY = "Nothing is written yet. ctrl+o opens your editor; what you save there is shown here."


def numbered(source: str, language: str) -> Content:
    """A source with the line numbers of its file, from its first line that is not empty; takes a moment."""
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    kept = [printable(line.expandtabs(4)) for line in lines[first : first + MOST_LINES]]
    code = "\n".join(kept).rstrip()
    if not code:
        return Content.styled(EMPTY, "$text-muted")
    coloured = highlight(code, language=language or "text") if len(code) <= MOST_HIGHLIGHTED else Content(code)
    width = len(str(first + len(kept)))
    shown = [
        Content.assemble((f"{number:{width}}  ", "$text-muted"), line)
        for number, line in enumerate(coloured.split("\n", allow_blank=True)[: len(code.split("\n"))], first + 1)
    ]
    return Content("\n").join(shown)


def prose(text: str) -> Content:
    """An answer in words."""
    return Content(printable(text)) if text.strip() else Content.styled(EMPTY, "$text-muted")


class CodePane(Pane):
    """The solution, or the answer in words; it is written in the editor."""

    TITLE = "Code"
    DEFAULT_CSS = """
    CodePane ScrollableContainer { height: 1fr; scrollbar-size: 1 1; }
    CodePane ScrollableContainer > Static { width: auto; min-width: 100%; }
    CodePane.-prose ScrollableContainer > Static { width: 100%; }
    """

    def content(self) -> ComposeResult:
        with ScrollableContainer():
            yield Static(EMPTY, markup=False)

    def show(self, content: Content, title: str, *, is_prose: bool) -> None:
        """Prose is wrapped, code is not."""
        self.border_title = title
        self.set_class(is_prose, "-prose")
        self.query_one("ScrollableContainer > Static", Static).update(content)
