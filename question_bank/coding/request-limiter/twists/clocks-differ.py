from collections import defaultdict, deque


class RequestLimiter:
    def __init__(self, limit: int, window: int) -> None:
        self._limit = limit
        self._window = window
        self._now = 0
        self._allowed: defaultdict[str, deque[int]] = defaultdict(deque)

    def allow(self, user: str, time: int) -> bool:
        self._now = max(self._now, time)
        times = self._allowed[user]
        if len(times) == self._limit:
            if times[0] > self._now - self._window:
                return False
            times.popleft()
        times.append(self._now)
        return True
