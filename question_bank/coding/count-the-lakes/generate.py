import random
from math import isqrt


def scattered(rng: random.Random, height: int, width: int, share: float) -> list[str]:
    """Rows in which each square is water with the same probability."""
    return ["".join("~" if rng.random() < share else "." for _ in range(width)) for _ in range(height)]


def winding(height: int, width: int) -> list[str]:
    """One lake that fills every other row and turns at alternating ends."""
    turns = ["~" * width, "." * (width - 1) + "~", "~" * width, "~" + "." * (width - 1)]
    return [turns[row % 4] for row in range(height)]


def generate(n: int, seed: int) -> dict:
    """About n squares; large maps hold one long winding lake and many small ones below it."""
    rng = random.Random(f"count-the-lakes:{n}:{seed}")
    if n > 20:
        width = isqrt(n)
        height = n // width
        bent = height * 3 // 4
        return {"rows": winding(bent, width) + scattered(rng, height - bent, width, 0.5)}
    height = rng.randint(0 if rng.random() < 0.2 else 1, 2 + n // 3)
    width = rng.randint(1, 2 + n // 2)
    return {"rows": scattered(rng, height, width, rng.choice([0.3, 0.5, 0.7]))}
