from heapq import heappush, heappushpop


class LatencyMedian:
    def __init__(self) -> None:
        self._lower: list[int] = []  # the smaller half, negated, so that its largest is on top
        self._upper: list[int] = []  # the larger half, at most one shorter than the smaller

    def add(self, latency: int) -> None:
        # What goes into one half passes through the other, so that the halves stay in order.
        if len(self._lower) == len(self._upper):
            heappush(self._lower, -heappushpop(self._upper, latency))
        else:
            heappush(self._upper, -heappushpop(self._lower, -latency))

    def median(self) -> float:
        if not self._lower:
            return -1.0
        middle = -self._lower[0]
        if len(self._lower) > len(self._upper):
            return float(middle)
        return (middle + self._upper[0]) / 2
