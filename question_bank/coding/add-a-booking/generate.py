import random


def generate(n: int, seed: int) -> dict:
    """A plan of n blocks and a booking over the middle of it; small n gives at most n blocks on few times."""
    rng = random.Random(f"add-a-booking:{n}:{seed}")
    if n > 20:
        plan = [[10 * at + rng.randint(0, 4), 10 * at + rng.randint(5, 9)] for at in range(n)]
        return {"plan": plan, "booking": [4 * n, 6 * n]}

    blocks = rng.randint(0, n)
    latest = 2 * blocks + rng.randint(1, 6)
    times = sorted(rng.sample(range(latest), 2 * blocks))
    plan = [[start, end] for start, end in zip(times[::2], times[1::2])]
    return {"plan": plan, "booking": sorted(rng.sample(range(latest + 1), 2))}
