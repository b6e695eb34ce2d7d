def ways(coins, amount):
    """The number of coins in every choice that pays the amount."""
    if not coins:
        if amount == 0:
            yield 0
        return
    coin, others = coins[0], coins[1:]
    for count in range(amount // coin + 1):
        for rest in ways(others, amount - count * coin):
            yield count + rest


def fewest_coins(coins, amount):
    return min(ways(coins, amount), default=-1)
