# Never checks that a coin fits: the index becomes negative and, with a large coin, leaves the table.
def fewest_coins(coins, amount):
    infinity = float("inf")
    fewest = [infinity] * (amount + 1)
    fewest[0] = 0
    for total in range(1, amount + 1):
        for coin in coins:
            fewest[total] = min(fewest[total], fewest[total - coin] + 1)
    return fewest[amount] if fewest[amount] != infinity else -1
