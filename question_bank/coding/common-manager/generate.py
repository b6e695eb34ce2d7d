import random

LIMIT = 1_000_000_000


def hang(rng: random.Random, ids: list[int]) -> list | None:
    """A part of the chart [id, left, right] with these people: balanced when large, else split at random."""
    if not ids:
        return None
    split = len(ids) // 2 if len(ids) > 20 else rng.randrange(len(ids))
    return [ids[0], hang(rng, ids[1 : split + 1]), hang(rng, ids[split + 1 :])]


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
    """n people; large charts are a chain of up to 400 managers with a team each, and the two are in the last team."""
    rng = random.Random(f"common-manager:{n}:{seed}")
    if n > 20:
        ids = rng.sample(range(LIMIT + 1), n)
        levels = min(n // 80, 400)
        share = n // (levels + 1)
        last = ids[levels * share :]
        tree = hang(rng, last)
        for start in reversed(range(0, levels * share, share)):
            team = hang(rng, ids[start + 1 : start + share])
            tree = [ids[start], tree, team] if rng.random() < 0.5 else [ids[start], team, tree]
        return {"root": level_order(tree), "first": last[len(last) * 9 // 20], "second": last[-1]}
    ids = rng.sample(range(rng.choice([n, n + 3, LIMIT])), n)
    first = rng.choice(ids)
    second = first if rng.random() < 0.1 else rng.choice(ids)
    return {"root": level_order(hang(rng, ids)), "first": first, "second": second}
