# Counts runs of equal lines without sorting first: a line that comes back later is a second entry.
from itertools import groupby


def frequent_lines(lines, k):
    counts = {}
    for line, run in groupby(lines):
        counts[line] = max(counts.get(line, 0), len(list(run)))
    return sorted(counts, key=lambda line: (-counts[line], line))[:k]
