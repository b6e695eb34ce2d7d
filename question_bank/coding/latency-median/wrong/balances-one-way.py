# Moves a latency up when the lower half gets too long, but never one down from an upper half that is too long.
from heapq import heappop, heappush


class LatencyMedian:
    def __init__(self):
        self.lower = []
        self.upper = []

    def add(self, latency):
        if not self.lower or latency <= -self.lower[0]:
            heappush(self.lower, -latency)
            if len(self.lower) > len(self.upper) + 1:
                heappush(self.upper, -heappop(self.lower))
        else:
            heappush(self.upper, latency)

    def median(self):
        if not self.lower:
            return -1.0
        if len(self.lower) > len(self.upper):
            return float(-self.lower[0])
        if len(self.lower) < len(self.upper):
            return float(self.upper[0])
        return (self.upper[0] - self.lower[0]) / 2
