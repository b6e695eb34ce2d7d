import random


def generate(n: int, seed: int) -> dict:
    """A list of at most n nodes; in long ones the segment covers most of the list."""
    rng = random.Random(f"reverse-segment:{n}:{seed}")
    if n > 20:
        head = [rng.randint(-1000, 1000) for _ in range(n)]
        return {"head": head, "left": n // 10, "right": n - n // 20}
    length = rng.randint(1, n)
    bound = rng.choice([1, 3, 100])
    head = [rng.randint(-bound, bound) for _ in range(length)]
    left, right = sorted(rng.randint(1, length) for _ in range(2))
    shape = rng.random()
    if shape < 0.2:
        left = 1
    elif shape < 0.4:
        right = length
    return {"head": head, "left": left, "right": right}
