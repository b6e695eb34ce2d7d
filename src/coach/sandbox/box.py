"""One sandbox with its supervisor: opened, used for one job (or several of the same trust), thrown away."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from coach.languages.language import Language
from coach.sandbox.frames import BoxGone, BoxOverdue, Frames, Link
from coach.sandbox.jobs import Job

READY_SECONDS = 60.0


class Box:
    """A sandbox that is ready for a job. Its methods block; BoxGone and BoxOverdue say that it is lost."""

    def __init__(self, link: Link, remove: Callable[[], None]) -> None:
        self._frames = Frames(link)
        self._remove = remove
        self._discarded = False
        self.about: dict[str, Any] = {}
        """What the supervisor said of itself when it was ready."""

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        header, _ = self._frames.receive(time.monotonic() + seconds)
        if not header.get("ready"):
            raise BoxGone("its supervisor did not start")
        self.about = header

    def is_parked(self) -> bool:
        """Whether it still waits for a job."""
        return not self._discarded and self._frames.link.is_quiet()

    def submit(self, job: Job) -> tuple[dict[str, Any], bytes]:
        """Send a job and wait for its answer."""
        until = time.monotonic() + job.seconds
        self._frames.send(job.header, job.body, until)
        return self._frames.receive(until)

    def hang_up(self) -> None:
        """Close the connection, which ends the sandbox; safe from any thread, and twice."""
        self._frames.link.close()

    def discard(self) -> None:
        """End the sandbox and remove what is left of it. Never raises."""
        if not self._discarded:
            self._discarded = True
            self.hang_up()
            self._remove()


class BoxSource(Protocol):
    """Where fresh sandboxes come from. Its methods block."""

    @property
    def name(self) -> str: ...

    @property
    def notices(self) -> tuple[str, ...]:
        """What of the isolation is degraded, in words for the person."""
        ...

    def memory_class(self, language: Language, memory_mib: int) -> int:
        """The size of sandbox for a request, in MiB; requests of one class can share a pool."""
        ...

    def open(self, language: Language, memory_class: int) -> Box:
        """A sandbox that is ready. Raises RunnerUnavailable."""
        ...

    def stop(self) -> None:
        """Give up what is being opened, as far as that can be done; called from another thread."""
        ...

    def close(self) -> None:
        """Release the engine. Safe to call twice."""
        ...


__all__ = ["READY_SECONDS", "Box", "BoxGone", "BoxOverdue", "BoxSource"]
