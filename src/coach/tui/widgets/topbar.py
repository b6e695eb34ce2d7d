"""The line on top: where the interview stands, and the clock."""

from textual.app import RenderResult
from textual.content import Content
from textual.widgets import Static

from coach.reporting.words import printable
from coach.tui.leading import Standing

LOW_SECONDS = 300


def clock(seconds: float) -> str:
    """Minutes and seconds; counted up behind a plus once the time is over."""
    minutes, rest = divmod(int(abs(seconds)), 60)
    return f"{'+' if seconds <= -1 else ''}{minutes:02d}:{rest:02d}"


class TopBar(Static):
    """Leaves out from the right what has no room; title and clock always stay."""

    DEFAULT_CSS = """
    TopBar { height: 1; background: $panel; padding: 0 1; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._standing = Standing()
        self._saved = ""

    def show(self, standing: Standing, saved: str) -> None:
        """`saved` is a word for whether all is stored."""
        if (standing, saved) != (self._standing, self._saved):
            self._standing, self._saved = standing, saved
            self.refresh()

    def render(self) -> RenderResult:
        now, width = self._standing, self.content_size.width
        over = now.seconds_left <= 0
        style = "bold $text-error" if over else "bold $text-warning" if now.seconds_left < LOW_SECONDS else "bold"
        right = f"{'time up ' if over else ''}{clock(now.seconds_left)}" if now.of else ""
        room = width - len(right) - 2
        title = printable(now.title) or "coach"
        left = title if len(title) <= room else f"{title[: max(0, room - 1)]}…"
        for part in self._parts():
            if len(left) + len(part) + 3 <= room:
                left += f" · {part}"
        gap = " " * max(1, width - Content(left).cell_length - len(right))
        return Content.assemble(left, gap, (right, style))

    def _parts(self) -> list[str]:
        """The most important first."""
        now = self._standing
        parts = [
            f"question {now.number}/{now.of}" if now.of else "",
            f"{now.phase} {clock(max(0.0, now.phase_seconds))}" if now.phase else "",
            f"hints {now.hints}/{now.rungs}" if now.rungs else "",
            f"● {printable(now.mode)}" if now.mode else "",
            f"● {printable(now.runner)}" if now.runner else "",
            self._saved,
        ]
        return [part for part in parts if part]
