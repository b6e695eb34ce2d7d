import random


def generate(n: int, seed: int) -> dict:
    """At most n requests; in large inputs a good part of them can be granted, mostly short ones."""
    rng = random.Random(f"one-scanner:{n}:{seed}")
    if n > 20:
        horizon, count, cleaning = 2_000 * n, n, rng.randint(20, 60)
    else:
        horizon, count, cleaning = rng.choice([6, 12, 30]), rng.randint(0, n), rng.randint(0, 3)
    requests = []
    for _ in range(count):
        start = rng.randrange(horizon)
        longest = rng.choice([200, 4_000, 20_000]) if n > 20 else rng.choice([2, horizon])
        requests.append([start, min(horizon, start + rng.randint(1, longest))])
    if 1 < count <= 20 and rng.random() < 0.2:
        requests[1] = list(requests[0])
    return {"requests": requests, "cleaning": cleaning}
