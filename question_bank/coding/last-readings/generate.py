import random


def generate(n: int, seed: int) -> dict:
    """A buffer and n calls; long sequences fill a large buffer first and then go round in it."""
    rng = random.Random(f"last-readings:{n}:{seed}")
    if n > 20:
        size, largest = n * 2 // 5, 20_000
    else:
        size, largest = rng.randint(1, 4), rng.choice([1, 3, 20_000])
    operations: list[list] = [["ReadingBuffer", [size]]]
    for step in range(n):
        if n > 20 and step < size:
            kind = "add"
        else:
            kind = rng.choice(["add", "add", "add", "back", "total", "total", "total", "total"])
        if kind == "add":
            operations.append(["add", [rng.randint(-largest, largest)]])
        elif kind == "back":
            operations.append(["back", [rng.randrange(size + 2)]])
        else:
            operations.append(["total", []])
    return {"operations": operations}
