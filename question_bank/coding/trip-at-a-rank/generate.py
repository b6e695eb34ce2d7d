import random


def generate(n: int, seed: int) -> dict:
    """Two sorted lists and a rank; in large inputs the lists have n numbers each, and the rank is about n."""
    rng = random.Random(f"trip-at-a-rank:{n}:{seed}")
    if n > 20:
        bound = 1_000_000_000
        flights = sorted(rng.randint(-bound, bound) for _ in range(n))
        hotels = sorted(rng.randint(-bound, bound) for _ in range(n))
        return {"flights": flights, "hotels": hotels, "k": n - rng.randint(0, n // 50)}
    bound = rng.choice([2, 6, 20, 1_000_000_000])
    low = rng.choice([-bound, 0])
    flights = sorted(rng.randint(low, bound) for _ in range(rng.randint(1, n)))
    hotels = sorted(rng.randint(low, bound) for _ in range(rng.randint(1, n)))
    trips = len(flights) * len(hotels)
    return {"flights": flights, "hotels": hotels, "k": trips if rng.random() < 0.1 else rng.randint(1, trips)}
