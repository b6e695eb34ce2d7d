import random


def generate(n: int, seed: int) -> dict:
    """n amounts, at least three of them; in large inputs no total matches, so that nobody can stop early."""
    rng = random.Random(f"payment-for-three:{n}:{seed}")
    if n > 20:
        amounts = [1_000 * rng.randint(1, 100_000) for _ in range(n)]
        return {"amounts": amounts, "payment": 1_000 * rng.randint(120_000, 180_000) + 499}
    highest = rng.choice([4, 15, 60])
    amounts = [rng.randint(1, highest) for _ in range(rng.randint(3, 3 + n))]
    if rng.random() < 0.3:
        amounts[1] = amounts[0]
    return {"amounts": amounts, "payment": rng.randint(1, 3 * highest)}
