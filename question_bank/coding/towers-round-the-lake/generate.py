import random


def generate(n: int, seed: int) -> dict:
    """At most n towers; in a large ring they get lower nearly all the way round, with small ups and downs."""
    rng = random.Random(f"towers-round-the-lake:{n}:{seed}")
    if n > 20:
        step = 600_000_000 // n
        heights = [650_000_000 - step * place + rng.randint(0, 8 * step) for place in range(n)]
        cut = rng.randrange(n // 3, n // 2)  # the highest stand somewhere in the middle of the list
        return {"heights": heights[cut:] + heights[:cut]}
    size = 0 if rng.random() < 0.04 else rng.randint(1, n)
    highest = rng.choice([2, 3, 9, 1_000_000_000])
    heights = [rng.randint(1, highest) for _ in range(size)]
    shape = rng.random()
    if shape < 0.2:
        heights.sort(reverse=shape < 0.15)
    return {"heights": heights}
