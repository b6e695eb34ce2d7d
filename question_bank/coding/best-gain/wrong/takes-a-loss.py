# Starts with the first possible trade instead of none, so falling prices end in a loss.
def best_gain(prices):
    if len(prices) < 2:
        return 0
    cheapest = prices[0]
    best = prices[1] - prices[0]
    for price in prices[1:]:
        best = max(best, price - cheapest)
        cheapest = min(cheapest, price)
    return best
