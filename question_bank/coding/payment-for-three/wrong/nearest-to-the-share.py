# Chooses one invoice after the other, always the one nearest to an equal share of what is left to pay.
def nearest_total(amounts, payment):
    left = list(amounts)
    total = 0
    for shares in (3, 2, 1):
        share = (payment - total) / shares
        chosen = min(left, key=lambda amount: abs(amount - share))
        left.remove(chosen)
        total += chosen
    return total
