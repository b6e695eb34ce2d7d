import random
from string import ascii_uppercase


def generate(n: int, seed: int) -> dict:
    """At most n bulbs; long strings come with many spares, so that the windows are long as well."""
    rng = random.Random(f"one-colour-stretch:{n}:{seed}")
    if n > 20:
        bulbs: list[str] = []
        while len(bulbs) < n:
            bulbs += rng.choice(ascii_uppercase) * rng.randint(1, 6)
        return {"bulbs": "".join(bulbs[:n]), "spares": n // 3}
    size = 0 if rng.random() < 0.04 else rng.randint(1, n)
    colours = rng.choice(["AB", "ABC", "KXYZ"])
    bulbs = [rng.choice(colours) for _ in range(size)]
    spares = rng.choice([0, 1, 1, 2, 2, 3, rng.randint(0, n)])
    return {"bulbs": "".join(bulbs), "spares": spares}
