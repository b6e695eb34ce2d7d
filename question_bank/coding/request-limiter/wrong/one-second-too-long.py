# A request that is exactly one window old still counts.
from collections import defaultdict, deque


class RequestLimiter:
    def __init__(self, limit, window):
        self.limit = limit
        self.window = window
        self.times = defaultdict(deque)

    def allow(self, user, time):
        times = self.times[user]
        while times and times[0] < time - self.window:
            times.popleft()
        if len(times) == self.limit:
            return False
        times.append(time)
        return True
