import random


def generate(n: int, seed: int) -> dict:
    """An amount of n with eight kinds of coins; small n gives up to five kinds and an amount of at most 3n."""
    rng = random.Random(f"fewest-coins:{n}:{seed}")
    if n > 20:
        # No kind below 40, so that a recursion over the amounts stays within a few thousand calls.
        return {"coins": rng.sample(range(40, 400), 8), "amount": n}
    amount = rng.choice([n, rng.randint(0, n), rng.randint(0, 3 * n)])
    lowest = rng.choice([1, 2, 2, 3])
    highest = rng.choice([6, 12, 3 * n + 6])
    coins = rng.sample(range(lowest, highest + 1), min(rng.randint(1, 5), highest - lowest + 1))
    return {"coins": coins, "amount": amount}
