# Strips the lines and ignores their case, and so counts different lines together.
import heapq
from collections import Counter


def frequent_lines(lines, k):
    first_spelling = {}
    counts = Counter()
    for line in lines:
        tidy = line.strip().lower()
        first_spelling.setdefault(tidy, line)
        counts[tidy] += 1
    best = heapq.nsmallest(k, counts, key=lambda tidy: (-counts[tidy], tidy))
    return [first_spelling[tidy] for tidy in best]
