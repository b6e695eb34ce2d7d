# Forgets the calendar: the highest price may come before the lowest.
def best_gain(prices):
    return max(prices) - min(prices) if prices else 0
