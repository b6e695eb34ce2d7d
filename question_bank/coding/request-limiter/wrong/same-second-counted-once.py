# Keeps the times as keys of a dictionary, in their order: two requests of the same second become one.
from collections import defaultdict


class RequestLimiter:
    def __init__(self, limit, window):
        self.limit = limit
        self.window = window
        self.times = defaultdict(dict)

    def allow(self, user, time):
        times = self.times[user]
        while times and next(iter(times)) <= time - self.window:
            del times[next(iter(times))]
        if len(times) == self.limit:
            return False
        times[time] = True
        return True
