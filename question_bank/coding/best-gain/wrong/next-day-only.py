# Sells on the day after the purchase.
def best_gain(prices):
    return max((today - yesterday for yesterday, today in zip(prices, prices[1:])), default=0)
