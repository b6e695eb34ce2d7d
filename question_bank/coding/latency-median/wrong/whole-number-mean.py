# Takes the mean of the two middle latencies with integer division: half a microsecond gets lost.
from heapq import heappush, heappushpop


class LatencyMedian:
    def __init__(self):
        self.lower = []
        self.upper = []

    def add(self, latency):
        if len(self.lower) == len(self.upper):
            heappush(self.lower, -heappushpop(self.upper, latency))
        else:
            heappush(self.upper, -heappushpop(self.lower, -latency))

    def median(self):
        if not self.lower:
            return -1.0
        if len(self.lower) > len(self.upper):
            return float(-self.lower[0])
        return float((self.upper[0] - self.lower[0]) // 2)
