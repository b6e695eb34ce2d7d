# Takes k lines from the heap, however many there are.
import heapq
from collections import Counter


def frequent_lines(lines, k):
    heap = [(-count, line) for line, count in Counter(lines).items()]
    heapq.heapify(heap)
    return [heapq.heappop(heap)[1] for _ in range(k)]
