import random


def generate(n: int, seed: int) -> dict:
    """At most n sections; long walls rise and then fall, in small steps up and down, and have no door."""
    rng = random.Random(f"shelf-under-the-roof:{n}:{seed}")
    if n > 20:
        sections = []
        for place in range(n):
            middle = 200_000 + 700_000 * min(place, n - 1 - place) // (n // 2)
            sections.append([rng.randint(1, 1000), middle + rng.randint(0, 99_999)])
        return {"sections": sections}
    size = 0 if rng.random() < 0.04 else rng.randint(1, n)
    widest, highest = rng.choice([1, 2, 5, 1000]), rng.choice([2, 5, 12, 1_000_000])
    lowest = 0 if rng.random() < 0.5 else 1
    sections = [[rng.randint(1, widest), rng.randint(lowest, highest)] for _ in range(size)]
    shape = rng.random()
    if shape < 0.2:
        sections.sort(key=lambda section: section[1], reverse=shape < 0.1)
    return {"sections": sections}
