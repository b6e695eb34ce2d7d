# Puts new latencies into the two halves in turn, without letting each pass through the other half first.
from heapq import heappush


class LatencyMedian:
    def __init__(self):
        self.lower = []
        self.upper = []

    def add(self, latency):
        if len(self.lower) == len(self.upper):
            heappush(self.lower, -latency)
        else:
            heappush(self.upper, latency)

    def median(self):
        if not self.lower:
            return -1.0
        if len(self.lower) > len(self.upper):
            return float(-self.lower[0])
        return (self.upper[0] - self.lower[0]) / 2
