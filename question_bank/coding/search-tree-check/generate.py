import random

LIMIT = 1_000_000_000


def grow(rng: random.Random, values: list[int], levels: int) -> list | None:
    """A tree [value, left, right] that gives the values from left to right.

    It begins with a crooked chain of so many levels; the other nodes hang off it in parts of the same size.
    """
    low, high = 0, len(values)
    share = high // (levels + 1)
    chain: list[tuple[int, list | None, bool]] = []
    for _ in range(levels):
        to_the_right = rng.random() < 0.5
        if to_the_right:
            place, part = low + share - 1, hang(rng, values, low, low + share - 1)
            low += share
        else:
            place, part = high - share, hang(rng, values, high - share + 1, high)
            high -= share
        chain.append((values[place], part, to_the_right))
    tree = hang(rng, values, low, high)
    for value, part, to_the_right in reversed(chain):
        tree = [value, part, tree] if to_the_right else [value, tree, part]
    return tree


def hang(rng: random.Random, values: list[int], low: int, high: int) -> list | None:
    """A part with these values: balanced when large, else split at random."""
    if low == high:
        return None
    middle = (low + high) // 2 if high - low > 20 else rng.randrange(low, high)
    return [values[middle], hang(rng, values, low, middle), hang(rng, values, middle + 1, high)]


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
    """At most n nodes; large trees are sound and have up to 400 levels and a few more."""
    rng = random.Random(f"search-tree-check:{n}:{seed}")
    if n > 20:
        values = sorted(rng.sample(range(-LIMIT, LIMIT + 1), n))
        return {"root": level_order(grow(rng, values, min(n // 80, 400)))}
    size = rng.randint(0 if n < 3 else 1, n)
    lowest, highest = rng.choice([(-n, n), (-3 * n, 3 * n), (-LIMIT, LIMIT)])
    values = sorted(rng.sample(range(lowest, highest + 1), size))
    if size and rng.random() < 0.2:
        values[0], values[-1] = lowest, highest
    if size > 1 and rng.random() < 0.6:
        one, other = rng.sample(range(size), 2)
        if rng.random() < 0.5:
            values[one] = values[other]
        else:
            values[one], values[other] = values[other], values[one]
    return {"root": level_order(grow(rng, values, rng.randint(0, size // 2)))}
