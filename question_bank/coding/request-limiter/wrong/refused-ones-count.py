# Notes the request before it decides: who keeps asking while refused is never let through again.
from collections import defaultdict, deque


class RequestLimiter:
    def __init__(self, limit, window):
        self.limit = limit
        self.window = window
        self.times = defaultdict(deque)

    def allow(self, user, time):
        times = self.times[user]
        while times and times[0] <= time - self.window:
            times.popleft()
        times.append(time)
        return len(times) <= self.limit
