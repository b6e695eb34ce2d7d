"""What is held in memory of one interview, and how it grows by the rows that were stored since it was read."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from coach.domain.event import Event
from coach.domain.response import Attempt, InterviewResponse
from coach.domain.session import InterviewSession
from coach.store.rows import Row

Part = TypeVar("Part", InterviewResponse, Attempt)
ROW_BYTES = 1000
"""About what a row and the value read from it take in memory beside the payload."""
PAYLOAD_TIMES = 8
"""About how much a payload takes, sealed and read, against its own length: what a report of a run does."""


def bytes_of(rows: Sequence[Row]) -> int:
    """About what these rows, and the values read from them, take in memory."""
    return len(rows) * ROW_BYTES + PAYLOAD_TIMES * sum(len(row["payload"]) for row in rows)


class Parts(Generic[Part]):
    """The responses or attempts of an interview, as far as they were read or stored, with their sealed payloads."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, Part]] = {}
        self.size = 0
        """About how many bytes all take in memory."""

    def add(self, rows: Sequence[Row], parts: Sequence[Part]) -> None:
        """What was stored now, and the rows it was stored as."""
        self._known.update({row["id"]: (row["payload"], part) for row, part in zip(rows, parts, strict=True)})
        self.size += bytes_of(rows)

    def take(self, rows: Sequence[Row], read: Callable[[Row], Part]) -> tuple[Part, ...]:
        """Become what these rows say, which are all there are; of those that are known nothing is opened."""
        known = self._known
        self._known, self.size = {}, bytes_of(rows)
        for row in rows:
            part = known.get(row["id"])
            self._known[row["id"]] = part if part and part[0] == row["payload"] else (row["payload"], read(row))
        return tuple(part for _, part in self._known.values())


class Read(NamedTuple):
    """A session as it was read or stored."""

    row: Row
    mark: str
    """Of the key that its row opens with."""
    session: InterviewSession


class Log(NamedTuple):
    """The events of an interview from the first on."""

    row: Row | None = None
    """The session's when the log was read or stored up to its end; None: it was never read."""
    mark: str = ""
    """Of the key that the row opens with."""
    events: tuple[Event, ...] = ()
    end: Row | None = None
    """The row of the last event."""
    size: int = 0
    """About how many bytes the events take in memory."""

    def grown(self, row: Row, mark: str, rows: Sequence[Row], events: Sequence[Event]) -> "Log":
        """With all events behind the last, and their rows."""
        return Log(row, mark, (*self.events, *events), rows[-1] if rows else self.end, self.size + bytes_of(rows))

    def after(self, sequence: int) -> tuple[Event, ...]:
        if not sequence:
            return self.events
        return self.events[bisect_right(self.events, sequence, key=lambda event: event.sequence) :]


class Known(NamedTuple):
    """What a step goes on from, without another look: if its row is still stored, so is all that follows from it."""

    row: Row
    """The session's."""
    mark: str
    """Of the key that its row opens with."""
    last_event: int


@dataclass
class Held:
    """What is known of one interview. Every save seals its row anew: while that is the same, all of it is.

    `read` and `log` are exchanged whole, since other threads look at them.
    """

    read: Read | None = None
    responses: Parts[InterviewResponse] = field(default_factory=Parts)
    attempts: Parts[Attempt] = field(default_factory=Parts)
    log: Log = field(default_factory=Log)

    @property
    def known(self) -> Known | None:
        """None where not both of the session and its log are held as they are at one version of it."""
        if self.read is None or self.log.row != self.read.row:
            return None
        return Known(self.read.row, self.read.mark, self.log.end["sequence"] if self.log.end else 0)

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        return bytes_of([self.read.row] if self.read else []) + self.responses.size + self.attempts.size + self.log.size
