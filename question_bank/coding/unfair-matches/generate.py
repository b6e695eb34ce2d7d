import random


def part(rng: random.Random, size: int, even: bool) -> list | None:
    """A part of a draw, [number, left, right], with so many matches: as flat as possible, or split at random."""
    if size == 0:
        return None
    left = (size - 1) // 2 if even else rng.randint(0, size - 1)
    return [rng.randint(1, 1_000_000_000), part(rng, left, even), part(rng, size - 1 - left, even)]


def level_order(tree: list | None) -> list:
    values: list = []
    row = [tree]
    while row:
        values.extend(node and node[0] for node in row)
        row = [child for node in row if node for child in node[1:]]
    while values and values[-1] is None:
        values.pop()
    return values


def generate(n: int, seed: int) -> dict:
    """n matches; in a large draw most of them are at the far end of a way of up to 450 matches."""
    rng = random.Random(f"unfair-matches:{n}:{seed}")
    if n > 20:
        steps = min(n // 40, 450)
        tree = part(rng, n - 2 * steps, even=True)
        for _ in range(steps):
            beside = part(rng, 1, even=True)
            children = [tree, beside] if rng.random() < 0.5 else [beside, tree]
            tree = [rng.randint(1, 1_000_000_000), *children]
        return {"root": level_order(tree)}
    size = rng.randint(0 if n < 3 else 1, n + 2)
    return {"root": level_order(part(rng, size, even=rng.random() < 0.2))}
