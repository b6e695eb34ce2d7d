# Takes three neighbours of the sorted amounts, as if the best three had to be close together.
def nearest_total(amounts, payment):
    ordered = sorted(amounts)
    totals = [sum(ordered[first : first + 3]) for first in range(len(ordered) - 2)]
    return min(totals, key=lambda total: (abs(total - payment), total))
