"""How much one person may ask for: requests in a minute, tries to sign in, programs at once."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from coach.errors import Limited

SIGN_INS = 20
"""Refreshes, and requests with a token that is no good, in a minute from one address."""
MINUTE = 60.0


class PerMinute:
    """Counts by name; of the minute before as much as lies within the last 60 seconds, as if it came evenly."""

    def __init__(self, most: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._seconds = seconds
        self._minute = 0
        self._now: Counter[str] = Counter()
        self._before: Counter[str] = Counter()

    def has_room(self, name: str) -> bool:
        """Whether one more is allowed."""
        minute, into = divmod(self._seconds(), MINUTE)
        if minute != self._minute:
            self._before = self._now if minute == self._minute + 1 else Counter()
            self._minute, self._now = int(minute), Counter()
        return self._now[name] + self._before[name] * (1 - into / MINUTE) + 1 <= self.most

    def count(self, name: str) -> bool:
        """Count one more, if it is allowed; whether it was."""
        if not self.has_room(name):
            return False
        self._now[name] += 1
        return True


STREAMS = 16
"""Event streams that one person may have open: each asks the database every second."""


class Limits:
    """Counts in this process; `refused` is told in a word why somebody was turned away."""

    def __init__(
        self,
        requests_per_minute: int,
        runs_at_once: int,
        refused: Callable[[str], None],
        sign_ins_per_minute: int = SIGN_INS,
    ) -> None:
        self._refused = refused
        self._requests = PerMinute(requests_per_minute)
        self._sign_ins = PerMinute(sign_ins_per_minute)
        self._runs_at_once = runs_at_once
        self._running: Counter[str] = Counter()
        self._listening: Counter[str] = Counter()

    def request(self, user_id: str) -> None:
        """Raises Limited."""
        if not self._requests.count(user_id):
            self._refused("rate")
            raise Limited(f"That was more than {self._requests.most} requests in a minute.", fix="wait for a minute")

    def sign_in(self, address: str) -> None:
        """One more try from an address. Raises Limited."""
        if not self._sign_ins.count(address):
            self._refused("login")
            raise Limited("There were too many tries to sign in from your address.", fix="wait for a minute")

    @contextmanager
    def run(self, user_id: str) -> Iterator[None]:
        """While code of a person runs. Raises Limited."""
        if self._running[user_id] >= self._runs_at_once:
            self._refused("runs")
            raise Limited(f"{self._runs_at_once} of your programs are running.", fix="wait until one of them has ended")
        with _one_more(self._running, user_id):
            yield

    @contextmanager
    def stream(self, user_id: str) -> Iterator[None]:
        """While a person listens to an interview. Raises Limited."""
        if self._listening[user_id] >= STREAMS:
            self._refused("streams")
            raise Limited(f"You listen to {STREAMS} interviews.", fix="end one of the streams")
        with _one_more(self._listening, user_id):
            yield


@contextmanager
def _one_more(counts: Counter[str], user_id: str) -> Iterator[None]:
    counts[user_id] += 1
    try:
        yield
    finally:
        counts[user_id] -= 1
        if not counts[user_id]:
            del counts[user_id]
