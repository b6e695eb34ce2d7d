import math


def nearest_total(amounts: list[int], payment: int) -> int:
    ordered = sorted(amounts)
    best = (math.inf, 0)  # distance from the payment, then the total
    for first in range(len(ordered) - 2):
        low, high = first + 1, len(ordered) - 1
        while low < high:
            total = ordered[first] + ordered[low] + ordered[high]
            best = min(best, (abs(total - payment), total))
            if total < payment:
                low += 1
            else:
                high -= 1
    return best[1]
