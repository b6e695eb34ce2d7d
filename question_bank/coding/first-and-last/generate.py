import random


def generate(n: int, seed: int) -> dict:
    """At most n values in ascending order; in long lists the target fills a third of the places."""
    rng = random.Random(f"first-and-last:{n}:{seed}")
    if n > 20:
        before, run = n * 2 // 5, n // 3
        smaller = sorted(rng.randint(-2 * n, -1) for _ in range(before))
        larger = sorted(rng.randint(1, 2 * n) for _ in range(n - before - run))
        return {"values": [*smaller, *[0] * run, *larger], "target": 0}
    size = rng.randint(0 if n < 4 else 1, n)
    bound = rng.choice([1, 2, 4, n])
    values = sorted(rng.randint(-bound, bound) for _ in range(size))
    if values and rng.random() < 0.7:
        target = rng.choice([values[0], values[-1], rng.choice(values)])
    else:
        target = rng.randint(-bound - 1, bound + 1)
    return {"values": values, "target": target}
