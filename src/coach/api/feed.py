"""Tells waiting streams that an interview has changed."""

import asyncio
from contextlib import suppress

POLL_SECONDS = 1.0
"""So often a stream looks by itself: another process may have changed the interview."""


class Feed:
    """Wakes up whoever waits for an interview. Belongs to one event loop."""

    def __init__(self, poll_seconds: float = POLL_SECONDS) -> None:
        self._poll = poll_seconds
        self._waiting: dict[str, set[asyncio.Event]] = {}

    def announce(self, session_id: str) -> None:
        """An interview was changed by this process."""
        for event in self._waiting.get(session_id, ()):
            event.set()

    def announce_all(self) -> None:
        """The server ends."""
        for session_id in self._waiting:
            self.announce(session_id)

    async def changed(self, session_id: str) -> None:
        """Wait until the interview was changed, or may have been."""
        event = asyncio.Event()
        waiting = self._waiting.setdefault(session_id, set())
        waiting.add(event)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), self._poll)
        finally:
            waiting.discard(event)
            if not waiting:
                self._waiting.pop(session_id, None)
