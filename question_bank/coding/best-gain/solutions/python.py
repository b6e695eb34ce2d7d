def best_gain(prices: list[int]) -> int:
    best = 0
    cheapest = prices[0] if prices else 0
    for price in prices:
        cheapest = min(cheapest, price)
        best = max(best, price - cheapest)
    return best
