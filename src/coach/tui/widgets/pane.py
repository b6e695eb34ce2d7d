"""The frame of a pane, with a line above its content for what went wrong in it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.errors import CoachError
from coach.reporting.words import printable

MAX_LINES = 200
MAX_WIDTH = 500


def clipped(text: str, lines: int = MAX_LINES, width: int = MAX_WIDTH) -> str:
    """The last lines of a text, each cut to a width, control characters shown; says what was left out."""
    # Cut before anything looks at every character: a program may print a line of megabytes.
    found = text[-lines * width :].split("\n")
    kept = found[-lines:]
    cut = [line if len(line) <= width else f"{line[:width]} …" for line in kept]
    is_whole = len(kept) == len(found) and len(text) <= lines * width
    return printable("\n".join(cut if is_whole else ["… what came before is left out", *cut]))


class Pane(Vertical):
    """A titled frame; the screen moves panes between columns and tabs by classes alone."""

    DEFAULT_CSS = """
    Pane { height: 1fr; }
    Pane > .banner { display: none; height: auto; max-height: 6; background: $error 15%; padding: 0 1; }
    Pane.-broken > .banner { display: block; }
    """
    TITLE: ClassVar[str] = ""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="pane")
        self.border_title = self.TITLE

    def compose(self) -> ComposeResult:
        yield Static(classes="banner", markup=False)
        yield from self.content()

    def content(self) -> ComposeResult:
        """What is in the pane."""
        yield from ()

    def fail(self, error: CoachError) -> None:
        """Say what went wrong here; what the pane showed stays."""
        rest = [error.why, error.fix and f"Mend it: {error.fix}.".replace("..", "."), "r tries again."]
        told = " ".join(part for part in rest if part)
        lines = Content.assemble((f"✗ {printable(error.message)}", "bold"), "\n", printable(told))
        self.query_one(".banner", Static).update(lines)
        self.add_class("-broken")

    def mend(self) -> None:
        self.remove_class("-broken")

    def take_focus(self) -> None:
        """Focus what can be scrolled or chosen in it."""
        inner = next((one for one in self.query("*") if one.focusable), None)
        if inner is not None:
            inner.focus()
