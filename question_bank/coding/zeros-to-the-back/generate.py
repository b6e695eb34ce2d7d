import random


def generate(n: int, seed: int) -> dict:
    """At most n readings; about half of a long list are zeros, in short and long runs."""
    rng = random.Random(f"zeros-to-the-back:{n}:{seed}")
    if n > 20:
        readings: list[int] = []
        while len(readings) < n:
            readings += [0] * rng.randint(1, 5)
            readings += [rng.randint(1, 1_000_000) for _ in range(rng.randint(1, 5))]
        return {"readings": readings[:n]}
    size = 0 if rng.random() < 0.05 else rng.randint(1, n)
    share = rng.choice([0.2, 0.5, 0.8])
    highest = rng.choice([1, 3, 50])
    return {"readings": [0 if rng.random() < share else rng.randint(1, highest) for _ in range(size)]}
