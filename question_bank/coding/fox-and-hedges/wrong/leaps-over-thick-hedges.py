# Flies on over any number of hedges in a row, not over one.
from collections import deque


def fewest_moves(garden):
    height, width = len(garden), len(garden[0])
    fox = next((row, line.index("F")) for row, line in enumerate(garden) if "F" in line)
    moves = {fox: 0}
    queue = deque([fox])
    while queue:
        row, column = queue.popleft()
        if garden[row][column] == "D":
            return moves[row, column]
        for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            y, x = row + down, column + right
            while 0 <= y < height and 0 <= x < width and garden[y][x] == "#":
                y, x = y + down, x + right
            if 0 <= y < height and 0 <= x < width and (y, x) not in moves:
                moves[y, x] = moves[row, column] + 1
                queue.append((y, x))
    return -1
