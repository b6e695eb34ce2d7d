def best_gain(prices: list[int]) -> int:
    best = 0
    cheapest = abs(prices[0]) if prices else 0
    for price in prices:
        cheapest = min(cheapest, abs(price))
        best = max(best, price - cheapest)  # below 0 on a day without sales
    return best
