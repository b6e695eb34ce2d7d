# Uses 0 both for "not reached" and for "takes no coins", so paying nothing looks impossible.
def fewest_coins(coins, amount):
    fewest = [0] * (amount + 1)
    for total in range(1, amount + 1):
        for coin in coins:
            if coin == total:
                fewest[total] = 1
            elif coin < total and fewest[total - coin]:
                candidate = fewest[total - coin] + 1
                if not fewest[total] or candidate < fewest[total]:
                    fewest[total] = candidate
    return fewest[amount] or -1
