from bisect import bisect_left
from math import inf


def nearest_total(amounts, payment):
    ordered = sorted(amounts)
    first_invoice = bisect_left(ordered, 0)
    best = (inf, 0)
    for first in range(len(ordered) - 2):
        low, high = max(first + 1, first_invoice), len(ordered) - 1
        while low < high:
            total = ordered[first] + ordered[low] + ordered[high]
            best = min(best, (abs(total - payment), total))
            if total < payment:
                low += 1
            else:
                high -= 1
    return best[1]
