import random


def generate(n: int, seed: int) -> dict:
    """A tower of n steps with single gaps in the lower half; small n gives up to 3n steps and any gaps."""
    rng = random.Random(f"broken-steps:{n}:{seed}")
    if n > 20:
        broken = [step + rng.randrange(2) for step in range(2, n // 2, 3)]
        rng.shuffle(broken)
        return {"steps": n, "broken": broken}
    steps = rng.choice([n, rng.randint(1, n), rng.randint(1, 3 * n)])
    chance = rng.choice([0.0, 0.1, 0.2, 0.4])
    broken = [step for step in range(1, steps + 1) if rng.random() < chance]
    rng.shuffle(broken)
    return {"steps": steps, "broken": broken}
