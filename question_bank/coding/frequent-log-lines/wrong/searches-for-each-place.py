# Right, but goes through all distinct lines again for every place in the result.
from collections import Counter


def frequent_lines(lines, k):
    counts = Counter(lines)
    result = []
    while counts and len(result) < k:
        best = min(counts, key=lambda line: (-counts[line], line))
        result.append(best)
        del counts[best]
    return result
