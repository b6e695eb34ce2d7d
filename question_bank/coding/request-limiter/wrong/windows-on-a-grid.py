# Counts in fixed windows, one after the other: around the border of two of them twice the limit gets through.
class RequestLimiter:
    def __init__(self, limit, window):
        self.limit = limit
        self.window = window
        self.counts = {}

    def allow(self, user, time):
        key = (user, time // self.window)
        if self.counts.get(key, 0) == self.limit:
            return False
        self.counts[key] = self.counts.get(key, 0) + 1
        return True
