"""Sandboxes that are ready before they are needed. Each is used once."""

import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from coach.errors import CoachError
from coach.languages.language import Language
from coach.sandbox.box import Box, BoxSource

_OPENERS = 3
MOMENT = 0.15
"""Seconds between an answer and the work that it leaves: what is done with the answer comes first."""
_Key = tuple[str, int]


class Pool:
    """Keeps some parked sandboxes per language and size, opened and removed on threads of its own."""

    def __init__(self, source: BoxSource, size: int) -> None:
        self._source = source
        self._size = size
        self._threads = ThreadPoolExecutor(_OPENERS, "coach-sandbox-pool")
        self._later = ThreadPoolExecutor(1, "coach-sandbox-later")
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._parked: dict[_Key, deque[Future[Box]]] = {}
        self._closed = False

    def take(self, language: Language, memory_class: int) -> Box:
        """A parked sandbox, or a fresh one. Raises RunnerUnavailable."""
        while (parked := self._next(language, memory_class)) is not None:
            try:
                box = parked.result()
            except CoachError:
                break
            if box.is_parked():
                return box
            self.discard(box)
        return self._source.open(language, memory_class)

    def fill(self, language: Language, memory_class: int) -> None:
        """Open what is missing, in the background; of a language only the size asked for last is kept."""
        key = (language.name, memory_class)
        with self._lock:
            others = [each for each in self._parked if each[0] == language.name and each != key]
            unwanted = [future for each in others for future in self._parked.pop(each)]
            parked = self._parked.setdefault(key, deque())
            while not self._closed and len(parked) < self._size:
                parked.append(self._threads.submit(self._source.open, language, memory_class))
        for future in unwanted:
            future.add_done_callback(self._drop)

    def _drop(self, future: Future[Box]) -> None:
        if not future.cancelled() and future.exception() is None:
            self.discard(future.result())

    @property
    def warm(self) -> int:
        """How many sandboxes are ready to be taken."""
        with self._lock:
            parked = [future for queue in self._parked.values() for future in queue]
        return sum(future.done() and not future.cancelled() and future.exception() is None for future in parked)

    def discard(self, box: Box) -> None:
        """End a sandbox and remove it, in the background."""
        with self._lock:
            if not self._closed:
                self._threads.submit(box.discard)
                return
        box.discard()

    def put_away(self, used: list[Box], missing: tuple[Language, int] | None) -> None:
        """In a moment, end sandboxes that were used and open what is missing of a language and size.

        Both take much of the machine, and what is done with an answer is first. What was used is held to its limits
        until then; a run that comes sooner opens its own.
        """
        due = time.monotonic() + MOMENT
        with self._lock:
            if not self._closed:
                self._later.submit(self._put_away, due, used, missing)
                return
        for box in used:
            box.discard()

    def _put_away(self, due: float, used: list[Box], missing: tuple[Language, int] | None) -> None:
        self._closing.wait(max(0.0, due - time.monotonic()))
        for box in used:
            self.discard(box)
        if missing is not None:
            self.fill(*missing)

    def close(self) -> None:
        """Remove every parked sandbox and wait for it. Safe to call twice."""
        with self._lock:
            self._closed = True
        self._closing.set()
        self._later.shutdown(wait=True)
        with self._lock:
            parked = [each for queue in self._parked.values() for each in queue]
            self._parked.clear()
        for each in parked:
            if not each.cancel() and each.exception() is None:
                each.result().discard()
        self._threads.shutdown(wait=True)

    def _next(self, language: Language, memory_class: int) -> Future[Box] | None:
        with self._lock:
            parked = self._parked.get((language.name, memory_class))
            return parked.popleft() if parked else None
