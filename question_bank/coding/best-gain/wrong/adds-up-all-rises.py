# Trades as often as it pays, although one purchase and one sale are allowed.
def best_gain(prices):
    return sum(max(0, today - yesterday) for yesterday, today in zip(prices, prices[1:]))
