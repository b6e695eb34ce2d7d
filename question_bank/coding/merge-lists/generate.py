import random


def generate(n: int, seed: int) -> dict:
    """Two sorted lists; in large inputs they have n nodes together and interleave from end to end."""
    rng = random.Random(f"merge-lists:{n}:{seed}")
    if n > 20:
        bound = 1_000_000_000
        one = sorted(rng.randint(-bound, bound) for _ in range(n // 2))
        other = sorted(rng.randint(-bound, bound) for _ in range(n - n // 2))
        return {"one": one, "other": other}
    bound = rng.choice([1, 3, 12])
    one = sorted(rng.randint(-bound, bound) for _ in range(rng.randint(0, n)))
    other = sorted(rng.randint(-bound, bound) for _ in range(rng.randint(0, n)))
    if rng.random() < 0.2:
        other = [value + 2 * bound for value in other]  # one list lies wholly behind the other
    return {"one": one, "other": other}
