import random


def generate(n: int, seed: int) -> dict:
    """At most n days; in a long list it gets colder and colder over nearly the whole time, with small ups and downs."""
    rng = random.Random(f"days-until-warmer:{n}:{seed}")
    if n > 20:
        temperatures = [550 - 1400 * day // n + rng.randint(-40, 40) for day in range(n - 1)]
        return {"temperatures": [*temperatures, 600]}
    size = 0 if rng.random() < 0.04 else rng.randint(1, n)
    lowest, highest = rng.choice([(0, 2), (-2, 2), (-30, -25), (-900, 600)])
    temperatures = [rng.randint(lowest, highest) for _ in range(size)]
    shape = rng.random()
    if shape < 0.2:
        temperatures.sort(reverse=shape < 0.15)
    return {"temperatures": temperatures}
