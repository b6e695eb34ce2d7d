# Keeps whichever of two equally near totals it meets first.
def nearest_total(amounts, payment):
    ordered = sorted(amounts)
    nearest = sum(ordered[:3])
    for first in range(len(ordered) - 2):
        low, high = first + 1, len(ordered) - 1
        while low < high:
            total = ordered[first] + ordered[low] + ordered[high]
            if abs(total - payment) < abs(nearest - payment):
                nearest = total
            if total < payment:
                low += 1
            else:
                high -= 1
    return nearest
