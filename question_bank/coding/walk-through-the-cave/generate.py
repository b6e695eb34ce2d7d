import random


def part(rng: random.Random, points: list[int], even: bool) -> list | None:
    """A part of a cave, [points, left, right], with these chambers: as flat as possible, or split at random."""
    if not points:
        return None
    split = len(points) // 2 if even else rng.randrange(len(points))
    return [points[0], part(rng, points[1 : split + 1], even), part(rng, points[split + 1 :], even)]


def level_order(cave: list) -> list:
    values: list = []
    row = [cave]
    while row:
        values.extend(node and node[0] for node in row)
        row = [child for node in row if node for child in node[1:]]
    while values[-1] is None:
        values.pop()
    return values


def generate(n: int, seed: int) -> dict:
    """n chambers; in a large cave a way of up to 450 chambers with a niche each leads to most of them."""
    rng = random.Random(f"walk-through-the-cave:{n}:{seed}")
    if n > 20:
        steps = min(n // 40, 450)
        points = [rng.randint(-1000, 1000) for _ in range(n)]
        cave = part(rng, points[2 * steps :], even=True)
        for at in range(0, 2 * steps, 2):
            children = [cave, [points[at], None, None]]
            rng.shuffle(children)
            cave = [points[at + 1], *children]
        return {"root": level_order(cave)}
    low, high = rng.choice([(-3, 3), (-9, 9), (-2, 9), (-9, 1), (-9, -1), (-1000, 1000)])
    points = [rng.randint(low, high) for _ in range(rng.randint(1, n + 1))]
    return {"root": level_order(part(rng, points, even=rng.random() < 0.2))}
