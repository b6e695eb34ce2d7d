# Looks for the largest total that does not exceed the payment.
def nearest_total(amounts, payment):
    ordered = sorted(amounts)
    nearest = sum(ordered[:3])
    for first in range(len(ordered) - 2):
        low, high = first + 1, len(ordered) - 1
        while low < high:
            total = ordered[first] + ordered[low] + ordered[high]
            if total > payment:
                high -= 1
            else:
                nearest = max(nearest, total)
                low += 1
    return nearest
