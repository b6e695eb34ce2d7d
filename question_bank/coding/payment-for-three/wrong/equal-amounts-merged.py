# Removes duplicates "to save work", although two invoices may have the same amount.
def nearest_total(amounts, payment):
    ordered = sorted(set(amounts))
    best = (float("inf"), 0)
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
