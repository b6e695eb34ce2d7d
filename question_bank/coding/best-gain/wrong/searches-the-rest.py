# Right, but looks for the highest price among all later days, once per day.
def best_gain(prices):
    best = 0
    for day, price in enumerate(prices):
        best = max(best, max(prices[day:]) - price)
    return best
