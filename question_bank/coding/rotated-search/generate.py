import random


def generate(n: int, seed: int) -> dict:
    """At most n different numbers, rotated; in long lists the target stands near the end."""
    rng = random.Random(f"rotated-search:{n}:{seed}")
    if n > 20:
        ascending = []
        value = -4 * n
        for _ in range(n):
            value += rng.randint(1, 8)
            ascending.append(value)
        cut = rng.randrange(n // 3, n // 2)
        values = ascending[cut:] + ascending[:cut]
        return {"values": values, "target": values[n - 1 - n // 15]}
    size = rng.randint(0 if n < 4 else 1, n)
    bound = rng.choice([size + 1, 3 * size + 2])
    ascending = sorted(rng.sample(range(-bound, bound + 1), size))
    cut = rng.choice([0, rng.randint(0, size), rng.randint(0, size)])
    values = ascending[cut:] + ascending[:cut]
    if values and rng.random() < 0.65:
        target = rng.choice([values[0], values[-1], rng.choice(values), rng.choice(values)])
    else:
        target = rng.randint(-bound - 1, bound + 1)
    return {"values": values, "target": target}
