import random


def generate(n: int, seed: int) -> dict:
    """At most n blocks; long rows rise on both sides towards the middle, with deep dips all along."""
    rng = random.Random(f"trapped-water:{n}:{seed}")
    if n > 20:
        heights = []
        for place in range(n):
            highest = 1_000_000 * (1 + min(place, n - 1 - place)) // n
            heights.append(rng.randint(highest // 2, highest))
        return {"heights": heights}
    size = rng.randint(0 if n < 4 else 1, n)
    highest = rng.choice([1, 3, 8])
    heights = [rng.randint(0, highest) for _ in range(size)]
    shape = rng.random()
    if shape < 0.1:
        heights.sort(reverse=rng.random() < 0.5)
    elif shape < 0.3 and size > 1:
        heights[0] = heights[-1] = highest
    return {"heights": heights}
