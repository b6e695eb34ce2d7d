def fewest_coins(coins, amount):
    border = coins.index(0) if 0 in coins else len(coins)
    impossible = amount + 1
    fewest = [0] + [impossible] * amount
    for coin in coins[:border]:
        for total in range(coin, amount + 1):
            with_coin = fewest[total - coin] + 1
            if with_coin < fewest[total]:
                fewest[total] = with_coin
    for coin in coins[border + 1 :]:
        # From the top, so that no total has this coin in it yet.
        for total in range(amount, coin - 1, -1):
            fewest[total] = min(fewest[total], fewest[total - coin] + 1)
    return fewest[amount] if fewest[amount] < impossible else -1
