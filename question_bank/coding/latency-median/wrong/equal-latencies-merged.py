# Keeps a sorted list of different latencies: one that was measured before is dropped.
from bisect import bisect_left


class LatencyMedian:
    def __init__(self):
        self.ordered = []

    def add(self, latency):
        place = bisect_left(self.ordered, latency)
        if place == len(self.ordered) or self.ordered[place] != latency:
            self.ordered.insert(place, latency)

    def median(self):
        if not self.ordered:
            return -1.0
        count = len(self.ordered)
        return (self.ordered[(count - 1) // 2] + self.ordered[count // 2]) / 2
