import random


def generate(n: int, seed: int) -> dict:
    """At most n parcels; in long lists about nine parcels go on each trip."""
    rng = random.Random(f"island-boat:{n}:{seed}")
    if n > 20:
        return {"weights": [rng.randint(1, 10_000) for _ in range(n)], "days": n // 9}
    size = rng.randint(1, n)
    bound = rng.choice([2, 6, 40])
    weights = [rng.randint(1, bound) for _ in range(size)]
    if rng.random() < 0.25:
        weights[rng.randrange(size)] = 2 * bound  # one parcel that may decide alone
    return {"weights": weights, "days": rng.choice([rng.randint(1, size), rng.randint(1, size), size + 2])}
