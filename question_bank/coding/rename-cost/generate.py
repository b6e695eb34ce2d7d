import random


def generate(n: int, seed: int) -> dict:
    """Two versions of a description of n characters; small n gives texts of at most n, but never above six."""
    rng = random.Random(f"rename-cost:{n}:{seed}")
    if n > 20:
        letters = "abcdefghijklmnopqrstuvwxyz- "
        wanted = rng.choices(letters, k=n)
        current = [letter if rng.random() < 0.6 else rng.choice(letters) for letter in wanted]
        cut = n // 5
        return {
            "current": "".join(current[cut:] + current[:cut]),
            "wanted": "".join(wanted),
            "insert": 7,
            "remove": 5,
            "replace": 9,
        }
    letters = rng.choice(["ab", "abc-", "abcde "])
    longest = min(n, 6)
    current = "".join(rng.choices(letters, k=rng.randint(0, longest)))
    wanted = "".join(rng.choices(letters, k=rng.randint(0, longest)))
    highest = rng.choice([1, 4, 10])
    insert, remove, replace = (rng.randint(0, highest) for _ in range(3))
    return {"current": current, "wanted": wanted, "insert": insert, "remove": remove, "replace": replace}
