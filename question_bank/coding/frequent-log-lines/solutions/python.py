import heapq
from collections import Counter


def frequent_lines(lines: list[str], k: int) -> list[str]:
    counts = Counter(lines)
    return heapq.nsmallest(k, counts, key=lambda line: (-counts[line], line))
