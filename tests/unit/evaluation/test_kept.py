"""Properties that are worked out once."""

import threading

from coach.evaluation.kept import kept


class Slow:
    """Reads as long as it is told to."""

    def __init__(self, until: threading.Event) -> None:
        self.begun = threading.Event()
        self.times = 0
        self._until = until

    @kept
    def read(self) -> int:
        """What was read."""
        self.begun.set()
        assert self._until.wait(60)
        self.times += 1
        return self.times


def test_it_is_worked_out_once_for_each() -> None:
    now = threading.Event()
    now.set()
    one, other = Slow(now), Slow(now)
    assert (one.read, one.read, other.read, one.times) == (1, 1, 1, 1)
    assert Slow.read.__doc__ == "What was read."


def test_nobody_waits_for_what_another_thread_works_out() -> None:
    never, now = threading.Event(), threading.Event()
    now.set()
    slow, quick = Slow(never), Slow(now)
    thread = threading.Thread(target=lambda: slow.read)
    thread.start()
    assert slow.begun.wait(60)
    assert quick.read == 1
    assert thread.is_alive()
    never.set()
    thread.join(60)
    assert slow.times == 1
