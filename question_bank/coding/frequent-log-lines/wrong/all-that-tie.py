# Keeps every line that is as frequent as the last place, and so returns more than k.
from collections import Counter


def frequent_lines(lines, k):
    counts = Counter(lines)
    ranked = sorted(counts, key=lambda line: (-counts[line], line))
    if len(ranked) <= k:
        return ranked
    least = counts[ranked[k - 1]]
    return [line for line in ranked if counts[line] >= least]
