import random


def generate(n: int, seed: int) -> dict:
    """A hall of n rows; the seed alone decides how much of it is taken, so that the halls of a ladder are alike."""
    taken = random.Random(f"gallery-guards:{seed}").choice([0.04, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5])
    rng = random.Random(f"gallery-guards:{n}:{seed}")
    return {"hall": ["".join("x" if rng.random() < taken else "." for _ in range(n)) for _ in range(n)]}
