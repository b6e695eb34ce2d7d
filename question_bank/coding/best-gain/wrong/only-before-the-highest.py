# Sells at the highest price of all, however early that is.
def best_gain(prices):
    if not prices:
        return 0
    day = prices.index(max(prices))
    return prices[day] - min(prices[: day + 1])
