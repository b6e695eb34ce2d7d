import random
from math import isqrt


def generate(n: int, seed: int) -> dict:
    """A square grid of about n cells; small n gives 0 to 6 rows."""
    rng = random.Random(f"rotate-grid:{n}:{seed}")
    if n > 20:
        side, lowest, highest = isqrt(n), 0, 255  # shades of grey
    else:
        side = 0 if rng.random() < 0.06 else rng.randint(1, min(6, 1 + n // 2))
        highest = rng.choice([1, 3, 50])
        lowest = -highest
    return {"grid": [[rng.randint(lowest, highest) for _ in range(side)] for _ in range(side)]}
