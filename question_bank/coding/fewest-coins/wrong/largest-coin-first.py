# Greedy: right for everyday currencies, wrong for kinds of coins in general.
def fewest_coins(coins, amount):
    used = 0
    for coin in sorted(coins, reverse=True):
        used += amount // coin
        amount %= coin
    return used if amount == 0 else -1
