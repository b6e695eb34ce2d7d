import random
from math import isqrt


def generate(n: int, seed: int) -> dict:
    """A garden of about n squares; in large ones fox and den are in opposite corners, with lawns and thick hedges between."""
    rng = random.Random(f"fox-and-hedges:{n}:{seed}")
    if n > 20:
        width = isqrt(n)
        height = n // width
        squares = [["#" if rng.random() < 0.3 else "." for _ in range(width)] for _ in range(height)]
        for row in range(6, height - 6, 12):
            # Two rows of hedge with one gap, left and right in turn, and grass along both sides.
            gap = width - 1 if row % 24 == 6 else 0
            for column in range(width):
                squares[row - 1][column] = squares[row + 2][column] = "."
                squares[row][column] = squares[row + 1][column] = "." if column == gap else "#"
        fox, den = (0, 0), (height - 1, width - 1)
        for down, right in ((0, 1), (1, 0)):
            squares[down][right] = squares[height - 1 - down][width - 1 - right] = "."
    else:
        height = rng.randint(1, 2 + n // 3)
        width = rng.randint(2 if height == 1 else 1, 2 + n // 2)
        hedges = rng.choice([0.2, 0.5, 0.7])
        squares = [["#" if rng.random() < hedges else "." for _ in range(width)] for _ in range(height)]
        fox, den = rng.sample([(row, column) for row in range(height) for column in range(width)], 2)
    squares[fox[0]][fox[1]] = "F"
    squares[den[0]][den[1]] = "D"
    return {"garden": ["".join(line) for line in squares]}
