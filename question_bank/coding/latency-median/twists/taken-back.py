from collections import Counter
from heapq import heappop, heappush


class LatencyMedian:
    def __init__(self):
        self.lower, self.upper = [], []  # heaps; the smaller half is negated
        self.lower_count = self.upper_count = 0  # without what was taken back
        self.gone = Counter()  # taken back, but still somewhere in a heap

    def add(self, latency):
        if latency < 0:
            self._take_back(-latency)
        elif not self.lower_count or latency <= -self.lower[0]:
            heappush(self.lower, -latency)
            self.lower_count += 1
        else:
            heappush(self.upper, latency)
            self.upper_count += 1
        self._balance()

    def _take_back(self, latency):
        self.gone[latency] += 1
        if latency <= -self.lower[0]:
            self.lower_count -= 1
        else:
            self.upper_count -= 1
        self._clear_tops()

    def _clear_tops(self):
        for heap, sign in ((self.lower, -1), (self.upper, 1)):
            while heap and self.gone[sign * heap[0]]:
                self.gone[sign * heappop(heap)] -= 1

    def _balance(self):
        if self.lower_count > self.upper_count + 1:
            heappush(self.upper, -heappop(self.lower))
            self.lower_count -= 1
            self.upper_count += 1
        elif self.lower_count < self.upper_count:
            heappush(self.lower, -heappop(self.upper))
            self.lower_count += 1
            self.upper_count -= 1
        self._clear_tops()

    def median(self):
        if not self.lower_count:
            return -1.0
        if self.lower_count > self.upper_count:
            return float(-self.lower[0])
        return (self.upper[0] - self.lower[0]) / 2
