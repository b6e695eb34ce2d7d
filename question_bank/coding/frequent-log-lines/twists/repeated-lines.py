import heapq
import re
from collections import Counter

REPEATED = re.compile(r"repeated ([0-9]+) times")


def frequent_lines(lines, k):
    counts = Counter()
    previous = ""
    for line in lines:
        if repeated := REPEATED.fullmatch(line):
            counts[previous] += int(repeated[1])
        else:
            counts[line] += 1
            previous = line
    return heapq.nsmallest(k, counts, key=lambda line: (-counts[line], line))
