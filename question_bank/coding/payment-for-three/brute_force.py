from itertools import combinations


def nearest_total(amounts, payment):
    totals = sorted(sum(three) for three in combinations(amounts, 3))  # the smaller of equally near ones comes first
    return min(totals, key=lambda total: abs(total - payment))
