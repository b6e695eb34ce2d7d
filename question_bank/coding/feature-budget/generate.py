import random


def generate(n: int, seed: int) -> dict:
    """A budget of n hours and 30 features, about a dozen of which fit; small n gives up to n features, at most eight."""
    rng = random.Random(f"feature-budget:{n}:{seed}")
    if n > 20:
        unit = max(1, n // 500)  # hours are estimated in lots, the coarser the longer the plan
        lots = [rng.randint(20, 80) for _ in range(30)]
        efforts = [unit * size for size in lots]
        values = [size + rng.randint(10, 20) for size in lots]
        return {"efforts": efforts, "values": values, "budget": n}
    count = rng.randint(0, min(n, 8))
    longest = rng.choice([3, 6, 12])
    efforts = [rng.randint(0 if rng.random() < 0.3 else 1, longest) for _ in range(count)]
    highest = rng.choice([3, 10, 100])
    values = [rng.randint(0, highest) for _ in range(count)]
    return {"efforts": efforts, "values": values, "budget": rng.randint(0, max(longest, sum(efforts)))}
