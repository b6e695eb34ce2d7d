# Among equally frequent lines the heap lets go of the alphabetically first; sorting the rest afterwards is too late.
import heapq
from collections import Counter


def frequent_lines(lines, k):
    kept = []
    for line, count in Counter(lines).items():
        heapq.heappush(kept, (count, line))
        if len(kept) > k:
            heapq.heappop(kept)
    kept.sort(key=lambda entry: (-entry[0], entry[1]))
    return [line for _, line in kept]
