import random


def generate(n: int, seed: int) -> dict:
    """n commands; long sequences roam a level full of doors in straight runs."""
    rng = random.Random(f"parcels-by-robot:{n}:{seed}")
    if n > 20:
        rows = columns = min(200, int(n**0.5))
        tiles = rng.choices(".D#<>^v", weights=[33, 60, 2, 1, 1, 1, 1], k=rows * columns)
        length, longest = n, columns // 3
    else:
        rows, columns = rng.randint(1, 4), rng.randint(1, 4)
        tiles = rng.choices(".D#<>^v", weights=[2, 4, 1, 1, 1, 1, 1], k=rows * columns)
        length, longest = 3 * rng.randint(0, n), columns
    tiles[rng.randrange(len(tiles))] = "S"
    level = ["".join(tiles[row * columns : (row + 1) * columns]) for row in range(rows)]

    commands = ""
    while len(commands) < length:
        commands += rng.choice("LR") + "F" * rng.randint(1, longest)
    return {"level": level, "commands": commands[:length]}
