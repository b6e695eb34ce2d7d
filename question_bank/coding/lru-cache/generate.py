import random


def generate(n: int, seed: int) -> dict:
    """A constructor and n calls; long sequences use a large cache with hits, misses and evictions."""
    rng = random.Random(f"lru-cache:{n}:{seed}")
    if n > 20:
        capacity, keys, highest = n // 5, n // 3, 1_000_000_000
    else:
        capacity, keys, highest = rng.randint(1, 3), rng.randint(2, 5), 3
    operations: list[list] = [["LruCache", [capacity]]]
    for step in range(n):
        # Long sequences fill the cache first.
        write = rng.random() < 0.5 or (n > 20 and step < capacity)
        key = rng.randrange(keys)
        if write:
            operations.append(["put", [key, rng.randint(0, highest)]])
        else:
            operations.append(["get", [key]])
    return {"operations": operations}
