def best_gain(prices):
    best = 0
    for bought, purchase in enumerate(prices):
        for sale in prices[bought + 1 :]:
            if sale - purchase > best:
                best = sale - purchase
    return best
