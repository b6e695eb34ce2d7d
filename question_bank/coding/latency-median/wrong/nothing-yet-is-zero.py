# Answers 0 before the first measurement, although -1 was agreed.
from bisect import insort


class LatencyMedian:
    def __init__(self):
        self.ordered = []

    def add(self, latency):
        insort(self.ordered, latency)

    def median(self):
        if not self.ordered:
            return 0.0
        count = len(self.ordered)
        return (self.ordered[(count - 1) // 2] + self.ordered[count // 2]) / 2
