from collections import defaultdict, deque


class RequestLimiter:
    def __init__(self, limit: int, window: int) -> None:
        self._limit = limit
        self._window = window
        self._allowed: defaultdict[str, deque[int]] = defaultdict(deque)  # the latest times, at most `limit` per user

    def allow(self, user: str, time: int) -> bool:
        times = self._allowed[user]
        if len(times) == self._limit:
            if times[0] > time - self._window:
                return False
            times.popleft()
        times.append(time)
        return True
