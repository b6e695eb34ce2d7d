# Buys at the lowest price of all, however late that is.
def best_gain(prices):
    if not prices:
        return 0
    day = prices.index(min(prices))
    return max(prices[day:]) - prices[day]
