import random


def level_order(rng: random.Random, sizes: list[int]) -> list:
    """A tree with levels of the given sizes, as a level-order list without nulls at the end."""
    if not sizes:
        return []
    values: list = [rng.randint(-100, 100)]
    for width, below in zip(sizes, sizes[1:]):
        slots = [None] * (2 * width)
        for slot in rng.sample(range(2 * width), below):
            slots[slot] = rng.randint(-100, 100)
        values.extend(slots)
    while values[-1] is None:
        values.pop()
    return values


def small_sizes(rng: random.Random, nodes: int) -> list[int]:
    sizes: list[int] = []
    shape = rng.choice(["mixed", "mixed", "wide", "chain"])
    while nodes:
        most = min(nodes, 2 * sizes[-1]) if sizes else 1
        width = {"mixed": rng.randint(1, most), "wide": most, "chain": 1}[shape]
        sizes.append(width)
        nodes -= width
    return sizes


def large_sizes(rng: random.Random, nodes: int) -> list[int]:
    """Half of the nodes fan out, the other half hang below in many narrow levels."""
    sizes = [1]
    left = nodes - 1
    while left > nodes // 2:
        width = min(left - nodes // 2, 2 * sizes[-1] - rng.randint(0, sizes[-1] // 4))
        sizes.append(width)
        left -= width
    while left:
        width = min(left, 2 * sizes[-1], rng.randint(110, 150))
        sizes.append(width)
        left -= width
    return sizes


def generate(n: int, seed: int) -> dict:
    """At most n nodes; fewer than 500 levels up to n = 100,000."""
    rng = random.Random(f"widest-tree-level:{n}:{seed}")
    if n > 20:
        return {"root": level_order(rng, large_sizes(rng, n))}
    return {"root": level_order(rng, small_sizes(rng, rng.randint(0 if n < 3 else 1, n)))}
