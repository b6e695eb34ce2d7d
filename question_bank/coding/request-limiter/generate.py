import random


def generate(n: int, seed: int) -> dict:
    """A limiter and n requests; long sequences keep one busy user close to a large limit."""
    rng = random.Random(f"request-limiter:{n}:{seed}")
    if n > 20:
        limit, window = n // 4, n // 2
        users, pauses = ["mill"] * 8 + ["harbour", "station"], [0, 1, 2]
    else:
        limit, window = rng.randint(1, 3), rng.randint(1, 6)
        users, pauses = rng.choice([["a"], ["a", "b"]]), [0, 0, 1, 1, 2, 3, 7]
    time = 0
    operations: list[list] = [["RequestLimiter", [limit, window]]]
    for _ in range(n):
        time += rng.choice(pauses)
        operations.append(["allow", [rng.choice(users), time]])
    return {"operations": operations}
