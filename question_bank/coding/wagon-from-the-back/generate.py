import random


def generate(n: int, seed: int) -> dict:
    """A train of at most n wagons; in a long one the wagon is near the middle, far from both ends."""
    rng = random.Random(f"wagon-from-the-back:{n}:{seed}")
    if n > 20:
        return {"head": [rng.randint(0, 1000) for _ in range(n)], "k": n // 2 + rng.randint(-n // 20, n // 20)}
    length = rng.randint(1, n)
    heaviest = rng.choice([1, 4, 1000])
    head = [rng.randint(0, heaviest) for _ in range(length)]
    k = rng.choice([1, length, rng.randint(1, length), rng.randint(1, length)])
    return {"head": head, "k": k}
