# Reads the first price without asking whether there is one.
def best_gain(prices):
    cheapest = prices[0]
    best = 0
    for price in prices:
        cheapest = min(cheapest, price)
        best = max(best, price - cheapest)
    return best
