"""A time line of an interview with a place on it."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from coach.domain.event import EventKind
from coach.reporting.timeline import SIGNS, Lane
from coach.tui.replaying import Frame

WEIGHT = (EventKind.ANSWERED, EventKind.HINTED, EventKind.RAN, EventKind.SKIPPED, EventKind.FOLLOWED_UP)
"""Whose sign stands where several events fall on one column; all others come behind."""


class Scrubber(Widget):
    """Three lines: the phases of the questions, what happened, and where one is."""

    DEFAULT_CSS = """
    Scrubber { height: 3; padding: 0 1; background: $panel; text-wrap: nowrap; }
    """

    class Sought(Message):
        """Somebody clicked at a time."""

        def __init__(self, seconds: float) -> None:
            super().__init__()
            self.seconds = seconds

    def __init__(self) -> None:
        super().__init__()
        self._lanes: Sequence[Lane] = ()
        self._frames: Sequence[Frame] = ()
        self._whole = 1.0
        self._seconds = 0.0

    def show(self, lanes: Sequence[Lane], frames: Sequence[Frame], whole: float) -> None:
        """`whole` is the length of the interview in seconds."""
        self._lanes, self._frames, self._whole = lanes, frames, max(whole, 1.0)
        self.refresh()

    def move(self, seconds: float) -> None:
        self._seconds = seconds
        self.refresh()

    def render(self) -> Content:
        room = max(1, self.content_size.width)
        return Content("\n").join((self._phases(room), self._signs(room), self._track(room)))

    def _column(self, seconds: float, room: int) -> int:
        return min(room - 1, max(0, int(seconds / self._whole * (room - 1))))

    def _phases(self, room: int) -> Content:
        """Question and phase, each from where it begins; a name that has no room is cut."""
        spans = [(span.start, f"{lane.question.id} {span.name}") for lane in self._lanes for span in lane.spans]
        starts = sorted({self._column(start, room): name for start, name in spans}.items())
        ends = [start for start, _ in starts[1:]] + [room]
        told = " " * (starts[0][0] if starts else room)
        for (start, name), end in zip(starts, ends, strict=bool(starts)):
            told += f"▏{name}"[: end - start].ljust(end - start)
        return Content.styled(told, "$foreground 60%")

    def _signs(self, room: int) -> Content:
        found: dict[int, EventKind] = {}
        for frame in self._frames:
            if frame.kind in SIGNS:
                column = self._column(frame.seconds, room)
                found[column] = min((frame.kind, found.get(column, frame.kind)), key=_weight)
        return Content("".join(SIGNS[found[column]][0] if column in found else " " for column in range(room)))

    def _track(self, room: int) -> Content:
        place = self._column(self._seconds, room)
        return Content.assemble(("━" * place + "●", "bold $text-accent"), "─" * (room - place - 1))

    def on_click(self, event: Click) -> None:
        room = max(2, self.content_size.width)
        self.post_message(self.Sought(min(1.0, max(0.0, (event.x - 1) / (room - 1))) * self._whole))


def _weight(kind: EventKind) -> int:
    return WEIGHT.index(kind) if kind in WEIGHT else len(WEIGHT)
