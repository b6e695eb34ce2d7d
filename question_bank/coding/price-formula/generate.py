import random

SMALL = 1000
"""Products above it are avoided, so that no value on the way becomes large."""


def generate(n: int, seed: int) -> dict:
    """A formula of about n characters with many short brackets; small ones have about n numbers and names."""
    rng = random.Random(f"price-formula:{n}:{seed}")
    if n > 20:
        values = {name: rng.randint(1, 40) for name in ("a", "base", "fee", "tax", "taxes")}
        parts = [random_sum(rng, values, 2, 2)[0]]
        size = len(parts[0])
        while size < n:
            parts += [rng.choice("+-"), random_product(rng, values, 2, rng.randint(1, 3))[0]]
            size += len(parts[-1]) + 3
        return {"formula": " ".join(parts), "values": values}
    values = {name: rng.randint(-9, 9) for name in ("a", "ab", "b")}
    return {"formula": random_sum(rng, values, min(2, n // 3), rng.randint(1, 1 + n // 2))[0], "values": values}


def random_sum(rng: random.Random, values: dict, depth: int, terms: int) -> tuple[str, int]:
    """A sum of so many products, and its value."""
    text, value = random_product(rng, values, depth, rng.randint(1, 3))
    for _ in range(terms - 1):
        more, by = random_product(rng, values, depth, rng.randint(1, 3))
        sign, gap = rng.choice("+-"), rng.choice(["", " "])
        text += gap + sign + gap + more
        value += by if sign == "+" else -by
    return text, value


def random_product(rng: random.Random, values: dict, depth: int, factors: int) -> tuple[str, int]:
    text, value = random_factor(rng, values, depth)
    for _ in range(factors - 1):
        more, by = random_factor(rng, values, depth)
        gap = rng.choice(["", " "])
        if by and (abs(value * by) > SMALL or rng.random() < 0.4):
            text += gap + "/" + gap + more
            value = int(value / by)
        else:
            text += gap + "*" + gap + more
            value *= by
    return text, value


def random_factor(rng: random.Random, values: dict, depth: int) -> tuple[str, int]:
    kind = rng.random()
    if depth and kind < 0.4:
        text, value = random_sum(rng, values, depth - 1, rng.randint(1, 2))
        text = f"({text})"
    elif kind < 0.7:
        text = rng.choice(list(values))
        value = values[text]
    else:
        value = rng.randint(0, 20)
        text = str(value)
    return ("-" + text, -value) if rng.random() < 0.15 else (text, value)
