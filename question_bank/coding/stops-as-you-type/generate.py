import random


def generate(n: int, seed: int) -> dict:
    """A constructor and n calls; long sequences add few words, and then ask for short beginnings again and again."""
    rng = random.Random(f"stops-as-you-type:{n}:{seed}")
    if n > 20:
        limit, letters, shortest, longest, heaviest, share, typed = 5, "aeiklnrst", 5, 8, 1000, 0.2, 2
    else:
        limit, letters, shortest, longest, heaviest, share, typed = rng.randint(1, 3), "ab", 1, 3, 3, 0.6, 3
    operations: list[list] = [["StopFinder", [limit]]]
    for _ in range(n):
        word = "".join(rng.choices(letters, k=rng.randint(shortest, longest)))
        if rng.random() < share:
            operations.append(["add", [word, rng.randint(1, heaviest)]])
        else:
            operations.append(["suggest", [word[: rng.randint(0, typed)]]])
    return {"operations": operations}
