import random


def generate(n: int, seed: int) -> dict:
    """At most n prices; long histories fall slowly, so that the lowest price changes all the time."""
    rng = random.Random(f"best-gain:{n}:{seed}")
    if n > 20:
        level = 900_000_000
        prices = []
        for _ in range(n):
            level -= rng.randint(0, 1_600_000_000 // n)
            prices.append(max(1, level + rng.randint(-40_000_000, 40_000_000)))
        return {"prices": prices}

    days = n if rng.random() < 0.7 else rng.randint(0, n)
    highest = rng.choice([3, 9, 40])
    prices = [rng.randint(1, highest) for _ in range(days)]
    kind = rng.randrange(8)
    if kind == 0:
        prices.sort(reverse=True)
    elif kind == 1:
        # The highest price first and the lowest last: neither is of any use.
        prices = [highest + 1, *prices[1:-1], 1][:days]
    return {"prices": prices}
