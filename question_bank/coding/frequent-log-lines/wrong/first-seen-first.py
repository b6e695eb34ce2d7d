# Leaves equally frequent lines in the order in which they were first seen.
from collections import Counter


def frequent_lines(lines, k):
    return [line for line, _ in Counter(lines).most_common(k)]
